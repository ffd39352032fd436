/// A tilted plane to be learned: y = (x₁ + x₂) / 2, inputs evenly drawn from −1 to 1. Noise is
/// added to y.
///
/// - Source: after TensorFlow Playground, `dataset.ts`, `regressPlane`.
package enum Plane: DataSource {
  package static let declaration = BlockDeclaration(
    "plane",
    summary: "a tilted plane to be learned: y = (x1 + x2) / 2",
    settings: [
      DataSettings.count(default: 200), DataSettings.noise("what is added to each target"),
    ],
    example: "plane n=200 noise=0.1",
    source: "https://github.com/tensorflow/playground")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws(DataError) -> Dataset {
    let settings = declaration.completed(settings)
    let count = settings.integer("n") ?? 200
    let noise = settings.number("noise") ?? 0
    try MemoryLimit.checkData("the points", shape: [count, 3], limit: MemoryLimit.standard)
    var generator = MersenneTwister(seed: seed)
    var inputs: [Float] = []
    var targets: [Float] = []
    for _ in 0..<count {
      let x1 = 2 * generator.uniformDouble() - 1
      let x2 = 2 * generator.uniformDouble() - 1
      let shake = noise == 0 ? 0 : noise * generator.normalDouble()
      inputs += [Float(x1), Float(x2)]
      targets.append(Float((x1 + x2) / 2 + shake))
    }
    return Dataset(
      name: "plane", inputShape: [2], inputs: inputs, targets: .values(targets, width: 1),
      featureNames: ["x1", "x2"])
  }
}
