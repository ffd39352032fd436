/// The parts of a condition, to say which of them fails and by how much.
extension Expression {
  /// The operands of the outermost `and`s, from left to right; the expression itself where there
  /// is none.
  public var conjuncts: [Expression] {
    var found: [Expression] = []
    var open = [node]
    while let last = open.popLast() {
      if case .binary(.and, let left, let right) = last.kind {
        open += [right, left]
      } else {
        found.append(part(last))
      }
    }
    return found
  }

  /// `loss < 0.05` as its three parts; nil where the outermost operation compares nothing.
  public var comparison: (left: Expression, sign: String, right: Expression)? {
    guard case .binary(let sign, let left, let right) = node.kind, sign.isComparison else {
      return nil
    }
    return (part(left), sign.rawValue, part(right))
  }

  /// What one condition is about: both sides of a comparison, what stands in `finite(…)`, each side of
  /// an `or`; without the numbers that are written there.
  var sides: [Expression] {
    switch node.kind {
    case .binary(let sign, let left, let right)
    where sign.isComparison || sign == .or || sign == .and:
      part(left).sides + part(right).sides
    case .not(let inner): part(inner).sides
    case .call(let word, let inner) where ["finite", "all", "any"].contains(word.folded):
      inner.flatMap { part($0).sides }
    default: node.kind.names ? [self] : []
    }
  }

  private init(_ node: Node, text: String) {
    self.node = node
    self.text = text
  }

  private func part(_ node: Node) -> Expression {
    let start = self.node.range.lower
    let bytes = Array(text.utf8)
    let lower = min(max(0, node.range.lower - start), bytes.count)
    let upper = min(max(lower, node.range.upper - start), bytes.count)
    return Expression(node, text: String(decoding: bytes[lower..<upper], as: UTF8.self))
  }
}
