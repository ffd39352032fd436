/// Small pictures of one bar each, lying or standing, in any row or column.
///
/// Every pixel is lit as often in one class as in the other, so that no single layer of weights
/// tells them apart; a convolution of 2 × 1 pixels does.
///
/// - Source: after Földiák, "Forming Sparse Representations by Local Anti-Hebbian Learning", 1990.
package enum Bars: DataSource {
  package static let declaration = BlockDeclaration(
    "bars",
    summary: "small pictures of one bar each, in two classes: lying or standing",
    settings: [
      DataSettings.count(default: 200), DataSettings.noise("what is added to each pixel"),
      Setting(
        "size", kind: .integer(2...64), default: .integer(8), summary: "rows, and columns"),
      DataSettings.image("1 x size x size"),
    ],
    example: "bars n=200 size=8",
    source: "Foldiak, Forming Sparse Representations, Biological Cybernetics 64, 1990")

  package static func make(
    _ settings: Settings, seed: UInt64, readShipped: (String) throws -> [UInt8]
  ) throws(DataError) -> Dataset {
    let settings = declaration.completed(settings)
    let size = settings.integer("size") ?? 8
    let count = settings.integer("n") ?? 200
    var pictures = try PictureSamples(
      count: count, size: size, seed: seed, noise: settings.number("noise") ?? 0)
    for index in 0..<count {
      let isStanding = index % 2 == 1
      let place = pictures.generator.integer(below: size)
      pictures.add(label: isStanding ? 1 : 0) { row, column in
        (isStanding ? column : row) == place ? 1 : 0
      }
    }
    return pictures.dataset(
      named: "bars", classNames: ["lying", "standing"], isImage: settings.flag("image"))
  }
}
