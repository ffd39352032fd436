import CKernels

/// A step against the gradient, with momentum where asked for.
///
///     g = ∂loss/∂θ + λ θ
///     v ← μ v + (1 − τ) g          (momentum μ, dampening τ; at the first step v = g)
///     θ ← θ − lr · v               (Nesterov: θ ← θ − lr (g + μ v))
///
/// As PyTorch does, it has Nesterov's way only with momentum and without dampening.
///
/// - Source: Robbins and Monro 1951; Polyak 1964; Sutskever et al. 2013; PyTorch,
///   `torch.optim.SGD`.
package struct SGD: Optimizer {
  package static let declaration = BlockDeclaration(
    "sgd",
    summary: "a step against the gradient: θ - lr · gradient",
    settings: [
      Setting(
        "lr", aliases: ["learning_rate"], kind: .number(0...1e6), default: .number(0.001),
        summary: "step size"),
      Setting(
        "momentum", kind: .number(0...1), default: .number(0),
        summary: "part of the last step that is kept"),
      Setting(
        "dampening", kind: .number(0...1), default: .number(0),
        summary: "part of each gradient that the momentum leaves out"),
      Setting(
        "weight_decay", kind: .number(0...1e6), default: .number(0),
        summary: "pull of each parameter towards zero"),
      Setting(
        "nesterov", kind: .flag, default: .flag(false),
        summary: "whether the gradient is looked up ahead"),
    ] + GradientRules.settings,
    example: "sgd lr=0.5",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html")

  package var learningRate: Double
  /// μ
  package let momentum: Double
  /// τ
  package let dampening: Double
  /// λ
  package let weightDecay: Double
  /// Whether the gradient is looked up ahead.
  package let isNesterov: Bool
  package let gradientRules: GradientRules

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    learningRate = settings.number("lr") ?? 0.001
    momentum = settings.number("momentum") ?? 0
    dampening = settings.number("dampening") ?? 0
    weightDecay = settings.number("weight_decay") ?? 0
    isNesterov = settings.flag("nesterov")
    gradientRules = GradientRules(settings: settings)
  }

  /// - Throws: `NetworkError.nesterovWithoutMomentum`.
  package func check() throws(NetworkError) {
    if isNesterov, momentum == 0 || dampening > 0 { throw .nesterovWithoutMomentum }
  }

  package var stateNames: [String] { momentum == 0 ? [] : ["momentum_buffer"] }

  package var label: String {
    "sgd lr=\(learningRate)" + (momentum == 0 ? "" : " momentum=\(momentum)")
      + (dampening == 0 ? "" : " dampening=\(dampening)")
      + (weightDecay == 0 ? "" : " weight_decay=\(weightDecay)")
      + (isNesterov ? " nesterov=true" : "") + gradientRules.label
  }

  package var pytorch: String {
    "optim.SGD(net.parameters(), lr=\(learningRate)"
      + (momentum == 0 ? "" : ", momentum=\(momentum)")
      + (dampening == 0 ? "" : ", dampening=\(dampening)")
      + (weightDecay == 0 ? "" : ", weight_decay=\(weightDecay)")
      + (isNesterov ? ", nesterov=True" : "") + ")"
  }

  package func update(_ buffers: OptimizerBuffers) {
    var settings = gradus_sgd(
      learning_rate: Float(buffers.learningRate), momentum: Float(momentum),
      weight_decay: Float(weightDecay), nesterov: isNesterov, is_first_step: buffers.step == 1)
    if dampening > 0, let velocity = buffers.state.first {
      update(buffers, velocity)
    } else {
      buffers.kernels.pointee.sgd(
        buffers.count, buffers.parameters, buffers.gradients, buffers.state.first, &settings)
    }
  }

  /// The kernel's loop with dampening.
  private func update(_ buffers: OptimizerBuffers, _ velocity: UnsafeMutablePointer<Float>) {
    let (rate, decay) = (Float(buffers.learningRate), Float(weightDecay))
    let (keep, part) = (Float(momentum), Float(1 - dampening))
    for index in 0..<buffers.count {
      let parameter = buffers.parameters[index]
      // Not 0 · ∞, which would make NaN of a parameter that has run away.
      let gradient =
        decay == 0
        ? buffers.gradients[index] : buffers.gradients[index].addingProduct(decay, parameter)
      velocity[index] =
        buffers.step == 1
        ? gradient : (keep * velocity[index]).addingProduct(part, gradient)
      let change = isNesterov ? gradient.addingProduct(keep, velocity[index]) : velocity[index]
      buffers.parameters[index] = parameter.addingProduct(-rate, change)
    }
  }
}

extension SGD {
  /// v = μ v + (1 − τ) g;  w − lr · v
  package func trace(_ update: inout UpdateTrace) -> Int {
    var change = update.decayed(weightDecay)
    if momentum != 0 {
      let gradient = change
      let inertia = update.setting("momentum", momentum)
      if update.step == 1 {
        change = update.graph.append(.copy, [gradient])
      } else {
        let kept = update.graph.multiply(inertia, update.state[0])
        var part = gradient
        if dampening != 0 {
          let one = update.graph.constant(1)
          let taken = update.setting("dampening", dampening)
          let share = update.graph.subtract(one, taken)
          part = update.graph.multiply(share, gradient)
        }
        change = update.graph.add(kept, part)
      }
      change = update.named("v", change)
      if isNesterov {
        let ahead = update.graph.multiply(inertia, change)
        let sum = update.graph.add(gradient, ahead)
        change = update.named("ahead", sum)
      }
    }
    let step = update.graph.multiply(update.learningRate, change)
    return update.graph.subtract(update.parameter, step)
  }
}
