/// Two half circles that reach into each other: zeros above, ones below.
///
/// Samples stand evenly along each arc and alternate between the two:
/// (cos t, sin t) and (1 − cos t, ½ − sin t), t from 0 to π.
///
/// - Source: after scikit-learn, `sklearn.datasets.make_moons`.
package enum Moons: DataSource {
  package static let declaration = BlockDeclaration(
    "moons",
    summary: "two half circles that reach into each other: zeros above, ones below",
    settings: [DataSettings.count(default: 200), DataSettings.noise],
    example: "moons n=200 noise=0.1",
    source:
      "https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_moons.html")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws(DataError) -> Dataset {
    let settings = declaration.completed(settings)
    let count = settings.integer("n") ?? 200
    var points = try PlanePoints(
      count: count, seed: seed, noise: settings.number("noise") ?? 0)
    for index in 0..<count {
      let moon = index % 2
      let last = (count + 1 - moon) / 2 - 1
      let angle = Double.pi * Double(index / 2) / Double(max(last, 1))
      let (x, y) = (ScalarMath.cos(angle), ScalarMath.sin(angle))
      if moon == 0 {
        points.add(x: x, y: y, label: 0)
      } else {
        points.add(x: 1 - x, y: 0.5 - y, label: 1)
      }
    }
    return points.dataset(named: "moons")
  }
}
