/// "One or the other, not both": four samples that no straight line parts.
///
/// - Source: Minsky and Papert, "Perceptrons", 1969.
package enum XOR: DataSource {
  package static let declaration = BlockDeclaration(
    "xor",
    summary: "one or the other, not both: four samples that no straight line parts",
    settings: [
      Setting(
        "signs", kind: .flag, default: .flag(false),
        summary: "whether inputs and targets are -1 and 1, not 0 and 1")
    ],
    example: "xor",
    source: "Minsky and Papert, Perceptrons, 1969")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) -> Dataset {
    let low: Float = settings.flag("signs") ? -1 : 0
    return Dataset(
      name: "xor", inputShape: [2], inputs: [low, low, low, 1, 1, low, 1, 1],
      targets: .values([low, 1, 1, low], width: 1), featureNames: ["x1", "x2"])
  }
}
