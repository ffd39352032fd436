import CKernels

/// Adam with a pull towards zero that its scaling does not touch.
///
///     θ ← θ − lr λ θ
///     m ← m + (1 − β₁)(g − m)            v ← β₂ v + (1 − β₂) g²
///     θ ← θ − lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
///
/// - Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019; PyTorch,
///   `torch.optim.AdamW`.
package struct AdamW: Optimizer {
  package static let declaration = BlockDeclaration(
    "adamw",
    summary: "adam with a pull towards zero that its scaling does not touch",
    settings: Adam.settings(
      weightDecay: 0.01, "part of each parameter that is taken off, times lr"),
    example: "adamw lr=0.001 weight_decay=0.01",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html")

  /// The same without the pull.
  private var adam: Adam
  /// λ
  package let weightDecay: Double

  package init(settings: Settings) {
    var settings = Self.declaration.completed(settings)
    weightDecay = settings.number("weight_decay") ?? 0.01
    settings.values["weight_decay"] = .number(0)
    adam = Adam(settings: settings)
  }

  package var learningRate: Double {
    get { adam.learningRate }
    set { adam.learningRate = newValue }
  }

  package var gradientRules: GradientRules { adam.gradientRules }
  package var stateNames: [String] { adam.stateNames }

  package var label: String {
    "adamw" + adam.words + (weightDecay == 0.01 ? "" : " weight_decay=\(weightDecay)")
      + gradientRules.label
  }

  package var pytorch: String {
    "optim.AdamW(net.parameters()" + adam.arguments
      + (weightDecay == 0.01 ? "" : ", weight_decay=\(weightDecay)") + ")"
  }

  package func update(_ buffers: OptimizerBuffers) {
    adam.update(buffers, shrink: Float(1 - buffers.learningRate * weightDecay))
  }
}

extension AdamW {
  /// The parameter is shrunk first, by lr λ of itself; then adam's step.
  package func trace(_ update: inout UpdateTrace) -> Int {
    guard weightDecay != 0 else {
      return adam.trace(&update, gradient: update.gradient, from: update.parameter)
    }
    let shrunk = update.shrunkParameter(weightDecay)
    return adam.trace(&update, gradient: update.gradient, from: shrunk)
  }
}
