/// Two clouds: ones up on the right, zeros down on the left.
///
/// Samples alternate between a bell curve around (0.5, 0.5) and one around (−0.5, −0.5).
///
/// - Source: after TensorFlow Playground, `dataset.ts`, `classifyTwoGaussData`.
package enum Gauss: DataSource {
  package static let declaration = BlockDeclaration(
    "gauss", aliases: ["blobs"],
    summary: "two clouds, ones around (0.5, 0.5) and zeros around (-0.5, -0.5)",
    settings: [
      DataSettings.count(default: 200), DataSettings.noise("each cloud", default: 0.2),
    ],
    example: "gauss n=200 noise=0.2",
    source: "https://github.com/tensorflow/playground")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws(DataError) -> Dataset {
    let settings = declaration.completed(settings)
    let count = settings.integer("n") ?? 200
    var points = try PlanePoints(
      count: count, seed: seed, noise: settings.number("noise") ?? 0.2)
    for index in 0..<count {
      let center = index % 2 == 0 ? 0.5 : -0.5
      points.add(x: center, y: center, label: index % 2 == 0 ? 1 : 0)
    }
    return points.dataset(named: "gauss")
  }
}
