/// One operation of an expression and its place in the source.
struct Node: Sendable, Equatable {
  indirect enum Kind: Sendable, Equatable {
    case number(Double)
    case boolean(Bool)
    case text(String)
    case list([Node])
    /// A name or an address: `loss`, `l0.weight[2,1].grad`.
    case path(Path)
    case call(Word, [Node])
    case index(Node, [Node])
    case not(Node)
    case negative(Node)
    case binary(Operator, Node, Node)
  }

  var kind: Kind
  var range: SourceRange
  /// How many operations stand inside one another. The parser bounds it, so that nothing that
  /// walks the tree can exhaust the stack.
  var height: Int

  init(_ kind: Kind, _ range: SourceRange) {
    self.kind = kind
    self.range = range
    height = 1 + (kind.children.map(\.height).max() ?? 0)
  }
}

extension Node.Kind {
  var children: [Node] {
    switch self {
    case .number, .boolean, .text: []
    case .list(let nodes), .call(_, let nodes): nodes
    case .path(let path): path.parts.flatMap(\.indices)
    case .index(let node, let indices): [node] + indices
    case .not(let node), .negative(let node): [node]
    case .binary(_, let left, let right): [left, right]
    }
  }
}

extension Node.Kind {
  /// Whether it depends on anything beside the numbers that are written in it.
  var names: Bool {
    if case .path = self { return true }
    return children.contains { $0.kind.names }
  }
}

/// A name and what follows it without a space: `l0.weight[2,1].grad`.
struct Path: Sendable, Equatable {
  enum Part: Sendable, Equatable {
    case member(Word)
    case index([Node], SourceRange)

    var indices: [Node] { if case .index(let nodes, _) = self { nodes } else { [] } }
  }

  var root: Word
  var parts: [Part]
  var range: SourceRange

  /// The part after the root that is a word: `weight` in `l0.weight[2]`, `loss` in `test.loss`.
  var firstMember: Word? {
    if case .member(let word) = parts.first { word } else { nil }
  }
}

/// An operation on two values.
enum Operator: String, Sendable {
  case or
  case and
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case power = "^"

  /// Binds tighter the higher; `not` is 3, a sign is 7.
  var precedence: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .plus, .minus: 5
    case .times, .divide: 6
    case .power: 8
    }
  }

  var isComparison: Bool { precedence == 4 }

  static let precedenceOfNot = 3
  static let precedenceOfSign = 7
}
