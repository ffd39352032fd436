/// An expression that is worked out again and again: what `watch` shows, and what `break` asks.
struct Watch: Sendable, Equatable {
  let expression: Expression

  /// As it was typed.
  var text: String { expression.text }

  static func == (left: Self, right: Self) -> Bool { left.text == right.text }

  /// Whether both are the same but for spaces.
  func isWritten(as text: String) -> Bool {
    func words(_ text: String) -> String { text.filter { !$0.isWhitespace } }
    return words(self.text) == words(text)
  }

  static let most = 20
  static let longest = 200
}

extension [Watch] {
  /// What a list of parsed expressions takes; see `variables` in `Moment.arrays`.
  var bytes: Int { reduce(64) { $0 + 256 + 40 * $1.text.utf8.count } }
}

/// What `watch` shows of one expression.
public struct WatchedValue: Sendable, Equatable {
  /// The expression as it was typed.
  public var label: String
  /// Nil where there is none yet.
  public var value: Value?

  /// A value of that expression.
  public init(label: String, value: Value?) {
    self.label = label
    self.value = value
  }

  /// "loss 0.4203", shortened where it is a long list.
  public var text: String {
    "\(label) \(value.map { Diagnostic.shortened($0.text) } ?? "none yet")"
  }
}

extension Session {
  /// What is watched, worked out for the session as it is.
  var watchedValues: [WatchedValue] { values(of: moment.watches.map(\.expression)) }

  /// Each is nil where it cannot be worked out now. Loss and accuracy are computed once for all.
  func values(of expressions: [Expression]) -> [WatchedValue] {
    var evaluator = Evaluator(self)
    return expressions.map { expression in
      WatchedValue(label: expression.text, value: try? evaluator.value(of: expression.node))
    }
  }

  /// An expression as it may be watched: what it names must exist, though it need not have a value yet.
  ///
  /// - Throws: what is wrong with it, at its place.
  func watch(_ node: Node, in arguments: Arguments) throws(Diagnostic) -> Watch {
    guard arguments.text(in: node.range).utf8.count <= Watch.longest else {
      throw Diagnostic("what is watched has at most \(Watch.longest) letters", at: node.range)
    }
    try node.check(known: Set(variables.keys))
    try checkAddresses(in: node)
    return Watch(expression: Expression(node, in: arguments.statement))
  }

  private func checkAddresses(in node: Node) throws(Diagnostic) {
    if case .path(let path) = node.kind, LayerAddress.index(of: path.root) != nil {
      _ = try LayerAddress(path, in: self)
    }
    for child in node.kind.children { try checkAddresses(in: child) }
  }
}
