import NeuralNetwork

/// What a convolution's neuron sees: the window of one plane beside the filter that is laid on it.
///
///     window of channel 0      filter
///        ·      ·      ·    |   0.12  -0.30   0.10
///        ·   5.00  12.00    |   0.07   0.21  -0.18
struct WindowText {
  let lines: [String]

  /// Nil where the layer is no convolution, or its window too wide for a line.
  init?(_ session: Session, layer: Int, neuron: Int, graph: ScalarGraph) {
    guard layer < session.lossStage,
      let convolution = (session.network.layers[layer] as? Conv2d)?.convolution
        ?? (session.network.layers[layer] as? Conv1d)?.convolution,
      convolution.kernel.width <= 5, convolution.kernel.height <= 5
    else { return nil }
    let (tall, wide) = (convolution.kernel.height, convolution.kernel.width)
    let plane = convolution.rows * convolution.columns
    let place = neuron % plane
    let top = place / convolution.columns * convolution.stride.height - convolution.padding.height
    let left = place % convolution.columns * convolution.stride.width - convolution.padding.width
    // Products by the weight that they were made with: [channel × row × column].
    var taps: [Int: (input: Double, weight: Double)] = [:]
    // With groups, a filter reads a part of the channels.
    var firstChannel = 0
    let planes = convolution.fanIn / (tall * wide)
    for node in graph.operations.indices where graph.operations[node] == .product {
      let inputs = graph.inputs(of: node).map(\.node)
      guard inputs.count == 2, case .parameter(_, let offset) = graph.address(of: inputs[1]) else {
        continue
      }
      let weight = offset % convolution.fanIn
      taps[weight] = (graph.values[inputs[0]], graph.values[inputs[1]])
      if case .value(_, let index, _) = graph.address(of: inputs[0]) {
        firstChannel =
          index / (convolution.height * convolution.width) - weight / (tall * wide)
      }
    }
    func products(_ channel: Int) -> [Double] {
      (0..<tall * wide).compactMap { taps[channel * tall * wide + $0] }.map { $0.input * $0.weight }
    }
    let sums = (0..<planes).map { products($0).reduce(0, +) }
    let shown = sums.indices.max { sums[$0].magnitude < sums[$1].magnitude } ?? 0
    func text(_ value: Double?) -> String {
      guard let value else { return "·".leftPadded(to: 7) }
      // Rounded first, so that a small number is 0.00 and no power of ten.
      return NumberText.decimal((value * 100).rounded() / 100, digits: 2).leftPadded(to: 7)
    }
    var lines = [
      convolution.height == 1
        ? "window at \(left) of channel \(firstChannel + shown), and the filter on it:"
        : "window at row \(top), column \(left) of channel \(firstChannel + shown), and the filter "
          + "on it:"
    ]
    for row in 0..<tall {
      let taps = (0..<wide).map { taps[(shown * tall + row) * wide + $0] }
      lines.append(
        taps.map { text($0?.input) }.joined() + "  |"
          + taps.map { text($0?.weight) }.joined())
    }
    let others = sums.reduce(0, +) - sums[shown]
    let rest =
      switch planes {
      case 1: ""
      case 2: "; of the other channel \(Arithmetic.number(others))"
      default: "; of the other \(planes - 1) channels \(Arithmetic.number(others))"
      }
    lines.append("its products come to \(Arithmetic.number(sums[shown]))\(rest)")
    if taps.count < convolution.fanIn { lines[lines.count - 1] += " (· is padding)" }
    self.lines = lines
  }
}

extension String {
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
