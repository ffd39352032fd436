/// "One or the other, not both": four samples that no straight line parts.
///
/// - Source: Minsky and Papert, "Perceptrons", 1969.
package enum XOR: DataSource {
  package static let declaration = BlockDeclaration(
    "xor",
    summary: "one or the other, not both: four samples that no straight line parts",
    settings: [DataSettings.signs, DataSettings.targetSigns],
    example: "xor",
    source: "Minsky and Papert, Perceptrons, 1969")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) -> Dataset {
    let low: Float = settings.flag("signs") ? -1 : 0
    let no: Float = settings.flag("target_signs") ? -1 : 0
    return Dataset(
      name: "xor", inputShape: [2], inputs: [low, low, low, 1, 1, low, 1, 1],
      targets: .values([no, 1, 1, no], width: 1), featureNames: ["x1", "x2"])
  }
}
