/// The tokens of one command: what stands between two `;` or line ends, outside brackets.
struct Statement: Sendable, Equatable {
  var source: SourceText
  var tokens: [Token]
  var range: SourceRange

  /// As it was typed, without comment and surrounding space.
  var text: String { source.text(in: range) }

  static func statements(of source: SourceText) -> [Statement] {
    var statements: [Statement] = []
    var current: [Token] = []
    var depth = 0
    func finish() {
      if let first = current.first, let last = current.last {
        let range = SourceRange(first.range.lower, last.range.upper)
        statements.append(Statement(source: source, tokens: current, range: range))
      }
      current = []
      depth = 0
    }
    for token in Lexer.tokens(of: source) {
      if token.opensBracket { depth += 1 }
      if token.closesBracket { depth = max(0, depth - 1) }
      if token.kind == .separator {
        // A list may go on over several lines; a `;` ends it all the same, so that one forgotten
        // bracket does not swallow the commands after it.
        if depth > 0, source.bytes[token.range.lower] == .newline { continue }
        finish()
      } else {
        current.append(token)
      }
    }
    finish()
    return statements
  }

  /// Throws where a bracket or a quote is left open or does not fit the one that it closes.
  func checkBrackets() throws(Diagnostic) {
    var open: [Token] = []
    for token in tokens {
      if token.kind == .openText {
        throw Diagnostic(
          "this quote is never closed", at: SourceRange(token.range.lower, token.range.lower + 1),
          hint: "put \" at the end of the text")
      }
      if token.opensBracket { open.append(token) }
      guard token.closesBracket else { continue }
      let closing = token.isSymbol("]") ? "]" : ")"
      guard let opening = open.popLast() else {
        throw Diagnostic("this \(closing) closes no bracket", at: token.range)
      }
      let wanted = opening.isSymbol("[") ? "]" : ")"
      if wanted != closing {
        throw Diagnostic(
          "\(wanted) is expected here, to close the bracket before it", at: token.range)
      }
    }
    if let opening = open.last {
      let (bracket, wanted) = opening.isSymbol("[") ? ("[", "]") : ("(", ")")
      throw Diagnostic(
        "this \(bracket) is never closed", at: opening.range, hint: "put \(wanted) where it ends")
    }
  }

  /// Whether more must follow: a bracket or a quote is open at the end of `text`.
  static func isIncomplete(_ text: String) -> Bool {
    guard let source = try? SourceText(text) else { return false }
    var depth = 0
    for token in Lexer.tokens(of: source) {
      if token.kind == .openText { return true }
      if token.opensBracket { depth += 1 }
      if token.closesBracket { depth -= 1 }
      if token.kind == .separator, source.bytes[token.range.lower] != .newline { depth = 0 }
      if depth < 0 { return false }
    }
    return depth > 0
  }
}

/// Whether `line` cannot be run yet because a bracket or a quote is open: the prompt then asks for
/// another line.
public func isIncomplete(_ line: String) -> Bool { Statement.isIncomplete(line) }
