/// Arithmetic on nodes, as a layer's trace writes it.
extension ScalarGraph {
  /// A number that nothing changes.
  mutating func constant(_ value: Double) -> Node { leaf(value, .constant) }

  mutating func sum(_ nodes: [Node]) -> Node {
    nodes.count == 1 ? nodes[0] : append(.sum, nodes)
  }

  mutating func add(_ first: Node, _ second: Node) -> Node { append(.sum, first, second) }

  mutating func subtract(_ first: Node, _ second: Node) -> Node {
    append(.difference, first, second)
  }

  mutating func multiply(_ first: Node, _ second: Node) -> Node { append(.product, first, second) }

  mutating func divide(_ first: Node, _ second: Node) -> Node { append(.quotient, first, second) }

  /// Σ / n
  mutating func mean(_ nodes: [Node]) -> Node {
    let total = sum(nodes)
    return nodes.count == 1 ? total : divide(total, constant(Double(nodes.count)))
  }
}
