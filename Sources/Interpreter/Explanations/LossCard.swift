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
          parameters: closeup.network.parameters, data: data, indices: [index])
      }
      let value = NumberText.decimal(Double(alone.loss ?? 0))
      lines.append(
        "sample \(index): output \(outputText(row)), target \(data.targetText(ofSample: index))"
          + " → \(substituted(row, index).map { "\($0) = " } ?? "")\(value)")
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

  private func outputText(_ row: Int) -> String {
    let output = output(row)
    if output.count == 1 { return NumberText.decimal(output[0]) }
    let shown = output.prefix(4).map { NumberText.decimal($0) }.joined(separator: ", ")
    return "[\(shown)\(output.count > 4 ? ", …" : "")]"
  }

  /// The formula with this sample's numbers, for the losses that have a short one.
  private func substituted(_ row: Int, _ index: Int) -> String? {
    let output = output(row)
    switch data.targets {
    case .classes(let classes, _):
      guard loss.label == "cross_entropy" else { return nil }
      let label = Int(classes[index])
      let largest = output.max() ?? 0
      let share =
        Elementary.exp(output[label] - largest)
        / output.reduce(0) { $0 + Elementary.exp($1 - largest) }
      return "-log(\(NumberText.decimal(share)))"
    case .values(let values, let width):
      guard width == 1 else { return nil }
      let (y, target) = (output[0], Double(values[index]))
      switch loss.label {
      case "bce" where target == 1: return "-log(\(NumberText.decimal(y)))"
      case "bce" where target == 0: return "-log(1 - \(NumberText.decimal(y)))"
      case "mse": return "(\(NumberText.decimal(y)) - \(NumberText.text(target)))²"
      default: return nil
      }
    }
  }
}
