/// A disc of ones within a ring of zeros.
///
/// Every second sample lies in the disc of radius 0.5, evenly over its area; the others lie in the
/// ring between radius 0.7 and 1. Coordinates are within ±1 where there is no noise.
///
/// - Source: after TensorFlow Playground, `dataset.ts`, `classifyCircleData`.
package enum Circle: DataSource {
  package static let declaration = BlockDeclaration(
    "circle",
    summary: "a disc of ones within a ring of zeros",
    settings: [DataSettings.count(default: 200), DataSettings.noise],
    example: "circle n=200 noise=0.1",
    source: "https://github.com/tensorflow/playground")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws(DataError) -> Dataset {
    let settings = declaration.completed(settings)
    let count = settings.integer("n") ?? 200
    var points = try PlanePoints(
      count: count, seed: seed, noise: settings.number("noise") ?? 0)
    for index in 0..<count {
      let isInside = index % 2 == 0
      let (inner, outer) = isInside ? (0, 0.5) : (0.7, 1)
      let angle = 2 * Double.pi * points.generator.uniformDouble()
      let part = points.generator.uniformDouble()
      let radius = (inner * inner + part * (outer * outer - inner * inner)).squareRoot()
      points.add(radius: radius, angle: angle, label: isInside ? 1 : 0)
    }
    return points.dataset(named: "circle")
  }
}
