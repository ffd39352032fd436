import NeuralNetwork

/// `explain loss`: what each sample adds to the loss, and their mean.
struct LossCard {
  private let closeup: Closeup
  private let loss: any Loss
  private let data: Dataset

  init(_ closeup: Closeup, _ loss: any Loss, _ data: Dataset) {
    self.closeup = closeup
    self.loss = loss
    self.data = data
  }

  func explanation() throws(Diagnostic) -> Explanation {
    let declaration = type(of: loss).declaration
    var lines: [String] = []
    let shown = min(closeup.pass.count, Terms.most)
    let plan = try closeup.session.plan(capacity: 1)
    for row in 0..<shown {
      let index = closeup.pass.indices.indices.contains(row) ? closeup.pass.indices[row] : row
      // A batch of one sample: the engine's own arithmetic, whatever the loss is.
      let alone = try Diagnostic.wording { () throws(NetworkError) in
        try plan.forward(
          parameters: closeup.network.parameters, buffers: closeup.network.buffers, data: data,
          indices: [index])
      }
      let value = NumberText.decimal(Double(alone.loss ?? 0))
      lines.append("sample \(index): \(working(row, index)) = \(value)")
    }
    if closeup.pass.count > shown { lines.append("… \(closeup.pass.count - shown) more samples") }
    let total = closeup.pass.loss.map { NumberText.decimal(Double($0)) } ?? ""
    lines.append(closeup.pass.count == 1 ? "loss = \(total)" : "mean = \(total)")
    let steps = steps(besides: lines)
    return Explanation(
      title: "loss \(declaration.name): \(declaration.summary)", forward: lines + steps.forward,
      backward: steps.backward)
  }

  private static let mostOutputs = 6

  /// The sample that is followed, step by step; and what goes back to each output, once `backward`
  /// has run.
  private func steps(besides known: [String]) -> (forward: [String], backward: [String]) {
    let layers = closeup.network.layers.count
    let microscope = Microscope(
      network: closeup.network, pass: closeup.pass, loss: loss, targets: data.targets)
    // From the outputs on: the layers before them have no part in it.
    guard var trace = try? microscope.loss(samples: [closeup.row], from: layers),
      let place = trace.samples.firstIndex(of: closeup.row)
    else { return ([], []) }
    let formula = closeup.formula(trace.graph)
    let named = trace.graph.cone(of: trace.losses[place]).filter { node in
      trace.graph.operations[node] != .leaf && formula.name(node) != nil
    }
    let shown = named.suffix(2 * Self.mostOutputs)
    var forward: [String] = []
    // One step stands in the sample's own line already.
    if named.count > 1 || known.contains(where: { $0.contains("→ loss") }) {
      forward.append("sample \(closeup.sampleNumber), step by step:")
      if shown.count < named.count {
        forward.append("  … \(named.count - shown.count) before these")
      }
      forward += shown.map { "  \(formula.line($0))" }
    }
    guard closeup.wentBack else { return (forward, []) }
    trace.graph.backward(from: trace.loss)
    let outputs = (0..<closeup.width(layers)).compactMap {
      trace.value(layers, $0, sample: closeup.row)
    }
    let slopes = outputs.map { trace.graph.gradients[$0] }
    let backward = Terms.lines(
      slopes, most: Self.mostOutputs,
      { k in "dL/d \(formula.name(outputs[k]) ?? "output") = \(slopes[k].signed)" },
      rest: { count, _ in "… \(count) more" })
    let share = trace.graph.gradients[trace.losses[place]]
    let part = share == 1 ? "" : ", its own loss's times \(NumberText.decimal(share))"
    return (forward, ["what goes back from sample \(closeup.sampleNumber)\(part):"] + backward)
  }

  private func output(_ row: Int) -> [Double] {
    let place = closeup.network.layers.count
    return (0..<closeup.width(place)).map { closeup.value(place, $0, row: row) }
  }

  /// What is compared, and the formula with this sample's numbers where it is short.
  private func working(_ row: Int, _ index: Int) -> String {
    let output = output(row)
    let compared = "output \(Self.text(output)), target \(data.targetText(ofSample: index))"
    switch data.targets {
    case .classes(let classes, _) where loss.label == "cross_entropy":
      let label = Int(classes[index])
      let largest = output.max() ?? 0
      let share =
        Elementary.exp(output[label] - largest)
        / output.reduce(0) { $0 + Elementary.exp($1 - largest) }
      let probability = NumberText.decimal(share)
      let name = data.targetText(ofSample: index)
      return "softmax gives class \(name) \(probability) → -log(\(probability))"
    case .values(let values, 1):
      let y = NumberText.decimal(output[0])
      let target = Double(values[index])
      return switch loss.label {
      case "bce" where target == 1: "\(compared) → -log(\(y))"
      case "bce" where target == 0: "\(compared) → -log(1 - \(y))"
      case "mse": "\(compared) → (\(y) - \(NumberText.text(target)))²"
      default: "\(compared) → loss"
      }
    default: return "\(compared) → loss"
    }
  }

  private static func text(_ output: [Double]) -> String {
    if output.count == 1 { return NumberText.decimal(output[0]) }
    let shown = output.prefix(4).map { NumberText.decimal($0) }.joined(separator: ", ")
    return "[\(shown)\(output.count > 4 ? ", …" : "")]"
  }
}
