import NeuralNetwork

/// `explain l1.n3` for a layer that has no card of its own: its steps by name, with their formulas
/// and numbers, and the way back through them.
struct TracedCard {
  private let closeup: Closeup
  private let index: Int
  private let neuron: Int
  private var trace: NeuronTrace
  private let formula: Formula

  private static let mostSteps = 8
  private static let mostParts = 6

  init(_ closeup: Closeup, layer: Int, neuron: Int) {
    self.closeup = closeup
    index = layer
    self.neuron = neuron
    trace = closeup.microscope.neuron(layer: layer, index: neuron, sample: closeup.row)
    formula = closeup.formula(trace.graph)
  }

  /// The steps that have a name, in order, and the value itself.
  private var steps: [Int] {
    trace.graph.cone(of: trace.output).filter { node in
      trace.graph.operations[node] != .leaf && formula.name(node) != nil
    }
  }

  /// The steps that are the fewest steps away from the value, in order.
  private var nearest: [Int] {
    let told = Set(steps)
    var found = [trace.output]
    var place = 0
    while place < found.count, found.count < Self.mostSteps {
      let operands = trace.graph.slopes(of: found[place]) { told.contains($0) }
      for (operand, _) in operands.reversed() where told.contains(operand) {
        if found.count < Self.mostSteps, !found.contains(operand) { found.append(operand) }
      }
      place += 1
    }
    return found.sorted()
  }

  /// Forward: the window of a convolution or of a pooling layer, or the steps by name.
  var forward: [String] {
    let layer = closeup.network.layers[index]
    if let window = Window(layer) { return windowLines(window) }
    let shown = nearest
    let hidden = steps.count - shown.count
    return (hidden > 0 ? ["… \(counted(hidden, "step")) before these"] : [])
      + shown.map { formula.line($0) }
  }

  /// Backward: from the value's gradient to each named step, and to what the layer reads.
  mutating func backward() -> [String] {
    let upstream = closeup.gradient(index + 1, neuron)
    _ = trace.backward(from: upstream)
    var lines = Chain(closeup).origin(of: index + 1, neuron, as: "dL/da")
    lines += stepLines
    let parts = trace.contributions
    let shown = Terms.largest(parts.map(\.contribution), most: Self.mostParts)
    if !shown.isEmpty { lines.append("what this value hands on:") }
    for place in shown {
      let part = parts[place]
      let name = formula.name(part.node) ?? part.name
      lines.append("  dL/d \(name) gets \(part.contribution.signed)")
    }
    if shown.count < parts.count {
      let rest = parts.indices.filter { !shown.contains($0) }
      let isNothing = rest.allSatisfy { parts[$0].contribution == 0 }
      lines.append("  … \(rest.count) more\(isNothing ? " get nothing" : ", less each")")
    }
    return lines
  }

  /// dL/dstep = Σ dL/dreader × ∂reader/∂step, for the steps between the inputs and the value.
  private var stepLines: [String] {
    let graph = trace.graph
    let inner = steps.filter { $0 != trace.output }
    guard !inner.isEmpty, inner.count <= 40 else { return [] }
    let told = Set(steps)
    var readers: [Int: [(node: Int, slope: Double)]] = [:]
    for step in steps {
      for (operand, slope) in graph.slopes(of: step, until: { told.contains($0) })
      where told.contains(operand) {
        readers[operand, default: []].append((step, slope))
      }
    }
    return inner.reversed().prefix(Self.mostSteps).compactMap { step in
      guard let own = readers[step], let name = formula.name(step) else { return nil }
      let terms = Terms.largest(
        own.map { graph.gradients[$0.node] * $0.slope }, most: 2)
      let text = terms.map { place -> String in
        let reader = own[place]
        return "\(graph.gradients[reader.node].signed) × \(reader.slope.signed)"
      }.joined(separator: " + ")
      let more = own.count > terms.count ? " + \(own.count - terms.count) more" : ""
      return "dL/d \(name) = \(text)\(more) = \(graph.gradients[step].signed)"
    }
  }

  // MARK: Windows

  private func windowLines(_ window: Window) -> [String] {
    let places = window.places(neuron)
    func cell(_ place: Int?, width: Int = 8, _ text: (Int) -> String) -> String {
      (place.map(text) ?? "·").paddedLeft(to: width)
    }
    // Two digits, so that a window of 3 × 3 and its weights stand side by side in a narrow pane.
    func short(_ number: Double) -> String {
      // Rounded first: a small number would be written with an exponent.
      NumberText.signed((number * 100).rounded() / 100, digits: 2)
    }
    let input = { (place: Int) in closeup.value(index, place) }
    var lines: [String] = []
    if let taken = takenInput(window) {
      lines.append("the window at row \(window.row(neuron)), column \(window.column(neuron)):")
      for row in places[0] {
        lines.append(
          row.map { place in
            cell(place) { $0 == taken ? "[\(input($0).signed)]" : input($0).signed }
          }.joined())
      }
      lines.append(
        "a = max = \(closeup.name(index, taken)) = \(closeup.value(index + 1, neuron).signed)")
      return lines
    }
    guard let weights = window.weights(neuron, closeup.network, layer: index) else {
      lines.append("the window at row \(window.row(neuron)), column \(window.column(neuron)):")
      for row in places[0] { lines.append(row.map { cell($0) { input($0).signed } }.joined()) }
      return lines + [formula.line(trace.output)]
    }
    let sums = places.indices.map { channel in
      zip(places[channel].joined(), weights[channel].joined()).reduce(0.0) { sum, pair in
        sum + (pair.0.map { input($0) * pair.1 } ?? 0)
      }
    }
    let shown = Terms.largest(sums, most: 1)
    for channel in shown {
      let name = places.count > 1 ? "channel \(channel), " : ""
      lines.append(
        "\(name)window at row \(window.row(neuron)), column \(window.column(neuron)) × weights")
      for (row, own) in zip(places[channel], weights[channel]) {
        lines.append(
          row.map { cell($0, width: 6) { short(input($0)) } }.joined() + " ×"
            + own.map { short($0).paddedLeft(to: 6) }.joined())
      }
      lines.append("sum of the products = \(sums[channel].signed)")
    }
    if shown.count < sums.count {
      let rest = sums.indices.filter { !shown.contains($0) }.reduce(0) { $0 + sums[$1] }
      lines.append("… \(sums.count - shown.count) more channels, together \(rest.signed)")
    }
    if let bias = closeup.bias(index, window.filter(neuron)) { lines.append("bias \(bias.signed)") }
    lines.append("z = \(closeup.value(index + 1, neuron).signed)")
    return lines
  }

  /// The input that a maximum takes.
  private func takenInput(_ window: Window) -> Int? {
    guard trace.graph.operations[trace.output] == .maximum else { return nil }
    let taken = trace.graph.inputs(of: trace.output).first { $0.slope == 1 }
    guard let node = taken?.node, case .value(_, let input, _)? = trace.graph.address(of: node)
    else { return nil }
    return input
  }
}

extension Closeup {
  /// The operations of this pass.
  var microscope: Microscope {
    Microscope(
      network: network, pass: pass, loss: session.loss, targets: session.trainingData?.targets)
  }

  /// Formulas of a graph, with the learner's names for inputs.
  func formula(_ graph: ScalarGraph) -> Formula {
    Formula(graph: graph, sample: row) { address in
      guard case .value(0, let index, let sample) = address else { return nil }
      return name(0, index) + (sample == row ? "" : "@\(sample)")
    }
  }
}

extension String {
  func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
