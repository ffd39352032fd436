import CKernels

/// Steps scaled by running means of the gradient and of its square.
///
///     g = ∂loss/∂θ + λ θ
///     m ← m + (1 − β₁)(g − m)            v ← β₂ v + (1 − β₂) g²
///     θ ← θ − lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
///
/// With `amsgrad`, the largest v so far stands in the last line.
///
/// - Source: Kingma and Ba, "Adam", 2015, algorithm 1; Reddi, Kale and Kumar 2018 (amsgrad);
///   PyTorch, `torch.optim.Adam`.
package struct Adam: Optimizer {
  package static let declaration = BlockDeclaration(
    "adam",
    summary: "steps scaled by running means of the gradient and of its square",
    settings: settings(
      weightDecay: 0, "pull of each parameter towards zero, through its gradient",
      more: [
        Setting(
          "decoupled_weight_decay", kind: .flag, default: .flag(false),
          summary: "whether the pull goes past the gradient, as in adamw")
      ]),
    example: "adam lr=0.01",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html")

  /// What this and `AdamW` take.
  static func settings(
    weightDecay: Double, _ summary: String, more: [Setting] = []
  ) -> [Setting] {
    [
      Setting(
        "lr", aliases: ["learning_rate"], kind: .number(0...1e6), default: .number(0.001),
        summary: "step size"),
      Setting(
        "beta1", tuple: "betas", kind: .number(0...0.9999), default: .number(0.9),
        summary: "part of the mean gradient that is kept; betas=(0.9, 0.999) sets both"),
      Setting(
        "beta2", tuple: "betas", kind: .number(0...0.9999), default: .number(0.999),
        summary: "part of the mean squared gradient that is kept"),
      Setting(
        "eps", kind: .number(0...1), default: .number(1e-8),
        summary: "added to the root, so that nothing is divided by zero"),
      Setting(
        "weight_decay", kind: .number(0...1e6), default: .number(weightDecay), summary: summary),
      Setting(
        "amsgrad", kind: .flag, default: .flag(false),
        summary: "whether the largest mean squared gradient so far scales the step"),
    ] + more + GradientRules.settings
  }

  package var learningRate: Double
  /// β₁
  package let beta1: Double
  /// β₂
  package let beta2: Double
  /// ε
  package let epsilon: Double
  /// λ
  package let weightDecay: Double
  /// Whether the largest v so far scales the step.
  package let keepsLargest: Bool
  /// Whether weight decay goes past the gradient, as in `AdamW`.
  package let isDecoupled: Bool
  package let gradientRules: GradientRules

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    learningRate = settings.number("lr") ?? 0.001
    beta1 = settings.number("beta1") ?? 0.9
    beta2 = settings.number("beta2") ?? 0.999
    epsilon = settings.number("eps") ?? 1e-8
    weightDecay = settings.number("weight_decay") ?? 0
    keepsLargest = settings.flag("amsgrad")
    isDecoupled = settings.flag("decoupled_weight_decay")
    gradientRules = GradientRules(settings: settings)
  }

  package var stateNames: [String] {
    ["exp_avg", "exp_avg_sq"] + (keepsLargest ? ["max_exp_avg_sq"] : [])
  }

  package var label: String {
    "adam" + words + (weightDecay == 0 ? "" : " weight_decay=\(weightDecay)")
      + (isDecoupled ? " decoupled_weight_decay=true" : "") + gradientRules.label
  }

  package var pytorch: String {
    "optim.Adam(net.parameters()" + arguments
      + (weightDecay == 0 ? "" : ", weight_decay=\(weightDecay)")
      + (isDecoupled ? ", decoupled_weight_decay=True" : "") + ")"
  }

  /// What follows the name in the label.
  var words: String {
    " lr=\(learningRate)" + (beta1 == 0.9 ? "" : " beta1=\(beta1)")
      + (beta2 == 0.999 ? "" : " beta2=\(beta2)") + (epsilon == 1e-8 ? "" : " eps=\(epsilon)")
      + (keepsLargest ? " amsgrad=true" : "")
  }

  /// What follows the parameters in PyTorch.
  var arguments: String {
    ", lr=\(learningRate)"
      + (beta1 == 0.9 && beta2 == 0.999 ? "" : ", betas=(\(beta1), \(beta2))")
      + (epsilon == 1e-8 ? "" : ", eps=\(epsilon)") + (keepsLargest ? ", amsgrad=True" : "")
  }

  package func update(_ buffers: OptimizerBuffers) {
    update(buffers, shrink: isDecoupled ? Float(1 - buffers.learningRate * weightDecay) : 1)
  }

  /// - Parameter shrink: what each parameter is multiplied by beforehand.
  func update(_ buffers: OptimizerBuffers, shrink: Float) {
    var settings = gradus_adam(
      beta1_complement: Float(1 - beta1), beta2: Float(beta2),
      beta2_complement: Float(1 - beta2), epsilon: Float(epsilon),
      step_size: Float(buffers.learningRate / (1 - beta1.raised(to: buffers.step))),
      bias_correction2_root: Float((1 - beta2.raised(to: buffers.step)).squareRoot()),
      weight_decay: isDecoupled ? 0 : Float(weightDecay), shrink: shrink)
    if keepsLargest {
      updateByLargest(buffers, settings)
    } else {
      buffers.kernels.pointee.adam(
        buffers.count, buffers.parameters, buffers.gradients, buffers.state[0], buffers.state[1],
        &settings)
    }
  }

  /// The kernel's loop with one more array.
  private func updateByLargest(_ buffers: OptimizerBuffers, _ settings: gradus_adam) {
    let (mean, square, largest) = (buffers.state[0], buffers.state[1], buffers.state[2])
    for index in 0..<buffers.count {
      let parameter = buffers.parameters[index] * settings.shrink
      let gradient =
        settings.weight_decay == 0
        ? buffers.gradients[index]
        : buffers.gradients[index].addingProduct(settings.weight_decay, parameter)
      mean[index].approach(gradient, by: settings.beta1_complement)
      square[index] = (settings.beta2 * square[index])
        .addingProduct(settings.beta2_complement * gradient, gradient)
      if !(square[index] <= largest[index]) { largest[index] = square[index] }
      let scale =
        largest[index].squareRoot() / settings.bias_correction2_root + settings.epsilon
      buffers.parameters[index] = parameter - settings.step_size * mean[index] / scale
    }
  }
}

extension Adam {
  package func trace(_ update: inout UpdateTrace) -> Int {
    if isDecoupled, weightDecay != 0 {
      let start = update.shrunkParameter(weightDecay)
      return trace(&update, gradient: update.gradient, from: start)
    }
    let gradient = update.decayed(weightDecay)
    return trace(&update, gradient: gradient, from: update.parameter)
  }

  /// m and v, corrected for their start at zero; start − lr · m̂ / (√v̂ + ε)
  func trace(_ update: inout UpdateTrace, gradient: Int, from start: Int) -> Int {
    let mean = update.mean("m", update.state[0], gradient, keeping: beta1, called: "beta1")
    let squared = update.graph.apply(.square, gradient)
    var square = update.mean("v", update.state[1], squared, keeping: beta2, called: "beta2")
    if keepsLargest {
      let larger = update.graph.append(.maximum, [update.state[2], square])
      square = update.named("largest v", larger)
    }
    let meanShare = update.setting("1 - beta1^\(update.step)", 1 - beta1.raised(to: update.step))
    let squareShare = update.setting(
      "1 - beta2^\(update.step)", 1 - beta2.raised(to: update.step))
    let correctedMean = update.graph.divide(mean, meanShare)
    let correctedSquare = update.graph.divide(square, squareShare)
    let (m, v) = (update.named("m̂", correctedMean), update.named("v̂", correctedSquare))
    let root = update.graph.apply(.sqrt, v)
    let small = update.setting("eps", epsilon)
    let scale = update.graph.add(root, small)
    let product = update.graph.multiply(update.learningRate, m)
    let step = update.graph.divide(product, scale)
    return update.graph.subtract(start, step)
  }
}
