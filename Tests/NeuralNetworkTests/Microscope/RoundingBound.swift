import NeuralNetwork

/// How far a computation in Float may be from the same one in Double: the running error analysis of
/// Wilkinson (1963), operation by operation.
///
/// Each operation adds half a unit in the last place of its result (of its terms, where it is a
/// sum, as these may cancel), and hands on its operands' errors times the slope. The way back is a
/// computation of the same kind; there the slopes are off as well.
struct RoundingBound {
  /// For each node, of its value and of its gradient.
  private(set) var values: [Double]
  private(set) var gradients: [Double]

  private static let unit = 0x1p-24

  /// - Parameter graph: gone back through.
  init(_ graph: ScalarGraph) {
    values = Array(repeating: 0, count: graph.count)
    gradients = values
    for node in 0..<graph.count where graph.operations[node] != .leaf {
      let inputs = graph.inputs(of: node)
      let size =
        graph.operations[node] == .sum
        ? inputs.reduce(0) { $0 + graph.values[$1.node].magnitude } : graph.values[node].magnitude
      values[node] =
        Self.unit * size + inputs.reduce(0) { $0 + $1.slope.magnitude * values[$1.node] }
    }
    for node in (0..<graph.count).reversed() {
      let gradient = graph.gradients[node].magnitude
      let inputs = graph.inputs(of: node)
      for (place, input) in inputs.enumerated() {
        let slope = input.slope.magnitude
        let ofSlope: Double =
          switch graph.operations[node] {
          case .product: values[inputs[1 - place].node]
          case .quotient: slope * (values[node] + values[inputs[1].node])
          case .function: max(1, slope * slope) * values[input.node]
          default: 0
          }
        gradients[input.node] +=
          slope * gradients[node] + gradient * (ofSlope + Self.unit * slope)
      }
    }
  }

  /// Whether some relu, step or maximum stands so near its corner that rounding may decide which
  /// way it goes.
  func leavesChoices(in graph: ScalarGraph) -> Bool {
    (0..<graph.count).contains { node in
      let inputs = graph.inputs(of: node)
      switch graph.operations[node] {
      case .function:
        let z = graph.values[inputs[0].node]
        return graph.function(of: node)?.kinks.contains { kink in
          (z - kink).magnitude < 4 * values[inputs[0].node]
        } ?? false
      case .maximum:
        return inputs.contains { input in
          let gap = graph.values[node] - graph.values[input.node]
          return gap < 4 * (values[input.node] + values[node]) && input.slope == 0
            && values[input.node] > 0
        }
      default: return false
      }
    }
  }
}
