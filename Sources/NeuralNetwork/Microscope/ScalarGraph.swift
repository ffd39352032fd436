/// Scalar operations in Double, each a node with its value, its gradient and its local derivatives.
///
/// Nodes are numbers, counted in the order in which they were made, and what belongs to them lies in
/// flat arrays. An operand is made before what reads it, so that this order is an order of
/// evaluation, and its reverse one for the way back; the same calls make the same graph.
///
/// Reverse mode (Linnainmaa 1970): with ∂L/∂node known, each operand gets ∂L/∂node · ∂node/∂operand
/// added. `backward(from:)` does it for a whole cone, `backward(through:)` for one node.
public struct ScalarGraph: Sendable, Equatable {
  /// A place in the arrays.
  public typealias Node = Int

  /// What each node computes.
  public private(set) var operations: [ScalarOperation] = []
  /// The number that each node has.
  public internal(set) var values: [Double] = []
  /// ∂L/∂node, as far as a way back has come.
  public internal(set) var gradients: [Double] = []
  /// The operands of all nodes, one after the other.
  private(set) var operands: [Int32] = []
  /// ∂node/∂operand for each of `operands`.
  private(set) var slopes: [Double] = []
  /// Where the operands of each node begin; one more at the end.
  private var starts: [Int32] = [0]
  /// What a node is called, where it is called something.
  private(set) var addresses: [ScalarAddress?] = []
  /// The functions that occur.
  private(set) var functions: [ScalarFunction] = []
  /// Where parameters lie, to write their names.
  var slices: [ParameterSlice] = []

  /// A graph without nodes.
  public init() {}

  /// Adds its arrays.
  package func list(in held: inout HeldArrays) {
    held.add(operations)
    for numbers in [values, gradients, slopes] { held.add(numbers) }
    for indices in [operands, starts] { held.add(indices) }
    held.add(addresses)
    held.add(functions)
  }

  /// The number of nodes.
  public var count: Int { operations.count }

  func edges(of node: Node) -> Range<Int> { Int(starts[node])..<Int(starts[node + 1]) }

  /// The operands of a node, each with ∂node/∂operand.
  public func inputs(of node: Node) -> [(node: Node, slope: Double)] {
    edges(of: node).map { (Int(operands[$0]), slopes[$0]) }
  }

  /// What the node is called; nil where it has no name.
  public func address(of node: Node) -> ScalarAddress? { addresses[node] }

  /// The function of a node that is one.
  public func function(of node: Node) -> ScalarFunction? {
    if case .function(let index) = operations[node] { functions[index] } else { nil }
  }

  /// Gives a node a name.
  public mutating func name(_ node: Node, _ address: ScalarAddress) { addresses[node] = address }

  // MARK: Making nodes

  /// A number that is given.
  public mutating func leaf(_ value: Double, _ address: ScalarAddress? = nil) -> Node {
    let node = begin(.leaf, address)
    values.append(value)
    return node
  }

  /// An operation on nodes that are there.
  public mutating func append(
    _ operation: ScalarOperation, _ inputs: [Node], _ address: ScalarAddress? = nil
  ) -> Node {
    let node = begin(operation, address)
    for input in inputs { operands.append(Int32(input)) }
    return finish(node)
  }

  /// The same for two operands, without an array.
  mutating func append(_ operation: ScalarOperation, _ first: Node, _ second: Node) -> Node {
    let node = begin(operation, nil)
    operands.append(Int32(first))
    operands.append(Int32(second))
    return finish(node)
  }

  /// A function of a node that is there.
  public mutating func apply(
    _ function: ScalarFunction, _ input: Node, _ address: ScalarAddress? = nil
  ) -> Node {
    let index: Int
    if let known = functions.firstIndex(of: function) {
      index = known
    } else {
      index = functions.count
      functions.append(function)
    }
    let node = begin(.function(index), address)
    operands.append(Int32(input))
    return finish(node)
  }

  private mutating func begin(_ operation: ScalarOperation, _ address: ScalarAddress?) -> Node {
    operations.append(operation)
    addresses.append(address)
    gradients.append(0)
    starts.append(Int32(operands.count))
    return operations.count - 1
  }

  private mutating func finish(_ node: Node) -> Node {
    starts[node + 1] = Int32(operands.count)
    while slopes.count < operands.count { slopes.append(0) }
    values.append(0)
    values[node] = values.withUnsafeBufferPointer { evaluate(node, $0) }
    updateSlopes(node)
    return node
  }

  private mutating func updateSlopes(_ node: Node) {
    var updated: [Double] = []
    swap(&updated, &slopes)
    slopes(of: node, into: &updated)
    swap(&updated, &slopes)
  }

  // MARK: The way back

  /// Sets every gradient to zero.
  public mutating func clearGradients() {
    for node in gradients.indices { gradients[node] = 0 }
  }

  /// Adds to ∂L/∂node.
  public mutating func seed(_ node: Node, _ gradient: Double) { gradients[node] += gradient }

  /// One step of the way back: hands the node's gradient on to its operands.
  ///
  /// - Precondition: every node that reads this one has been done.
  public mutating func backward(through node: Node) {
    let gradient = gradients[node]
    for edge in edges(of: node) { gradients[Int(operands[edge])] += gradient * slopes[edge] }
  }

  /// The whole way back from a node whose gradient is 1: fresh gradients for its cone, in
  /// the order of `cone(of:)` reversed.
  public mutating func backward(from root: Node) {
    clearGradients()
    gradients[root] = 1
    runBackward(from: root)
  }

  /// The whole way back from gradients that were seeded, none behind `root`.
  public mutating func runBackward(from root: Node) {
    for node in stride(from: root, through: 0, by: -1) where gradients[node] != 0 {
      backward(through: node)
    }
  }

  /// ∂node/∂leaf for every node: forward mode (Wengert 1964).
  public func tangents(of leaf: Node) -> [Double] {
    var tangents = [Double](repeating: 0, count: count)
    tangents[leaf] = 1
    for node in leaf + 1..<max(count, leaf + 1) {
      for edge in edges(of: node) where tangents[Int(operands[edge])] != 0 {
        tangents[node] += slopes[edge] * tangents[Int(operands[edge])]
      }
    }
    return tangents
  }

  /// The nodes that a node is computed from, and itself, in order of evaluation.
  public func cone(of root: Node) -> [Node] {
    var isReached = [Bool](repeating: false, count: root + 1)
    isReached[root] = true
    for node in stride(from: root, through: 0, by: -1) where isReached[node] {
      for edge in edges(of: node) { isReached[Int(operands[edge])] = true }
    }
    return isReached.indices.filter { isReached[$0] }
  }

  // MARK: Other numbers in the same graph

  /// Gives a leaf another number and works out everything anew.
  public mutating func set(_ leaf: Node, to value: Double) {
    precondition(operations[leaf] == .leaf, "only what is given can be changed")
    values[leaf] = value
    for node in leaf..<count where operations[node] != .leaf {
      values[node] = values.withUnsafeBufferPointer { evaluate(node, $0) }
      updateSlopes(node)
    }
  }
}
