/// The cells of a comma-separated file, with the place of each.
///
/// Quoted cells may hold commas, line ends and doubled quotation marks. Lines end in LF or CRLF.
/// Empty lines are passed over.
///
/// - Source: RFC 4180.
struct CSVTable {
  struct Row {
    /// Counted from 1.
    let line: Int
    var cells: [Cell]
  }

  /// As small as can be: a table has as many of them as numbers.
  struct Cell {
    private let start: UInt32
    /// With the quotation in the lowest bit.
    private let packedLength: UInt32

    init(range: Range<Int>, isQuoted: Bool) {
      start = UInt32(range.lowerBound)
      packedLength = UInt32(range.count) << 1 | (isQuoted ? 1 : 0)
    }

    /// Within the file's bytes, without quotation marks.
    var range: Range<Int> { Int(start)..<Int(start) + Int(packedLength >> 1) }
    var isQuoted: Bool { packedLength & 1 == 1 }
  }

  /// The longest text whose cells can be counted so.
  private static let longest = Int(UInt32.max >> 1)

  let bytes: [UInt8]
  private(set) var rows: [Row] = []

  init(_ bytes: [UInt8]) throws(DataError) {
    let isMarked = bytes.starts(with: [0xef, 0xbb, 0xbf])
    self.bytes = isMarked ? Array(bytes.dropFirst(3)) : bytes
    guard bytes.count <= Self.longest else {
      throw .tooLarge(
        what: "the text", shape: [bytes.count], bytes: bytes.count, limit: Self.longest)
    }
    guard !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil else {
      throw .notText
    }
    try split()
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

  private mutating func split() throws(DataError) {
    var reader = Reader(bytes: bytes)
    while let row = try reader.nextRow() {
      rows.append(row)
    }
  }

  /// Goes through the bytes once.
  private struct Reader {
    let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// Of the last row: the next one has as many cells.
    private var width = 0

    private static let quote = UInt8(ascii: "\"")
    private static let comma = UInt8(ascii: ",")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func nextRow() throws(DataError) -> Row? {
      while position < bytes.count {
        var row = Row(line: line, cells: [])
        row.cells.reserveCapacity(width)
        repeat {
          row.cells.append(try nextCell(column: row.cells.count + 1))
        } while skip(Self.comma)
        _ = skip(Self.carriageReturn)
        if skip(Self.lineFeed) { line += 1 }
        width = row.cells.count
        if row.cells.count > 1 || row.cells[0].isQuoted || !row.cells[0].range.isEmpty {
          return row
        }
      }
      return nil
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
      guard position < bytes.count, bytes[position] == byte else { return false }
      position += 1
      return true
    }

    private mutating func nextCell(column: Int) throws(DataError) -> Cell {
      while skip(UInt8(ascii: " ")) || skip(UInt8(ascii: "\t")) {}
      return skip(Self.quote) ? try quotedCell(column: column) : plainCell()
    }

    private mutating func plainCell() -> Cell {
      let start = position
      while position < bytes.count, bytes[position] != Self.comma,
        bytes[position] != Self.lineFeed
      {
        position += 1
      }
      var end = position
      if position < bytes.count, bytes[position] == Self.lineFeed, end > start,
        bytes[end - 1] == Self.carriageReturn
      {
        end -= 1
      }
      while end > start, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == UInt8(ascii: "\t")
      {
        end -= 1
      }
      return Cell(range: start..<end, isQuoted: false)
    }

    private mutating func quotedCell(column: Int) throws(DataError) -> Cell {
      let (start, startLine) = (position, line)
      while position < bytes.count {
        if bytes[position] == Self.quote {
          if position + 1 < bytes.count, bytes[position + 1] == Self.quote {
            position += 2
            continue
          }
          let cell = Cell(range: start..<position, isQuoted: true)
          position += 1
          while skip(UInt8(ascii: " ")) || skip(UInt8(ascii: "\t")) {}
          return cell
        }
        if bytes[position] == Self.lineFeed { line += 1 }
        position += 1
      }
      throw .openQuote(line: startLine, column: column)
    }
  }
}
