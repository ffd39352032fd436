/// One value of a layer's output as a scalar graph, to be walked through operation by operation.
public struct NeuronTrace: Sendable {
  /// Leaves are the layer's inputs and parameters; each operation is behind its operands.
  public internal(set) var graph: ScalarGraph
  /// The node of the value.
  public let output: Int
  /// The row of the pass that it belongs to.
  public let sample: Int

  /// Its operations, in the order in which they are computed.
  public var forward: [ScalarStep] {
    graph.cone(of: output).filter { graph.operations[$0] != .leaf }.map { step($0) }
  }

  /// The way back from ∂loss/∂output: its operations in reverse, each with its gradient, complete by
  /// then, and what its operands get.
  public mutating func backward(from upstream: Double) -> [ScalarStep] {
    graph.clearGradients()
    graph.seed(output, upstream)
    var steps: [ScalarStep] = []
    for node in graph.cone(of: output).reversed() where graph.operations[node] != .leaf {
      steps.append(step(node))
      graph.backward(through: node)
    }
    return steps
  }

  /// What each weight, bias and input has got from this value on the last way back.
  public var contributions: [ScalarStep.Operand] {
    graph.cone(of: output).compactMap { node in
      guard graph.operations[node] == .leaf, let address = graph.address(of: node) else {
        return nil
      }
      switch address {
      case .parameter, .value:
        return ScalarStep.Operand(
          node: node, name: graph.text(of: node, sample: sample), address: address,
          value: graph.values[node], slope: 1, contribution: graph.gradients[node])
      default: return nil
      }
    }
  }

  /// One operation with the numbers as they are.
  public func step(_ node: Int) -> ScalarStep { ScalarStep(node, in: graph, sample: sample) }
}

/// One operation of a scalar graph, with its numbers.
public struct ScalarStep: Sendable, Equatable {
  /// A number that the operation reads.
  public struct Operand: Sendable, Equatable {
    /// Its node.
    public var node: Int
    /// Its name, or the formula that it is where it has none: "l0.weight[1,0] × l0.input[0]".
    public var name: String
    /// What it is called; nil for a step that has no name.
    public var address: ScalarAddress?
    /// Its number.
    public var value: Double
    /// ∂operation/∂operand.
    public var slope: Double
    /// What it gets on the way back: the operation's gradient times the slope.
    public var contribution: Double
  }

  /// Its node.
  public var node: Int
  /// "l0.n1", or the formula where it has no name.
  public var name: String
  /// What it is called; nil where it has no name.
  public var address: ScalarAddress?
  /// "product", "sum", "tanh".
  public var operation: String
  /// What it computes.
  public var kind: ScalarOperation
  /// Its formula of z, and its derivative, where it is a function of one number.
  public var function: ScalarFunction?
  /// What it gives.
  public var value: Double
  /// ∂loss/∂value, as far as the way back has come.
  public var gradient: Double
  /// What it reads, in order.
  public var operands: [Operand]

  /// An operation with the numbers as they are.
  public init(_ node: Int, in graph: ScalarGraph, sample: Int? = nil) {
    self.node = node
    name = graph.text(of: node, sample: sample)
    address = graph.address(of: node)
    kind = graph.operations[node]
    function = graph.function(of: node)
    operation = function?.name ?? "\(kind)"
    value = graph.values[node]
    let gradient = graph.gradients[node]
    self.gradient = gradient
    operands = graph.inputs(of: node).map { input in
      Operand(
        node: input.node, name: graph.text(of: input.node, sample: sample),
        address: graph.address(of: input.node), value: graph.values[input.node],
        slope: input.slope, contribution: gradient * input.slope)
    }
  }
}

extension ScalarGraph {
  /// A node's name, or where it has none the formula that it is, with "…" for what is deep.
  public func text(of node: Node, sample: Int? = nil) -> String {
    text(of: node, sample: sample, depth: 2)
  }

  private func text(of node: Node, sample: Int?, depth: Int) -> String {
    if let name = name(of: node, sample: sample) { return name }
    if operations[node] == .leaf { return Self.text(of: values[node]) }
    guard depth > 0 else { return "…" }
    let parts = edges(of: node).prefix(3).map { edge -> String in
      let part = text(of: inputs(at: edge), sample: sample, depth: depth - 1)
      return part.contains(" ") && operations[node] != .sum ? "(\(part))" : part
    }
    let more = edges(of: node).count > 3 ? ", …" : ""
    switch operations[node] {
    case .leaf, .copy: return parts.first ?? ""
    case .sum: return parts.joined(separator: " + ") + (more.isEmpty ? "" : " + …")
    case .difference: return parts.joined(separator: " - ")
    case .product: return parts.joined(separator: " × ")
    case .quotient: return parts.joined(separator: " / ")
    case .negative: return "-\(parts.first ?? "")"
    case .power: return parts.joined(separator: "^")
    case .maximum, .shift: return "max(\(parts.joined(separator: ", "))\(more))"
    case .minimum: return "min(\(parts.joined(separator: ", "))\(more))"
    case .function: return "\(function(of: node)?.name ?? "")(\(parts.first ?? ""))"
    }
  }

  private func inputs(at edge: Int) -> Node { Int(operands[edge]) }

  /// A constant as it would be written: 2, 0.00001.
  private static func text(of value: Double) -> String {
    Int(exactly: value).map(String.init) ?? value.description
  }
}
