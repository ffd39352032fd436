import NeuralNetwork

extension Illnesses {
  /// A flat function between the loss and weights that are to learn.
  static let noGradient = Illness(
    "no gradient through step",
    meaning: "The slope of step is 0 everywhere, so that nothing in front of it can learn from a "
      + "gradient."
  ) { evidence in
    let steps = evidence.layers.filter { $0.kind == "step" }.map(\.index)
    guard !steps.isEmpty, !evidence.gradients.isEmpty else { return .absent }
    guard
      let step = steps.last(where: { step in
        evidence.weighted.contains { $0.index < step && $0.weightGradientNorm == 0 }
      })
    else { return .well("a gradient comes round step") }
    let starved = evidence.weighted.filter { $0.index < step && $0.weightGradientNorm == 0 }
    let names = starved.map { "l\($0.index).weight" }.joined(separator: ", ")
    let isLast = step == evidence.network.layers.count - 1
    let isPerceptron = evidence.session.optimizer is PerceptronRule
    let function = evidence.session.loss is PerceptronCriterion || isPerceptron ? nil : "sigmoid"
    var remedies = ["replace l\(step) \(isLast ? "sigmoid" : "tanh")"]
    if isLast, function == nil { remedies = ["remove l\(step); loss perceptron"] + remedies }
    if !isLast, steps.count > 1 {
      remedies.append(steps.map { "replace l\($0) tanh" }.joined(separator: "; "))
    }
    if isLast, steps.count > 1 {
      remedies.append(
        steps.map { "replace l\($0) \($0 == step ? "sigmoid" : "tanh")" }.joined(separator: "; "))
    }
    return .ill(
      Symptoms(
        .certain,
        ["the gradient of \(names) is exactly 0, as \(evidence.name(step)) stands behind it"],
        remedies: remedies))
  }
}
