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
    return Explanation(
      title: "loss \(declaration.name): \(declaration.summary)", forward: lines)
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
