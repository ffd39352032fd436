/// Derivatives by reverse mode beside slopes that are measured, both in Double.
///
///     numeric = (L(x + ε) − L(x − ε)) / 2ε
///
/// The graph is worked out anew for each of the two, as far as x has any effect. Too large an ε
/// measures the curve of L, an error of ε²/6 · L‴; too small a one its rounding, an error of about
/// 2⁻⁵³ · |L| / ε: between the two lies the best.
///
/// Where x + ε or x − ε lies on the other side of a corner (a relu at 0, two values of a window
/// that change places), there is no slope to be measured: the entry names that node, and has no
/// error.
///
/// - Source: Press et al., "Numerical Recipes", §5.7; PyTorch, `torch.autograd.gradcheck`.
public struct GradientCheck: Sendable {
  /// One derivative.
  public struct Entry: Sendable, Equatable {
    /// The leaf that is moved.
    public var node: Int
    /// "l0.weight[2,1]"
    public var name: String
    /// Where it stands.
    public var value: Double
    /// ∂L/∂x by reverse mode.
    public var analytic: Double
    /// By the difference.
    public var numeric: Double
    /// What rounding alone may do to the difference.
    public var rounding: Double
    /// The node whose corner lies within ± ε.
    public var kink: Int?

    /// |analytic − numeric| in parts of the larger of the two, or of `scale` where that is more: a
    /// derivative that is nearly 0 beside its neighbours has digits of its own only as far as they
    /// have.
    public func error(scale: Double) -> Double {
      let size = max(analytic.magnitude, numeric.magnitude, scale)
      let difference = (analytic - numeric).magnitude
      return difference == 0 ? 0 : difference / size
    }
  }

  /// The loss, gone back through.
  public let trace: LossTrace
  private var values: [Double]
  private var stamps: [Int32]
  private var stamp: Int32 = 0
  private var touched: [Int32] = []
  private let isInCone: [Bool]

  /// A step that suits numbers of about 1.
  public static let standardStep = 1e-5
  /// What an error must stay below.
  public static let tolerance = 1e-6

  /// Goes back through the loss.
  public init(_ trace: LossTrace) {
    var trace = trace
    trace.graph.backward(from: trace.loss)
    self.trace = trace
    values = trace.graph.values
    stamps = Array(repeating: 0, count: trace.graph.count)
    var isInCone = Array(repeating: false, count: trace.graph.count)
    for node in trace.graph.cone(of: trace.loss) { isInCone[node] = true }
    self.isInCone = isInCone
  }

  /// The leaves that the loss depends on and that have a name in the network: parameters, and
  /// values that the trace begins with.
  public var leaves: [Int] {
    (0..<trace.graph.count).filter { node in
      guard isInCone[node], trace.graph.operations[node] == .leaf else { return false }
      switch trace.graph.address(of: node) {
      case .parameter, .value: return true
      default: return false
      }
    }
  }

  /// Moves one leaf by ± `step`.
  public mutating func check(_ node: Int, step: Double = standardStep) -> Entry {
    let x = trace.graph.values[node]
    // What can be written in between, so that the step is the one that is taken.
    let (above, below) = (x + step, x - step)
    let up = loss(with: node, at: above)
    let down = loss(with: node, at: below)
    return Entry(
      node: node, name: trace.graph.text(of: node, sample: trace.samples.first), value: x,
      analytic: trace.graph.gradients[node], numeric: (up.loss - down.loss) / (above - below),
      rounding: 0x1p-53 * up.size / step, kink: up.kink ?? down.kink)
  }

  /// The loss with another number in one leaf; the sum of what each operation on the way has to do
  /// with it; and a node whose corner has been passed, or stood on.
  private mutating func loss(
    with leaf: Int, at value: Double
  ) -> (loss: Double, size: Double, kink: Int?) {
    let graph = trace.graph
    stamp += 1
    touched.removeAll(keepingCapacity: true)
    touched.append(Int32(leaf))
    values[leaf] = value
    stamps[leaf] = stamp
    var size = graph.values[trace.loss].magnitude
    var kink: Int?
    for node in leaf + 1..<graph.count where isInCone[node] {
      var isMoved = false
      for edge in graph.edges(of: node) where stamps[Int(graph.operands[edge])] == stamp {
        isMoved = true
      }
      guard isMoved else { continue }
      values[node] = values.withUnsafeBufferPointer { graph.evaluate(node, $0) }
      stamps[node] = stamp
      touched.append(Int32(node))
      size += (graph.gradients[node] * graph.values[node]).magnitude
      if kink == nil, hasPassedKink(node, graph) { kink = node }
    }
    let result = values[trace.loss]
    for node in touched { values[Int(node)] = graph.values[Int(node)] }
    return (result, size, kink)
  }

  /// Whether the node is on another stretch of its function than before, or has left a corner that
  /// it stood on. Two equal numbers of a window that move alike stay on one stretch.
  private func hasPassedKink(_ node: Int, _ graph: ScalarGraph) -> Bool {
    let side = values.withUnsafeBufferPointer { graph.side(node, $0) }
    guard let side else { return false }
    let before = graph.values.withUnsafeBufferPointer { graph.side(node, $0) }
    if side != before { return true }
    // A function on its corner has passed it as soon as its number is another: `side` says so.
    guard graph.function(of: node) == nil, graph.isOnKink(node) else { return false }
    return graph.edges(of: node).contains { edge in
      let operand = Int(graph.operands[edge])
      return graph.values[operand] == graph.values[node] && values[operand] != values[node]
    }
  }

  /// The slopes of one leaf for ε = 10⁻¹, 10⁻², … 10⁻¹².
  public mutating func curve(of node: Int) -> [(step: Double, entry: Entry)] {
    var step = 1.0
    return (1...12).map { _ in
      step /= 10
      return (step, check(node, step: step))
    }
  }
}
