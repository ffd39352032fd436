/// Reads expressions: precedence climbing (Clarke 1986) over the tokens of a statement.
///
///     or · and · not · == != < <= > >= · + - · * / · sign · ^ (from the right) · [index] .member
///
/// Where values stand side by side, as in `predict 1 -1`, a sign after a space and before none
/// begins the next value; inside brackets and in a whole expression it is a minus.
struct ExpressionParser {
  var cursor: TokenCursor
  private var splitsAtSpace = false
  private var depth = 0

  init(_ cursor: TokenCursor) {
    self.cursor = cursor
  }

  static let greatestDepth = 100
  static let greatestHeight = 250

  /// The longest expression from here on.
  mutating func expression() throws(Diagnostic) -> Node {
    splitsAtSpace = false
    return try binary(above: 0)
  }

  /// One of several values that stand side by side.
  mutating func value() throws(Diagnostic) -> Node {
    splitsAtSpace = true
    defer { splitsAtSpace = false }
    return try binary(above: 0)
  }

  /// `a.b[1].c`, for a command that changes what stands at an address.
  mutating func path() throws(Diagnostic) -> Path {
    let place = cursor.place
    guard let root = cursor.takeWord() else {
      throw Diagnostic(
        "an address is expected here, not \(cursor.nextDescription)", at: place,
        hint: "l0.weight[0,1] is the weight of layer 0 from input 1 to neuron 0")
    }
    return try path(from: root)
  }

  // MARK: Operators

  private mutating func binary(above lowest: Int) throws(Diagnostic) -> Node {
    try enter()
    defer { depth -= 1 }
    var left = try prefix()
    while let found = nextOperator, found.precedence > lowest {
      cursor.advance()
      // `^` binds to the right: 2^3^2 is 2^9.
      let right = try binary(above: found == .power ? found.precedence - 1 : found.precedence)
      let range = SourceRange(left.range.lower, right.range.upper)
      left = try bounded(Node(.binary(found, left, right), range))
      if found.isComparison, nextOperator?.isComparison == true {
        throw Diagnostic(
          "comparisons do not chain", at: cursor.place, hint: "write a < b and b < c")
      }
    }
    return left
  }

  private var nextOperator: Operator? {
    guard let token = cursor.next else { return nil }
    switch token.kind {
    case .word(let word):
      switch word.folded {
      case "and": return .and
      case "or": return .or
      default: return nil
      }
    case .symbol("**"): return .power
    case .symbol(let symbol):
      guard let found = Operator(rawValue: symbol) else { return nil }
      let beginsNextValue =
        splitsAtSpace && (found == .minus || found == .plus) && token.followsSpace
        && cursor.peek(1)?.followsSpace == false
      return beginsNextValue ? nil : found
    default: return nil
    }
  }

  private mutating func prefix() throws(Diagnostic) -> Node {
    guard let token = cursor.next else { return try primary() }
    let place = token.range
    if token.isSymbol("-") || token.isSymbol("+") {
      cursor.advance()
      let operand = try binary(above: Operator.precedenceOfSign)
      let range = SourceRange(place.lower, operand.range.upper)
      if token.isSymbol("+") { return operand }
      if case .number(let value) = operand.kind { return Node(.number(-value), range) }
      return try bounded(Node(.negative(operand), range))
    }
    if token.word?.folded == "not" || token.isSymbol("!") {
      cursor.advance()
      let operand = try binary(above: Operator.precedenceOfNot)
      return try bounded(Node(.not(operand), SourceRange(place.lower, operand.range.upper)))
    }
    return try primary()
  }

  // MARK: Operands

  private mutating func primary() throws(Diagnostic) -> Node {
    let place = cursor.place
    guard let token = cursor.next else {
      throw Diagnostic("a value is missing here", at: place)
    }
    switch token.kind {
    case .number(let value):
      cursor.advance()
      guard value.isFinite else {
        throw Diagnostic(
          "this number is too large: the greatest is about 1.8e308", at: place)
      }
      if let next = cursor.next, next.word != nil, !next.followsSpace {
        throw Diagnostic(
          "a number and a name need a sign between them",
          at: SourceRange(place.lower, next.range.upper),
          hint: "2*x is two times x")
      }
      return Node(.number(value), place)
    case .text(let text):
      cursor.advance()
      return Node(.text(text), place)
    case .word(let word):
      return try named(Word(text: word, range: place))
    case .symbol("["):
      cursor.advance()
      let items = try list(closing: "]")
      let node = try bounded(Node(.list(items), SourceRange(place.lower, lastUpper)))
      return try indexed(node)
    case .symbol("("):
      cursor.advance()
      let splits = splitsAtSpace
      splitsAtSpace = false
      var inner = try binary(above: 0)
      splitsAtSpace = splits
      // Python's (3, 5) is [3, 5].
      if cursor.take(",") != nil {
        let items = [inner] + (try list(closing: ")"))
        return try indexed(bounded(Node(.list(items), SourceRange(place.lower, lastUpper))))
      }
      guard cursor.take(")") != nil else {
        throw Diagnostic(
          ") is expected here, not \(cursor.nextDescription)", at: cursor.place)
      }
      inner.range = SourceRange(place.lower, lastUpper)
      inner = try indexed(inner)
      return inner
    default:
      throw unexpected()
    }
  }

  private mutating func named(_ word: Word) throws(Diagnostic) -> Node {
    switch word.folded {
    case "true", "false":
      cursor.advance()
      return Node(.boolean(word.folded == "true"), word.range)
    case "nan", "inf", "infinity":
      throw Diagnostic(
        "\"\(word.text)\" is no number to work with", at: word.range,
        hint: "finite(loss) asks whether a number is one")
    case "and", "or", "not":
      throw Diagnostic("a value is missing before \"\(word.text)\"", at: word.range)
    default: break
    }
    cursor.advance()
    if let open = cursor.next, open.isSymbol("("), !open.followsSpace {
      cursor.advance()
      let arguments = try list(closing: ")")
      let range = SourceRange(word.range.lower, lastUpper)
      return try indexed(bounded(Node(.call(word, arguments), range)))
    }
    let path = try path(from: word)
    return try bounded(Node(.path(path), path.range))
  }

  private mutating func path(from root: Word) throws(Diagnostic) -> Path {
    var parts: [Path.Part] = []
    while let token = cursor.next, !token.followsSpace {
      if token.isSymbol("."), let member = cursor.peek(1), !member.followsSpace {
        guard let name = member.word else {
          throw Diagnostic("a name is expected after the point", at: member.range)
        }
        cursor.advance()
        cursor.advance()
        parts.append(.member(Word(text: name, range: member.range)))
      } else if token.isSymbol("["), parts.count < Self.greatestDepth {
        cursor.advance()
        let indices = try list(closing: "]")
        parts.append(.index(indices, SourceRange(token.range.lower, lastUpper)))
      } else {
        break
      }
    }
    if let token = cursor.next, token.isSymbol("."), !token.followsSpace {
      throw Diagnostic("a name is expected after the point", at: token.range)
    }
    return Path(root: root, parts: parts, range: SourceRange(root.range.lower, lastUpper))
  }

  private mutating func indexed(_ node: Node) throws(Diagnostic) -> Node {
    var node = node
    while let token = cursor.next, token.isSymbol("["), !token.followsSpace {
      cursor.advance()
      let indices = try list(closing: "]")
      node = try bounded(
        Node(.index(node, indices), SourceRange(node.range.lower, lastUpper)))
    }
    return node
  }

  /// What stands between brackets: values with commas, one comma after the last allowed.
  private mutating func list(closing bracket: String) throws(Diagnostic) -> [Node] {
    try enter()
    let splits = splitsAtSpace
    // In [1 -1] a comma was forgotten: that is no subtraction.
    splitsAtSpace = bracket == "]"
    defer {
      splitsAtSpace = splits
      depth -= 1
    }
    var items: [Node] = []
    while cursor.take(bracket) == nil {
      items.append(try binary(above: 0))
      if cursor.take(",") != nil { continue }
      guard let next = cursor.next, next.isSymbol(bracket) else {
        throw Diagnostic(
          "a comma or \(bracket) is expected here, not \(cursor.nextDescription)",
          at: cursor.place, hint: "values in brackets are separated by commas: [1, -1]")
      }
    }
    return items
  }

  // MARK: Bounds and messages

  /// Where the token just read ends.
  private var lastUpper: Int { cursor.peek(-1)?.range.upper ?? 0 }

  private mutating func enter() throws(Diagnostic) {
    depth += 1
    if depth > Self.greatestDepth {
      throw Diagnostic(
        "this is nested more than \(Self.greatestDepth) deep", at: cursor.place,
        hint: "let NAME = … gives a part a name of its own")
    }
  }

  private func bounded(_ node: Node) throws(Diagnostic) -> Node {
    if node.height > Self.greatestHeight {
      throw Diagnostic(
        "more than \(Self.greatestHeight) operations hang together here", at: cursor.place,
        hint: "let NAME = … gives a part a name of its own")
    }
    return node
  }

  private func unexpected() -> Diagnostic {
    guard case .symbol(let symbol) = cursor.next?.kind else {
      return Diagnostic("a value is expected here, not \(cursor.nextDescription)", at: cursor.place)
    }
    let hint: String? =
      switch symbol {
      case "'": "texts stand in \"double quotes\""
      case "=": "= gives a setting its value; == compares"
      case "&&", "&": "and"
      case "||", "|": "or"
      default: nil
      }
    return Diagnostic(
      "a value is expected here, not \"\(symbol)\"", at: cursor.place, hint: hint)
  }
}
