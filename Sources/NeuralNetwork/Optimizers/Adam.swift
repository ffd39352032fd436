import CKernels

/// Steps scaled by running means of the gradient and of its square.
///
///     m ← m + (1 − β₁)(g − m)            v ← β₂ v + (1 − β₂) g²
///     θ ← θ − lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
///
/// - Source: Kingma and Ba, "Adam", 2015, algorithm 1; PyTorch, `torch.optim.Adam`.
package struct Adam: Optimizer {
  package static let declaration = BlockDeclaration(
    "adam",
    summary: "steps scaled by running means of the gradient and of its square",
    settings: [
      Setting(
        "lr", aliases: ["learning_rate"], kind: .number(0...1e6), default: .number(0.001),
        summary: "step size"),
      Setting(
        "beta1", kind: .number(0...1), default: .number(0.9),
        summary: "part of the mean gradient that is kept"),
      Setting(
        "beta2", kind: .number(0...1), default: .number(0.999),
        summary: "part of the mean squared gradient that is kept"),
      Setting(
        "eps", kind: .number(0...1), default: .number(1e-8),
        summary: "added to the root, so that nothing is divided by zero"),
      Setting(
        "weight_decay", kind: .number(0...1e6), default: .number(0),
        summary: "pull of each parameter towards zero, through its gradient"),
    ],
    example: "adam lr=0.01",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html")

  package var learningRate: Double
  /// β₁
  package let beta1: Double
  /// β₂
  package let beta2: Double
  /// ε
  package let epsilon: Double
  /// λ
  package let weightDecay: Double

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    learningRate = settings.number("lr") ?? 0.001
    beta1 = settings.number("beta1") ?? 0.9
    beta2 = settings.number("beta2") ?? 0.999
    epsilon = settings.number("eps") ?? 1e-8
    weightDecay = settings.number("weight_decay") ?? 0
  }

  package var stateNames: [String] { ["exp_avg", "exp_avg_sq"] }

  package var label: String {
    "adam lr=\(learningRate)" + (beta1 == 0.9 ? "" : " beta1=\(beta1)")
      + (beta2 == 0.999 ? "" : " beta2=\(beta2)") + (epsilon == 1e-8 ? "" : " eps=\(epsilon)")
      + (weightDecay == 0 ? "" : " weight_decay=\(weightDecay)")
  }

  package var pytorch: String {
    "optim.Adam(net.parameters(), lr=\(learningRate)"
      + (beta1 == 0.9 && beta2 == 0.999 ? "" : ", betas=(\(beta1), \(beta2))")
      + (epsilon == 1e-8 ? "" : ", eps=\(epsilon)")
      + (weightDecay == 0 ? "" : ", weight_decay=\(weightDecay)") + ")"
  }

  package func update(_ buffers: OptimizerBuffers) {
    var settings = gradus_adam(
      beta1_complement: Float(1 - beta1), beta2: Float(beta2),
      beta2_complement: Float(1 - beta2), epsilon: Float(epsilon),
      step_size: Float(buffers.learningRate / (1 - Self.power(beta1, buffers.step))),
      bias_correction2_root: Float((1 - Self.power(beta2, buffers.step)).squareRoot()),
      weight_decay: Float(weightDecay), shrink: 1)
    buffers.kernels.pointee.adam(
      buffers.count, buffers.parameters, buffers.gradients, buffers.state[0], buffers.state[1],
      &settings)
  }

  /// base^exponent by squaring, so that no machine's library decides the last bit.
  static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
