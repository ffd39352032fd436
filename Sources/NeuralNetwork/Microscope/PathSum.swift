/// The paths by which one number has an effect on another, each with the product of its derivatives:
/// the chain rule, written out.
///
///     ∂L/∂w = Σ over paths from w to L of Π ∂next/∂node along the path
///
/// Where a slope is 0, as that of a relu below 0, nothing gets through, and no path is counted.
///
/// A path is told by the nodes of the network's own values that it passes; what lies between two of
/// them, such as the powers of a soft-max, is one derivative. There may be very many paths: their
/// number and their sum are exact, and only the largest are written out.
public struct PathSum: Sendable {
  /// One of them.
  public struct Path: Sendable, Equatable {
    /// From the number that has the effect to the one on which it has it.
    public var nodes: [Int]
    /// Of each of `nodes` but the first by the one before it.
    public var slopes: [Double]
    /// Of all slopes.
    public var product: Double
  }

  /// The paths whose products are the largest, those first.
  public let largest: [Path]
  /// How many paths there are.
  public let count: Double
  /// The sum of all products.
  public let sum: Double

  /// The end of a path as far as it has been followed, and how it goes on.
  private struct Stretch {
    let node: Int
    let slope: Double
    let product: Double
    /// The stretch behind it, by its place in the list; −1 at the end.
    let next: Int
  }

  /// - Parameters:
  ///   - leaf: where the paths begin.
  ///   - root: where they end.
  ///   - most: how many are written out.
  public init(in graph: ScalarGraph, from leaf: Int, to root: Int, most: Int) {
    var isOnWay = [Bool](repeating: false, count: graph.count)
    isOnWay[leaf] = true
    for node in stride(from: leaf + 1, through: root, by: 1) {
      for edge in graph.edges(of: node) where isOnWay[Int(graph.operands[edge])] {
        isOnWay[node] = true
      }
    }
    guard isOnWay[root] else {
      (largest, count, sum) = ([], 0, 0)
      return
    }
    func isTold(_ node: Int) -> Bool {
      if node == leaf || node == root { return true }
      if case .value = graph.address(of: node) { return true }
      return false
    }

    var stretches: [Stretch] = []
    var open: [Int: [Stretch]] = [:]
    var counts: [Int: Double] = [root: 1]
    open[root] = [Stretch(node: root, slope: 1, product: 1, next: -1)]
    var ends: [Int] = []
    for node in stride(from: root, through: leaf, by: -1) where isOnWay[node] && isTold(node) {
      // Every reader of this node has been followed.
      guard let found = open.removeValue(forKey: node) else { continue }
      let kept = found.sorted { $0.product.magnitude > $1.product.magnitude }.prefix(most)
      let places = stretches.count..<stretches.count + kept.count
      stretches += kept
      if node == leaf {
        ends = Array(places)
        break
      }
      for (operand, slope) in graph.slopes(of: node, among: isOnWay, until: isTold)
      where slope != 0 {
        counts[operand, default: 0] += counts[node] ?? 0
        open[operand, default: []] += places.map { place in
          Stretch(
            node: operand, slope: slope, product: stretches[place].product * slope, next: place)
        }
      }
    }
    count = counts[leaf] ?? 0
    largest = ends.map { end in
      var path = Path(nodes: [], slopes: [], product: stretches[end].product)
      var place = end
      while place >= 0 {
        path.nodes.append(stretches[place].node)
        if stretches[place].next >= 0 { path.slopes.append(stretches[place].slope) }
        place = stretches[place].next
      }
      return path
    }
    var graph = graph
    graph.backward(from: root)
    sum = graph.gradients[leaf]
  }
}

extension ScalarGraph {
  /// The derivatives of one node by the nearest nodes in front of it that `isTold` says, through all
  /// that lies between; in descending order.
  ///
  /// - Parameter wanted: which nodes are followed.
  func slopes(
    of node: Node, among wanted: [Bool], until isTold: (Node) -> Bool
  ) -> [(node: Node, slope: Double)] {
    var slopes: [Node: Double] = [node: 1]
    var waiting = NodeHeap()
    waiting.insert(node)
    var found: [(node: Node, slope: Double)] = []
    while let next = waiting.removeGreatest() {
      let slope = slopes[next] ?? 0
      if next != node, isTold(next) {
        found.append((next, slope))
        continue
      }
      for edge in edges(of: next) where wanted[Int(operands[edge])] {
        let operand = Int(operands[edge])
        if slopes[operand] == nil { waiting.insert(operand) }
        slopes[operand, default: 0] += slope * self.slopes[edge]
      }
    }
    return found
  }

  /// The same for every node in front of it.
  public func slopes(
    of node: Node, until isTold: (Node) -> Bool
  ) -> [(node: Node, slope: Double)] {
    slopes(of: node, among: Array(repeating: true, count: count), until: isTold)
  }
}

/// Nodes of which the greatest can be taken out: a binary heap (Williams 1964).
private struct NodeHeap {
  private var nodes: [Int] = []

  mutating func insert(_ node: Int) {
    var place = nodes.count
    nodes.append(node)
    while place > 0, nodes[(place - 1) / 2] < nodes[place] {
      nodes.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeGreatest() -> Int? {
    guard let greatest = nodes.first, let last = nodes.popLast() else { return nil }
    guard !nodes.isEmpty else { return greatest }
    nodes[0] = last
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < nodes.count else { return greatest }
      if child + 1 < nodes.count, nodes[child + 1] > nodes[child] { child += 1 }
      guard nodes[child] > nodes[place] else { return greatest }
      nodes.swapAt(child, place)
      place = child
    }
  }
}
