/// The cells of a comma-separated file, with the place of each.
///
/// Where the first line has no comma, semicolons or tabs separate the cells, as spreadsheets write them
/// in many countries. Quoted cells may hold separators, line ends and doubled quotation marks. Lines end in LF or CRLF.
/// Empty lines are passed over.
///
/// - Source: RFC 4180.
struct CSVTable {
  struct Row {
    /// Counted from 1.
    let line: Int
    /// How many cells it has.
    let width: Int
    /// Where its cells begin among all.
    fileprivate let first: Int
  }

  struct Cell {
    /// Within the file's bytes, without quotation marks.
    let range: Range<Int>
    let isQuoted: Bool
  }

  /// Where a cell begins, with the quotation in the lowest bit: a table has as many of them as
  /// numbers. Where it ends is found again when it is read.
  struct Start {
    private let packed: UInt32

    fileprivate init(_ start: Int, isQuoted: Bool) {
      packed = UInt32(start) << 1 | (isQuoted ? 1 : 0)
    }

    fileprivate var place: Int { Int(packed >> 1) }
    fileprivate var isQuoted: Bool { packed & 1 == 1 }
  }

  /// The longest text whose cells can be counted so.
  private static let longest = Int(UInt32.max >> 1)

  let bytes: [UInt8]
  let separator: UInt8
  private(set) var rows: [Row] = []
  private var starts: [Start] = []

  /// - Parameter cells: how many there are at most.
  init(_ bytes: [UInt8], cells: Int) throws(DataError) {
    let isMarked = bytes.starts(with: [0xef, 0xbb, 0xbf])
    let text = isMarked ? Array(bytes.dropFirst(3)) : bytes
    // The line ends of old Macs, and of what some spreadsheets still call "CSV (Macintosh)".
    self.bytes =
      text.contains(Reader.lineFeed)
      ? text : text.map { $0 == Reader.carriageReturn ? Reader.lineFeed : $0 }
    separator = Self.separator(of: self.bytes)
    guard bytes.count <= Self.longest else {
      throw .tooLarge(
        what: "the text", shape: [bytes.count], bytes: bytes.count, limit: Self.longest)
    }
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
      throw .notText
    }
    starts.reserveCapacity(cells)
    try split()
  }

  /// What the first line that is not empty has of these: a comma, a semicolon or a tab.
  static func separator(of bytes: [UInt8]) -> UInt8 {
    var found = UInt8(ascii: ",")
    var (isQuoted, isEmpty) = (false, true)
    for byte in bytes {
      if byte == UInt8(ascii: "\n"), !isQuoted, !isEmpty { break }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte > UInt8(ascii: " ") { isEmpty = false }
      guard !isQuoted else { continue }
      if byte == UInt8(ascii: ",") { return byte }
      if byte == UInt8(ascii: ";") || byte == UInt8(ascii: "\t") && found != UInt8(ascii: ";") {
        found = byte
      }
    }
    return found
  }

  func text(_ cell: Cell) -> String {
    let text = String(decoding: bytes[cell.range], as: UTF8.self)
    guard cell.isQuoted else { return text }
    var plain = ""
    var isSecondQuote = false
    for scalar in text.unicodeScalars {
      if scalar == "\"", isSecondQuote {
        isSecondQuote = false
        continue
      }
      isSecondQuote = scalar == "\""
      plain.unicodeScalars.append(scalar)
    }
    return plain
  }

  /// A cell of a row, counted from 0.
  func cell(_ row: Row, _ index: Int) -> Cell {
    let start = starts[row.first + index]
    let end =
      start.isQuoted
      ? Reader.endOfQuoted(bytes, from: start.place) ?? bytes.count
      : Reader.endOfPlain(bytes, from: start.place, separator).text
    return Cell(range: start.place..<end, isQuoted: start.isQuoted)
  }

  private mutating func split() throws(DataError) {
    var reader = Reader(bytes: bytes, separator: separator)
    while let row = try reader.nextRow(&starts) { rows.append(row) }
  }

  /// Goes through the bytes once.
  private struct Reader {
    let bytes: [UInt8]
    let separator: UInt8
    private var position = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    init(bytes: [UInt8], separator: UInt8) {
      self.bytes = bytes
      self.separator = separator
    }

    mutating func nextRow(_ starts: inout [Start]) throws(DataError) -> Row? {
      while position < bytes.count {
        let row = (line: line, first: starts.count)
        var isEmpty: Bool
        repeat {
          isEmpty = try !skipCell(column: starts.count - row.first + 1, &starts)
        } while skip(separator)
        _ = skip(Self.carriageReturn)
        if skip(Self.lineFeed) { line += 1 }
        let width = starts.count - row.first
        if width > 1 || !isEmpty { return Row(line: row.line, width: width, first: row.first) }
        starts.removeLast()
      }
      return nil
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
      guard position < bytes.count, bytes[position] == byte else { return false }
      position += 1
      return true
    }

    private mutating func skipBlanks() {
      while position < bytes.count, Self.isBlank(bytes[position], separator) { position += 1 }
    }

    private static func isBlank(_ byte: UInt8, _ separator: UInt8) -> Bool {
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") && separator != byte
    }

    /// Goes over a cell; whether there is one.
    private mutating func skipCell(
      column: Int, _ starts: inout [Start]
    ) throws(DataError) -> Bool {
      skipBlanks()
      let isQuoted = skip(Self.quote)
      let start = position
      starts.append(Start(start, isQuoted: isQuoted))
      guard isQuoted else {
        let end = Self.endOfPlain(bytes, from: start, separator)
        position = end.cell
        return end.text > start
      }
      guard let end = Self.endOfQuoted(bytes, from: start) else {
        throw .openQuote(line: line, column: column)
      }
      for byte in bytes[start..<end] where byte == Self.lineFeed { line += 1 }
      position = end + 1
      skipBlanks()
      return true
    }

    /// Where a cell ends, and where its text does, without the spaces behind it and the CR of a line
    /// end.
    static func endOfPlain(
      _ bytes: [UInt8], from start: Int, _ separator: UInt8
    ) -> (text: Int, cell: Int) {
      var position = start
      while position < bytes.count, bytes[position] != separator, bytes[position] != lineFeed {
        position += 1
      }
      var end = position
      if position < bytes.count, bytes[position] == lineFeed, end > start,
        bytes[end - 1] == carriageReturn
      {
        end -= 1
      }
      while end > start, isBlank(bytes[end - 1], separator) { end -= 1 }
      return (end, position)
    }

    /// Where the closing quotation mark is; nil where there is none.
    static func endOfQuoted(_ bytes: [UInt8], from start: Int) -> Int? {
      var position = start
      while position < bytes.count {
        if bytes[position] == quote {
          guard position + 1 < bytes.count, bytes[position + 1] == quote else { return position }
          position += 1
        }
        position += 1
      }
      return nil
    }
  }
}
