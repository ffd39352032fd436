/// 1,797 handwritten digits of 8 × 8 pixels, ink from 0 to 1, in ten classes.
///
/// - Source: Alpaydin and Kaynak 1998, UCI Machine Learning Repository,
///   <https://doi.org/10.24432/C50P49>, CC BY 4.0.
package enum Digits: DataSource {
  package static let declaration = BlockDeclaration(
    "digits",
    summary: "1,797 handwritten digits of 8 x 8 pixels, in ten classes",
    settings: [DataSettings.image("1 x 8 x 8")],
    example: "digits",
    source: "https://doi.org/10.24432/C50P49")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws -> Dataset {
    let bytes = try readShipped("data/digits.csv")
    let table = try Dataset(csv: bytes, name: "digits", kind: .classes)
    return Dataset(
      name: "digits", inputShape: settings.flag("image") ? [1, 8, 8] : [64],
      inputs: table.inputs.map { $0 / 16 }, targets: table.targets,
      classNames: table.classNames, imageShape: [8, 8])
  }
}
