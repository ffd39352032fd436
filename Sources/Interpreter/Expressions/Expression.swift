/// A parsed expression: what follows `print` and `until`, and what a lesson's check requires.
public struct Expression: Sendable, Equatable {
  let node: Node
  /// As it was written.
  public let text: String

  init(_ node: Node, in statement: Statement) {
    self.node = node
    text = statement.source.text(in: node.range)
  }

  /// Parses all of `text`; an error's range counts from its beginning.
  public init(parsing text: String) throws(Diagnostic) {
    let source = try SourceText(text)
    do throws(Diagnostic) {
      self = try Self(parsing: source)
    } catch {
      throw source.locating(error)
    }
  }

  private init(parsing source: SourceText) throws(Diagnostic) {
    let statements = Statement.statements(of: source)
    guard let statement = statements.first else {
      throw Diagnostic("an expression is expected here", at: SourceRange(0, source.bytes.count))
    }
    if statements.count > 1 {
      throw Diagnostic("one expression is expected here, not several", at: statements[1].range)
    }
    try statement.checkBrackets()
    var parser = ExpressionParser(TokenCursor(statement))
    let node = try parser.expression()
    try parser.cursor.expectEnd()
    self.init(node, in: statement)
  }
}

extension TokenCursor {
  /// Throws where something is left over after an expression.
  func expectEnd() throws(Diagnostic) {
    guard let next else { return }
    let hint: String? =
      switch next.kind {
      case .symbol("="): "= gives a setting its value; == compares"
      case .symbol("&&"), .symbol("&"): "and"
      case .symbol("||"), .symbol("|"): "or"
      case .symbol("["): "no space before the bracket: l0.weight[0,1]"
      default: nil
      }
    throw Diagnostic("\(nextDescription) is not expected here", at: place, hint: hint)
  }
}
