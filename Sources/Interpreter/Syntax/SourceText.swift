/// A text that was typed, as bytes, so that a place in it is a plain offset.
struct SourceText: Sendable, Equatable {
  let bytes: [UInt8]

  /// More than this is no line that somebody typed, and only costs time.
  static let limit = 4 << 20

  init(_ text: String) throws(Diagnostic) {
    bytes = Array(text.utf8)
    if bytes.count > Self.limit {
      throw Diagnostic(
        "this is \(bytes.count) bytes long; at most \(Self.limit) can be read at once",
        hint: "data load FILE.csv target=NAME reads large data from a file")
    }
  }

  func text(in range: SourceRange) -> String {
    String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
  }

  /// The diagnostic with the one line that it is about, and its range within that line.
  ///
  /// A very long line is cut to what stands around the range.
  func locating(_ diagnostic: Diagnostic) -> Diagnostic {
    var result = diagnostic
    let all = SourceRange(0, bytes.count)
    let place = diagnostic.range ?? all
    let anchor = min(max(place.lower, 0), bytes.count)
    var lower = bytes[..<anchor].lastIndex(of: .newline).map { $0 + 1 } ?? 0
    var upper = bytes[anchor...].firstIndex(of: .newline) ?? bytes.count
    if upper - lower > Self.excerpt {
      lower = boundary(before: max(lower, anchor - Self.excerpt / 2))
      upper = boundary(before: min(upper, lower + Self.excerpt))
    }
    if upper > lower, bytes[upper - 1] == .carriageReturn { upper -= 1 }
    result.source = text(in: SourceRange(lower, upper))
    if diagnostic.range != nil {
      let from = min(anchor, upper) - lower
      result.range = SourceRange(from, max(from, min(place.upper, upper) - lower))
    }
    return result
  }

  private static let excerpt = 400

  /// The nearest offset at or before `offset` where no scalar is cut in two.
  private func boundary(before offset: Int) -> Int {
    var offset = offset
    while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// Letters, the underscore, and every byte of a scalar beyond ASCII.
  var beginsWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }
}
