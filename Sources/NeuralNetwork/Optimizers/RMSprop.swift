/// Steps scaled by the running mean of the squared gradient.
///
///     g = ∂loss/∂θ + λ θ
///     s ← α s + (1 − α) g²
///     m ← m + (1 − α)(g − m)                     where centered; else m = 0
///     d = g / (√(s − m²) + ε)
///     v ← μ v + d                                where there is momentum μ; else v = d
///     θ ← θ − lr · v
///
/// - Source: Hinton, "Neural Networks for Machine Learning", lecture 6e, 2012; Graves 2013
///   (centered); PyTorch, `torch.optim.RMSprop`.
package struct RMSprop: Optimizer {
  package static let declaration = BlockDeclaration(
    "rmsprop",
    summary: "steps scaled by the running mean of the squared gradient",
    settings: [
      Setting(
        "lr", aliases: ["learning_rate"], kind: .number(0...1e6), default: .number(0.01),
        summary: "step size"),
      Setting(
        "alpha", kind: .number(0...1), default: .number(0.99),
        summary: "part of the mean squared gradient that is kept"),
      Setting(
        "eps", kind: .number(0...1), default: .number(1e-8),
        summary: "added to the root, so that nothing is divided by zero"),
      Setting(
        "weight_decay", kind: .number(0...1e6), default: .number(0),
        summary: "pull of each parameter towards zero, through its gradient"),
      Setting(
        "momentum", kind: .number(0...1), default: .number(0),
        summary: "part of the last step that is kept"),
      Setting(
        "centered", kind: .flag, default: .flag(false),
        summary: "whether the mean gradient is taken off before squaring"),
    ] + GradientRules.settings,
    example: "rmsprop lr=0.01",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html")

  package var learningRate: Double
  /// α
  package let alpha: Double
  /// ε
  package let epsilon: Double
  /// λ
  package let weightDecay: Double
  /// μ
  package let momentum: Double
  /// Whether the mean gradient is taken off before squaring.
  package let isCentered: Bool
  package let gradientRules: GradientRules

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    learningRate = settings.number("lr") ?? 0.01
    alpha = settings.number("alpha") ?? 0.99
    epsilon = settings.number("eps") ?? 1e-8
    weightDecay = settings.number("weight_decay") ?? 0
    momentum = settings.number("momentum") ?? 0
    isCentered = settings.flag("centered")
    gradientRules = GradientRules(settings: settings)
  }

  package var stateNames: [String] {
    ["square_avg"] + (momentum == 0 ? [] : ["momentum_buffer"]) + (isCentered ? ["grad_avg"] : [])
  }

  package var label: String {
    "rmsprop lr=\(learningRate)" + (alpha == 0.99 ? "" : " alpha=\(alpha)")
      + (epsilon == 1e-8 ? "" : " eps=\(epsilon)")
      + (weightDecay == 0 ? "" : " weight_decay=\(weightDecay)")
      + (momentum == 0 ? "" : " momentum=\(momentum)")
      + (isCentered ? " centered=true" : "") + gradientRules.label
  }

  package var pytorch: String {
    "optim.RMSprop(net.parameters(), lr=\(learningRate)"
      + (alpha == 0.99 ? "" : ", alpha=\(alpha)")
      + (epsilon == 1e-8 ? "" : ", eps=\(epsilon)")
      + (weightDecay == 0 ? "" : ", weight_decay=\(weightDecay)")
      + (momentum == 0 ? "" : ", momentum=\(momentum)")
      + (isCentered ? ", centered=True" : "") + ")"
  }

  package func update(_ buffers: OptimizerBuffers) {
    let square = buffers.state[0]
    let velocity = momentum == 0 ? nil : buffers.state[1]
    let mean = isCentered ? buffers.state[momentum == 0 ? 1 : 2] : nil
    let (keep, add) = (Float(alpha), Float(1 - alpha))
    let (rate, decay) = (Float(buffers.learningRate), Float(weightDecay))
    let (inertia, epsilon) = (Float(momentum), Float(epsilon))
    for index in 0..<buffers.count {
      let parameter = buffers.parameters[index]
      let gradient =
        decay == 0
        ? buffers.gradients[index] : buffers.gradients[index].addingProduct(decay, parameter)
      square[index] = (keep * square[index]).addingProduct(add, gradient * gradient)
      var variance = square[index]
      if let mean {
        mean[index].approach(gradient, by: add)
        variance -= mean[index] * mean[index]
      }
      let scale = variance.squareRoot() + epsilon
      if let velocity {
        velocity[index] = inertia * velocity[index] + gradient / scale
        buffers.parameters[index] = parameter.addingProduct(-rate, velocity[index])
      } else {
        buffers.parameters[index] = parameter - rate * gradient / scale
      }
    }
  }
}

extension RMSprop {
  /// s = α s + (1 − α) g²;  w − lr · g / (√s + ε), of which momentum keeps a part
  package func trace(_ update: inout UpdateTrace) -> Int {
    let gradient = update.decayed(weightDecay)
    let square = update.graph.apply(.square, gradient)
    var scale = update.mean("s", update.state[0], square, keeping: alpha, called: "alpha")
    if isCentered {
      let mean = update.mean(
        "mean", update.state[momentum == 0 ? 1 : 2], gradient, keeping: alpha, called: "alpha")
      let squared = update.graph.apply(.square, mean)
      let variance = update.graph.subtract(scale, squared)
      scale = update.named("variance", variance)
    }
    guard momentum != 0 else {
      return update.scaledStep(gradient, update.learningRate, by: scale, epsilon)
    }
    let root = update.graph.apply(.sqrt, scale)
    let small = update.setting("eps", epsilon)
    let divisor = update.graph.add(root, small)
    let part = update.graph.divide(gradient, divisor)
    let inertia = update.setting("momentum", momentum)
    let kept = update.graph.multiply(inertia, update.state[1])
    let sum = update.graph.add(kept, part)
    let velocity = update.named("v", sum)
    let step = update.graph.multiply(update.learningRate, velocity)
    return update.graph.subtract(update.parameter, step)
  }
}
