/// Cuts a text into tokens. It never fails: what means nothing becomes a symbol, and whoever
/// reads it says what was expected there instead (a file name may hold nearly anything).
///
///     words     l0 max_pool2d é        letters, digits, _ and everything beyond ASCII
///     numbers   4 0.5 .5 1e-3 1_000 1.
///     text      "spiral \"A\""
///     symbols   + - * / ^ ** ( ) [ ] , . = == != < <= > >= and any other character
///     comments  # to the end of the line
struct Lexer {
  private let source: SourceText
  private var offset = 0
  private var tokens: [Token] = []
  private var sawSpace = true

  private init(_ source: SourceText) {
    self.source = source
  }

  static func tokens(of source: SourceText) -> [Token] {
    var lexer = Lexer(source)
    while let byte = lexer.peek() { lexer.take(byte) }
    return lexer.tokens
  }

  private func peek(_ distance: Int = 0) -> UInt8? {
    let at = offset + distance
    return at < source.bytes.count ? source.bytes[at] : nil
  }

  private mutating func take(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), .carriageReturn:
      offset += 1
      sawSpace = true
    case UInt8(ascii: "#"):
      offset = source.bytes[offset...].firstIndex(of: .newline) ?? source.bytes.count
      sawSpace = true
    case .newline, UInt8(ascii: ";"):
      append(.separator, length: 1)
      sawSpace = true
    case UInt8(ascii: "\""):
      takeText(closing: [UInt8(ascii: "\"")], openingLength: 1)
    case _ where byte.isDigit || (byte == UInt8(ascii: ".") && startsFraction):
      takeNumber()
    case 0x80...:
      takeBeyondASCII()
    case _ where byte.beginsWord:
      takeWord()
    default:
      takeSymbol()
    }
  }

  /// `.5` is a number, `l0.5` and `x.5` are not.
  private var startsFraction: Bool {
    guard let next = peek(1), next.isDigit else { return false }
    return sawSpace || tokens.last.map { $0.word == nil && !$0.closesBracket } ?? true
  }

  private mutating func append(_ kind: Token.Kind, length: Int) {
    let range = SourceRange(offset, offset + length)
    tokens.append(Token(kind: kind, range: range, followsSpace: sawSpace))
    sawSpace = false
    offset += length
  }

  private mutating func takeWord() {
    var length = 0
    while let byte = peek(length), byte.beginsWord || byte.isDigit {
      if byte >= 0x80, lookalike(at: offset + length) != nil { break }
      length += 1
    }
    append(
      .word(source.text(in: SourceRange(offset, offset + length))), length: max(length, 1))
  }

  private mutating func takeNumber() {
    var length = 0
    func digits(_ lexer: Lexer) {
      while let byte = lexer.peek(length), byte.isDigit || byte == UInt8(ascii: "_") { length += 1 }
    }
    digits(self)
    if peek(length) == UInt8(ascii: "."), peek(length + 1)?.beginsWord != true,
      peek(length + 1) != UInt8(ascii: ".")
    {
      length += 1
      digits(self)
    }
    if peek(length).map({ $0 | 0x20 }) == UInt8(ascii: "e") {
      let hasSign = peek(length + 1) == UInt8(ascii: "-") || peek(length + 1) == UInt8(ascii: "+")
      if peek(length + (hasSign ? 2 : 1))?.isDigit == true {
        length += hasSign ? 2 : 1
        digits(self)
      }
    }
    let written = source.text(in: SourceRange(offset, offset + length)).filter { $0 != "_" }
    append(.number(Double(written) ?? .infinity), length: length)
  }

  private mutating func takeText(closing: [UInt8], openingLength: Int) {
    var content: [UInt8] = []
    var length = openingLength
    while let byte = peek(length) {
      if source.bytes[(offset + length)...].starts(with: closing) {
        append(
          .text(String(decoding: content, as: UTF8.self)), length: length + closing.count)
        return
      }
      if byte == UInt8(ascii: "\\"), let next = peek(length + 1),
        next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\")
      {
        content.append(next)
        length += 2
      } else {
        content.append(byte)
        length += 1
      }
    }
    append(.openText, length: length)
  }

  private mutating func takeSymbol() {
    for symbol in Self.longSymbols where source.bytes[offset...].starts(with: symbol.utf8) {
      append(.symbol(symbol), length: symbol.utf8.count)
      return
    }
    append(.symbol(source.text(in: SourceRange(offset, offset + 1))), length: 1)
  }

  private static let longSymbols = ["**", "==", "!=", "<=", ">=", "&&", "||"]

  // MARK: What a word processor or a web page makes of plain characters

  private enum Lookalike {
    case space
    case symbol(String)
    case quote
  }

  private static let lookalikes: [(bytes: [UInt8], meaning: Lookalike)] = [
    (Array("\u{A0}".utf8), .space), (Array("\u{202F}".utf8), .space),
    (Array("\u{2009}".utf8), .space), (Array("\u{FEFF}".utf8), .space),
    (Array("−".utf8), .symbol("-")), (Array("–".utf8), .symbol("-")),
    (Array("×".utf8), .symbol("*")), (Array("·".utf8), .symbol("*")),
    (Array("≤".utf8), .symbol("<=")), (Array("≥".utf8), .symbol(">=")),
    (Array("≠".utf8), .symbol("!=")), (Array("“".utf8), .quote), (Array("”".utf8), .quote),
  ]

  private func lookalike(at offset: Int) -> (bytes: [UInt8], meaning: Lookalike)? {
    Self.lookalikes.first { source.bytes[offset...].starts(with: $0.bytes) }
  }

  private mutating func takeBeyondASCII() {
    guard let found = lookalike(at: offset) else { return takeWord() }
    switch found.meaning {
    case .space:
      offset += found.bytes.count
      sawSpace = true
    case .symbol(let symbol):
      append(.symbol(symbol), length: found.bytes.count)
    case .quote:
      takeText(closing: Array("”".utf8), openingLength: found.bytes.count)
    }
  }
}
