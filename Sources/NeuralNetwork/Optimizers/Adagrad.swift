/// Steps that shrink for each parameter by the gradients that it has seen.
///
///     g = ∂loss/∂θ + λ θ
///     s ← s + g²
///     θ ← θ − lr / (1 + (t − 1) η) · g / (√s + ε)        t = 1, 2, …
///
/// - Source: Duchi, Hazan and Singer 2011; PyTorch, `torch.optim.Adagrad`.
package struct Adagrad: Optimizer {
  package static let declaration = BlockDeclaration(
    "adagrad",
    summary: "steps that shrink for each parameter by the gradients that it has seen",
    settings: [
      Setting(
        "lr", aliases: ["learning_rate"], kind: .number(0...1e6), default: .number(0.01),
        summary: "step size"),
      Setting(
        "lr_decay", kind: .number(0...1e6), default: .number(0),
        summary: "how fast the step size falls: lr / (1 + (t - 1) · lr_decay)"),
      Setting(
        "weight_decay", kind: .number(0...1e6), default: .number(0),
        summary: "pull of each parameter towards zero, through its gradient"),
      Setting(
        "initial_accumulator_value", kind: .number(0...1e30), default: .number(0),
        summary: "what the sum of squared gradients begins with"),
      Setting(
        "eps", kind: .number(0...1), default: .number(1e-10),
        summary: "added to the root, so that nothing is divided by zero"),
    ] + GradientRules.settings,
    example: "adagrad lr=0.1",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html")

  package var learningRate: Double
  /// η
  package let rateDecay: Double
  /// λ
  package let weightDecay: Double
  /// What the sum of squares begins with.
  package let start: Double
  /// ε
  package let epsilon: Double
  package let gradientRules: GradientRules

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    learningRate = settings.number("lr") ?? 0.01
    rateDecay = settings.number("lr_decay") ?? 0
    weightDecay = settings.number("weight_decay") ?? 0
    start = settings.number("initial_accumulator_value") ?? 0
    epsilon = settings.number("eps") ?? 1e-10
    gradientRules = GradientRules(settings: settings)
  }

  package var stateNames: [String] { ["sum"] }

  package var label: String {
    "adagrad lr=\(learningRate)" + (rateDecay == 0 ? "" : " lr_decay=\(rateDecay)")
      + (weightDecay == 0 ? "" : " weight_decay=\(weightDecay)")
      + (start == 0 ? "" : " initial_accumulator_value=\(start)")
      + (epsilon == 1e-10 ? "" : " eps=\(epsilon)") + gradientRules.label
  }

  package var pytorch: String {
    "optim.Adagrad(net.parameters(), lr=\(learningRate)"
      + (rateDecay == 0 ? "" : ", lr_decay=\(rateDecay)")
      + (weightDecay == 0 ? "" : ", weight_decay=\(weightDecay)")
      + (start == 0 ? "" : ", initial_accumulator_value=\(start)")
      + (epsilon == 1e-10 ? "" : ", eps=\(epsilon)") + ")"
  }

  package func update(_ buffers: OptimizerBuffers) {
    let sum = buffers.state[0]
    if buffers.step == 1 {
      for index in 0..<buffers.count { sum[index] = Float(start) }
    }
    let rate = Float(buffers.learningRate / (1 + Double(buffers.step - 1) * rateDecay))
    let decay = Float(weightDecay)
    let epsilon = Float(epsilon)
    for index in 0..<buffers.count {
      let parameter = buffers.parameters[index]
      let gradient =
        decay == 0
        ? buffers.gradients[index] : buffers.gradients[index].addingProduct(decay, parameter)
      sum[index] += gradient * gradient
      let scale = sum[index].squareRoot() + epsilon
      buffers.parameters[index] = parameter - rate * gradient / scale
    }
  }
}
