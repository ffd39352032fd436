/// 150 irises of three species, 50 each: lengths and widths of sepals and petals in centimetres.
///
/// The values are those of Fisher's paper. The species follow one another: shuffle before a split.
///
/// - Source: Fisher, "The Use of Multiple Measurements in Taxonomic Problems", 1936; UCI Machine
///   Learning Repository, <https://doi.org/10.24432/C56C76>, CC BY 4.0.
package enum Iris: DataSource {
  package static let declaration = BlockDeclaration(
    "iris",
    summary: "150 irises of three species by four measures in cm, as in Fisher's paper of 1936",
    example: "iris",
    source: "https://doi.org/10.24432/C56C76")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws -> Dataset {
    try Dataset(csv: readShipped("data/iris.csv"), name: "iris", kind: .classes)
  }
}
