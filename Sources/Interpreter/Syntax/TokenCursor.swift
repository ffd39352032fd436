/// Reads the tokens of one statement from left to right.
struct TokenCursor {
  let statement: Statement
  private(set) var position: Int

  init(_ statement: Statement) {
    self.statement = statement
    position = 0
  }

  var next: Token? { peek(0) }

  func peek(_ distance: Int) -> Token? {
    let at = position + distance
    return statement.tokens.indices.contains(at) ? statement.tokens[at] : nil
  }

  var isAtEnd: Bool { next == nil }

  /// The place after the last token: where something is missing.
  var endRange: SourceRange { SourceRange(statement.range.upper, statement.range.upper) }

  /// The range of the next token, or of the end.
  var place: SourceRange { next?.range ?? endRange }

  @discardableResult
  mutating func advance() -> Token? {
    guard let token = next else { return nil }
    position += 1
    return token
  }

  /// Steps over the next token if it is this symbol.
  mutating func take(_ symbol: String) -> Token? {
    guard let token = next, token.isSymbol(symbol) else { return nil }
    position += 1
    return token
  }

  mutating func takeWord() -> Word? {
    guard let token = next, let word = token.word else { return nil }
    position += 1
    return Word(text: word, range: token.range)
  }

  /// What stands between spaces, whatever it is made of: a file name, a word with a hyphen.
  mutating func takeUpToSpace() -> Word? {
    guard let first = advance() else { return nil }
    if case .text(let text) = first.kind { return Word(text: text, range: first.range) }
    var range = first.range
    while let token = next, !token.followsSpace {
      range.upper = token.range.upper
      position += 1
    }
    return Word(text: statement.source.text(in: range), range: range)
  }

  /// `key=` with or without spaces around the sign, and not `key ==`.
  var isAtKey: Bool {
    next?.word != nil && peek(1)?.isSymbol("=") == true
  }

  /// How the next token reads in a message: "1e300", "the end".
  var nextDescription: String {
    guard let next else { return "the end" }
    return "\"\(statement.source.text(in: next.range))\""
  }

  /// Everything from the next token on as a statement of its own.
  mutating func takeRest() -> Statement? {
    guard let first = next, let last = statement.tokens.last else { return nil }
    let rest = Statement(
      source: statement.source, tokens: Array(statement.tokens[position...]),
      range: SourceRange(first.range.lower, last.range.upper))
    position = statement.tokens.count
    return rest
  }
}
