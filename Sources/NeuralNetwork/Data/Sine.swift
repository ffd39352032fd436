/// A wave to be followed: y = sin(π · periods · x), x evenly from −1 to 1. Noise is added to y.
///
/// - Source: Gradus's own.
package enum Sine: DataSource {
  package static let declaration = BlockDeclaration(
    "sine",
    summary: "a wave to be followed: y = sin(pi · periods · x), x from -1 to 1",
    settings: [
      DataSettings.count(default: 100), DataSettings.noise("what is added to each target"),
      Setting(
        "periods", kind: .number(0...1000), default: .number(1),
        summary: "whole waves from one end to the other"),
    ],
    example: "sine n=100 noise=0.1",
    source: "Gradus")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws(DataError) -> Dataset {
    let settings = declaration.completed(settings)
    let count = settings.integer("n") ?? 100
    let noise = settings.number("noise") ?? 0
    let periods = settings.number("periods") ?? 1
    try MemoryLimit.checkData("the points", shape: [count, 2], limit: MemoryLimit.standard)
    var generator = MersenneTwister(seed: seed)
    var inputs: [Float] = []
    var targets: [Float] = []
    for index in 0..<count {
      let x = 2 * Double(index) / Double(max(count - 1, 1)) - 1
      let shake = noise == 0 ? 0 : noise * generator.normalDouble()
      inputs.append(Float(x))
      targets.append(Float(ScalarMath.sin(Double.pi * periods * x) + shake))
    }
    return Dataset(
      name: "sine", inputShape: [1], inputs: inputs, targets: .values(targets, width: 1),
      featureNames: ["x"])
  }
}
