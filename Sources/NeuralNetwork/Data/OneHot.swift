/// One light of n is on, and the answer is the same: through a narrow middle (4-2-4), a network
/// must find a code.
///
/// - Source: Ackley, Hinton and Sejnowski 1985; Rumelhart, Hinton and Williams 1986 (the encoder
///   problem).
package enum OneHot: DataSource {
  package static let declaration = BlockDeclaration(
    "one_hot", aliases: ["encoder"],
    summary: "one of n inputs is 1, and the targets are the same: the encoder problem (4-2-4)",
    settings: [
      Setting(
        "n", aliases: ["size"], kind: .integer(2...1024), default: .integer(4),
        summary: "number of inputs, of targets and of samples"),
      DataSettings.signs, DataSettings.targetSigns,
    ],
    example: "one_hot 4",
    source: "Rumelhart, Hinton and Williams, Learning Internal Representations, 1986")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws(DataError) -> Dataset {
    let settings = declaration.completed(settings)
    let count = settings.integer("n") ?? 4
    try MemoryLimit.checkData("the lights", shape: [2, count, count], limit: MemoryLimit.standard)
    func lights(_ off: Float) -> [Float] {
      (0..<count * count).map { $0 / count == $0 % count ? 1 : off }
    }
    return Dataset(
      name: "one_hot", inputShape: [count], inputs: lights(settings.flag("signs") ? -1 : 0),
      targets: .values(lights(settings.flag("target_signs") ? -1 : 0), width: count),
      featureNames: count > 16 ? [] : (1...count).map { "x\($0)" })
  }
}
