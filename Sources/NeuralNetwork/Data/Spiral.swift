/// Two arms of zeros and ones that wind round each other.
///
/// Samples stand evenly along each arm, from the middle to radius 1, over 1¾ turns; the arms are
/// half a turn apart, and samples alternate between them.
///
/// - Source: after TensorFlow Playground, `dataset.ts`, `classifySpiralData`; the benchmark goes
///   back to Lang and Witbrock 1988.
package enum Spiral: DataSource {
  package static let declaration = BlockDeclaration(
    "spiral",
    summary: "two arms of zeros and ones that wind round each other",
    settings: [DataSettings.count(default: 200), DataSettings.noise],
    example: "spiral n=200 noise=0.02",
    source: "https://github.com/tensorflow/playground")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws(DataError) -> Dataset {
    let settings = declaration.completed(settings)
    let count = settings.integer("n") ?? 200
    var points = try PlanePoints(
      count: count, seed: seed, noise: settings.number("noise") ?? 0)
    for index in 0..<count {
      let arm = index % 2
      let part = Double(index / 2 + 1) / Double((count + 1 - arm) / 2)
      let angle = 1.75 * 2 * Double.pi * part + (arm == 0 ? 0 : Double.pi)
      points.add(radius: part, angle: angle, label: arm == 0 ? 1 : 0)
    }
    return points.dataset(named: "spiral")
  }
}
