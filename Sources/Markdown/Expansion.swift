/// What a short text can grow to once it is parsed, counted before it is: a row of a table has as many
/// cells as its header, however short it is written, and each link has a copy of what its reference
/// stands for. A text of 8 KB could take gigabytes so.
struct Expansion {
  typealias Line = Substring.UTF8View.SubSequence

  /// The most cells in all tables of a text.
  static let cellLimit = 100_000
  /// The most bytes in all links of a text by reference.
  static let referenceLimit = 64 << 20

  private(set) var cells = 0
  /// Where the first table begins with which there are too many cells.
  private(set) var lineOfExcess: Int?
  private(set) var referenceBytes = 0

  init(_ lines: [Line]) {
    var rows = 0
    var columns = 0
    /// The bytes of the definition that is being read, if any: its title may have several lines.
    var definition: Int?
    var longestDefinition = 0
    var brackets = 0
    for (index, line) in (lines + [Substring().utf8[...]]).enumerated() {
      let content = line.drop(while: Self.isMargin)
      brackets += content.count { $0 == UInt8(ascii: "[") }
      if content.isEmpty {
        // A table ends at an empty line; any of the lines before it may be its second one.
        cells += rows * columns
        if cells > Self.cellLimit, lineOfExcess == nil { lineOfExcess = index + 1 - rows }
        (rows, columns, definition) = (0, 0, nil)
        continue
      }
      rows += 1
      if content.allSatisfy(Self.isOfDelimiterRow) {
        columns = max(columns, content.count { $0 == UInt8(ascii: "|") } + 1)
      }
      if content.first == UInt8(ascii: "[") { definition = Self.isDefinition(content) ? 0 : nil }
      if let bytes = definition {
        definition = bytes + line.count
        longestDefinition = max(longestDefinition, bytes + line.count)
      }
    }
    referenceBytes = longestDefinition * brackets
  }

  /// `[name]: where`
  private static func isDefinition(_ content: Line) -> Bool {
    zip(content, content.dropFirst()).contains {
      $0 == UInt8(ascii: "]") && $1 == UInt8(ascii: ":")
    }
  }

  /// Blanks and the signs of quotes, which stand before a line of a table as well.
  private static func isMargin(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: ">")
  }

  private static func isOfDelimiterRow(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "|") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
