public import NeuralNetwork

/// What `let` has computed with single numbers, operation by operation, as PyTorch's autograd records
/// it: each `let` adds nodes, and one that gives a name another value leaves what was computed from
/// the old one as it is.
///
/// Gradients add up from one way back to the next until `zero_grad`. Those of intermediate names
/// can be read too, as after `retain_grad()` in PyTorch.
public struct ScalarTape: Sendable, Equatable {
  /// Every operation; its gradients are those of the present way back.
  public internal(set) var graph = ScalarGraph()
  /// The gradients of the ways back before the present one.
  private var earlier: [Double] = []
  /// The way back that is under way, or was the last.
  public internal(set) var walk: Walk?

  /// A way back, a node at a time.
  public struct Walk: Sendable, Equatable {
    /// The name from which it goes.
    public let name: String
    /// Its node.
    public let root: Int
    /// The operations to be gone through, in order.
    public let order: [Int]
    /// How many have been.
    public internal(set) var done = 0

    /// The operation that comes next; nil at the end.
    public var next: Int? { done < order.count ? order[done] : nil }
  }

  /// More operations are not kept.
  static let mostNodes = 20_000

  /// ∂/∂node of all ways back since `zero_grad`; nil before the first.
  public func gradient(of node: Int) -> Double? {
    guard walk != nil || !earlier.isEmpty else { return nil }
    return graph.gradients[node] + (earlier.indices.contains(node) ? earlier[node] : 0)
  }

  /// Whether earlier ways back have left something in what a node is computed from.
  func holdsGradients(under root: Int) -> Bool {
    graph.cone(of: root).contains { gradient(of: $0).map { $0 != 0 } ?? false }
  }

  /// Adds its arrays.
  func list(in held: inout HeldArrays) {
    graph.list(in: &held)
    held.add(earlier)
  }

  /// No gradients, and no way back under way.
  mutating func clear() {
    graph.clearGradients()
    earlier = []
    walk = nil
  }

  /// Begins a way back from a node; what earlier ones have left is kept.
  mutating func begin(_ name: String, at root: Int) {
    if walk != nil {
      earlier = graph.gradients.indices.map { node in
        graph.gradients[node] + (earlier.indices.contains(node) ? earlier[node] : 0)
      }
      graph.clearGradients()
    }
    let order = graph.cone(of: root).reversed().filter { graph.operations[$0] != .leaf }
    walk = Walk(name: name, root: root, order: order)
    graph.seed(root, 1)
  }

  /// Goes through the next operation and says which it was; nil at the end.
  mutating func step() -> Int? {
    guard let node = walk?.next else { return nil }
    graph.backward(through: node)
    walk?.done += 1
    return node
  }
}
