/// What stands after a command's verb, sorted by the command's declaration.
struct Arguments: Sendable, Equatable {
  enum Argument: Sendable, Equatable {
    case word(Word)
    case node(Node)
    case nodes([Node])
    case path(Path)
    case block(BlockCall)
    case statement(Statement)
    case grids([GridArgument])
  }

  var statement: Statement
  /// Which of the command's forms was used, from 0.
  var form: Int
  private(set) var values: [String: Argument] = [:]

  init(_ statement: Statement, form: Int) {
    self.statement = statement
    self.form = form
  }

  mutating func set(_ argument: Argument, for name: String) {
    values[name] = argument
  }

  func has(_ name: String) -> Bool { values[name] != nil }

  func word(_ name: String) -> Word? {
    if case .word(let word) = values[name] { word } else { nil }
  }

  func node(_ name: String) -> Node? {
    if case .node(let node) = values[name] { node } else { nil }
  }

  func nodes(_ name: String) -> [Node] {
    if case .nodes(let nodes) = values[name] { nodes } else { [] }
  }

  func path(_ name: String) -> Path? {
    if case .path(let path) = values[name] { path } else { nil }
  }

  func block(_ name: String) -> BlockCall? {
    if case .block(let block) = values[name] { block } else { nil }
  }

  func statement(_ name: String) -> Statement? {
    if case .statement(let statement) = values[name] { statement } else { nil }
  }

  func grids(_ name: String) -> [GridArgument] {
    if case .grids(let grids) = values[name] { grids } else { [] }
  }

  /// The source of a part of the command.
  func text(in range: SourceRange) -> String { statement.source.text(in: range) }
}

/// A setting with several values: `lr=0.01,0.1,1`.
struct GridArgument: Sendable, Equatable {
  var key: Word
  var nodes: [Node]
}

extension Arguments {
  /// A whole number within `range`, or nil where the argument was left out.
  func integer(
    _ name: String, _ what: String, in range: ClosedRange<Int>, session: Session
  ) throws(Diagnostic) -> Int? {
    guard let node = node(name) else { return nil }
    return try Self.integer(node, what, in: range, session: session)
  }

  /// A whole number within `range`; `what` names it: "the number of epochs".
  static func integer(
    _ node: Node, _ what: String, in range: ClosedRange<Int>, session: Session
  ) throws(Diagnostic) -> Int {
    let number = try number(node, what, session: session)
    let limits = "from \(range.lowerBound) to \(range.upperBound)"
    if let whole = Int(exactly: number), range.contains(whole) { return whole }
    let isWhole = number.rounded() == number && number.isFinite
    throw Diagnostic(
      "\(what) is \(isWhole ? "" : "a whole number ")\(limits), not \(NumberText.text(number))",
      at: node.range)
  }

  /// A number; `what` names it.
  static func number(_ node: Node, _ what: String, session: Session) throws(Diagnostic) -> Double {
    var evaluator = Evaluator(session)
    let value = try evaluator.value(of: node)
    guard case .number(let number) = value else {
      throw Diagnostic("\(what) is a number, not \(value.kindText)", at: node.range)
    }
    return number
  }

  /// The index of an existing layer, written `l0` or 0; nil where it was left out.
  func layer(_ name: String, session: Session) throws(Diagnostic) -> Int? {
    guard let node = node(name) else { return nil }
    let index: Int
    if case .path(let path) = node.kind, path.parts.isEmpty,
      let written = LayerAddress.index(of: path.root)
    {
      index = written
    } else {
      index = try Self.integer(
        node, "the number of a layer", in: 0...Int(Int32.max), session: session)
    }
    try session.checkLayer(index, at: node.range)
    return index
  }
}
