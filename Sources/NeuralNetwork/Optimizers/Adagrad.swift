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

extension Adagrad {
  /// s = s + g²;  w − rate · g / (√s + ε)
  package func trace(_ update: inout UpdateTrace) -> Int {
    let gradient = update.decayed(weightDecay)
    var rate = update.learningRate
    if rateDecay != 0 {
      let divisor = update.setting(
        "1 + \(update.step - 1) lr_decay", 1 + Double(update.step - 1) * rateDecay)
      let quotient = update.graph.divide(rate, divisor)
      rate = update.named("rate", quotient)
    }
    let before = update.step == 1 ? update.setting("sum", start) : update.state[0]
    let square = update.graph.apply(.square, gradient)
    let total = update.graph.add(before, square)
    let sum = update.named("s", total)
    return update.scaledStep(gradient, rate, by: sum, epsilon)
  }
}

extension UpdateTrace {
  /// w − rate · m / (√s + ε)
  mutating func scaledStep(_ change: Int, _ rate: Int, by square: Int, _ epsilon: Double) -> Int {
    let root = graph.apply(.sqrt, square)
    let small = setting("eps", epsilon)
    let scale = graph.add(root, small)
    let product = graph.multiply(rate, change)
    let step = graph.divide(product, scale)
    return graph.subtract(parameter, step)
  }

  /// old + (1 − β)(new − old), written β old + (1 − β) new
  mutating func mean(
    _ name: String, _ old: Int, _ new: Int, keeping beta: Double, called word: String
  ) -> Int {
    let keep = setting(word, beta)
    let one = graph.constant(1)
    let kept = graph.multiply(keep, old)
    let share = graph.subtract(one, keep)
    let part = graph.multiply(share, new)
    let sum = graph.add(kept, part)
    return named(name, sum)
  }
}
