/// What is done to the gradients before the optimizer reads them, whichever it is.
///
///     l1          g ← g + λ sign(θ)          the gradient of a penalty λ Σ|θ| on the loss
///     clip_value  g ← clamp(g, −c, c)        each on its own
///     clip_norm   g ← g · min(1, c / (‖g‖ + 10⁻⁶))        all together, ‖g‖ over all layers
///     maximize    g ← −g                     uphill: the loss is to be made large
///
/// In this order, so that what was clipped keeps both promises. The gradients are changed where
/// they lie, as `torch.nn.utils.clip_grad_norm_` does: what is shown afterwards is what the
/// optimizer read.
///
/// - Source: Tibshirani 1996 (l1); Pascanu, Mikolov and Bengio 2013 (clip_norm); PyTorch,
///   `torch.nn.utils.clip_grad_norm_`, `clip_grad_value_`.
public struct GradientRules: Sendable, Equatable {
  /// To be listed by every optimizer, behind its own.
  public static let settings = [
    Setting(
      "l1", kind: .number(0...1e6), default: .number(0),
      summary: "even pull of each parameter towards zero, through its gradient"),
    Setting(
      "clip_value", aliases: ["clip_grad_value", "clipvalue"], kind: .number(0...1e6),
      optional: true,
      summary: "the largest gradient of one parameter; larger ones are cut"),
    Setting(
      "clip_norm", aliases: ["clip", "clip_grad_norm", "clipnorm", "max_norm"],
      kind: .number(0...1e6), optional: true,
      summary: "the largest length of all gradients together; longer ones are scaled down"),
    Setting(
      "maximize", kind: .flag, default: .flag(false),
      summary: "whether steps go uphill, to make the loss large"),
  ]

  /// λ
  public let l1: Double
  /// The largest gradient of one parameter.
  public let clipValue: Double?
  /// The largest length of all gradients together.
  public let clipNorm: Double?
  /// Whether steps go uphill.
  public let isAscent: Bool

  /// The rules among an optimizer's settings.
  public init(settings: Settings) {
    l1 = settings.number("l1") ?? 0
    clipValue = settings.number("clip_value")
    clipNorm = settings.number("clip_norm")
    isAscent = settings.flag("maximize")
  }

  /// Nothing is done.
  var isEmpty: Bool { l1 == 0 && clipValue == nil && clipNorm == nil && !isAscent }

  /// " l1=0.001 clip_norm=1.0", to follow an optimizer's label; empty where there are no rules.
  var label: String {
    (l1 == 0 ? "" : " l1=\(l1)") + (clipValue.map { " clip_value=\($0)" } ?? "")
      + (clipNorm.map { " clip_norm=\($0)" } ?? "") + (isAscent ? " maximize=true" : "")
  }

  /// What stands between `loss.backward()` and `optimizer.step()` in PyTorch, a line each.
  public var pytorch: [String] {
    var lines: [String] = []
    if l1 != 0 {
      lines.append("for p in net.parameters():")
      lines.append("    if p.requires_grad: p.grad += \(l1) * p.detach().sign()")
    }
    if let clipValue {
      lines.append("nn.utils.clip_grad_value_(net.parameters(), \(clipValue))")
    }
    if let clipNorm {
      lines.append("nn.utils.clip_grad_norm_(net.parameters(), \(clipNorm))")
    }
    if isAscent { lines.append("for p in net.parameters(): p.grad.neg_()") }
    return lines
  }

  func apply(_ buffers: OptimizerBuffers) {
    pull(buffers)
    clip(buffers)
  }

  /// The penalty's part of the gradients.
  func pull(_ buffers: OptimizerBuffers) {
    guard l1 != 0 else { return }
    let pull = Float(l1)
    for index in 0..<buffers.count {
      let parameter = buffers.parameters[index]
      if parameter > 0 { buffers.gradients[index] += pull }
      if parameter < 0 { buffers.gradients[index] -= pull }
    }
  }

  /// Cuts and scales the gradients.
  func clip(_ buffers: OptimizerBuffers) {
    let gradients = buffers.gradients
    if let limit = clipValue.map({ Float($0) }) {
      for index in 0..<buffers.count {
        if gradients[index] > limit { gradients[index] = limit }
        if gradients[index] < -limit { gradients[index] = -limit }
      }
    }
    if let limit = clipNorm {
      let scale = Float(limit / (Self.norm(gradients, buffers.count) + 1e-6))
      // Not `scale < 1`, which would hide a gradient that is no number.
      if !(scale >= 1) {
        for index in 0..<buffers.count { gradients[index] *= scale }
      }
    }
    if isAscent {
      for index in 0..<buffers.count { gradients[index] = -gradients[index] }
    }
  }

  /// √Σg², in eight lanes of Double and a fixed tree, so that every machine gets the same bits.
  private static func norm(_ values: UnsafeMutablePointer<Float>, _ count: Int) -> Double {
    var lanes = SIMD8<Double>()
    for start in stride(from: 0, to: count, by: 8) {
      for lane in 0..<min(8, count - start) {
        let value = Double(values[start + lane])
        lanes[lane] += value * value
      }
    }
    let four = lanes.lowHalf + lanes.highHalf
    let two = four.lowHalf + four.highHalf
    return (two[0] + two[1]).squareRoot()
  }
}

extension GradientRules {
  /// The rules for one parameter; ‖g‖ is of all of them that are not frozen.
  func trace(in update: inout UpdateTrace, frozen: [Range<Int>] = []) -> Int {
    var gradient = update.gradient
    if l1 != 0 {
      let pull = update.setting("l1", l1)
      let sign = update.graph.apply(.sign, update.parameter)
      let product = update.graph.multiply(pull, sign)
      let sum = update.graph.add(gradient, product)
      gradient = update.named("grad with l1", sum)
    }
    if let clipValue {
      let limit = update.setting("clip_value", clipValue)
      let below = update.graph.append(.negative, [limit])
      let bounded = update.graph.append(.minimum, [gradient, limit])
      let clipped = update.graph.append(.maximum, [bounded, below])
      gradient = update.named("clipped grad", clipped)
    }
    if let clipNorm {
      let limit = update.setting("clip_norm", clipNorm)
      let norm = update.setting("norm of all gradients", norm(of: update.training, frozen: frozen))
      let one = update.graph.constant(1)
      let least = update.graph.constant(1e-6)
      let safe = update.graph.add(norm, least)
      let ratio = update.graph.divide(limit, safe)
      let smaller = update.graph.append(.minimum, [one, ratio])
      let scale = update.named("scale", smaller)
      let scaled = update.graph.multiply(gradient, scale)
      gradient = update.named("scaled grad", scaled)
    }
    if isAscent {
      let turned = update.graph.append(.negative, [gradient])
      gradient = update.named("turned grad", turned)
    }
    return gradient
  }

  /// √Σg² after the rules before it.
  private func norm(of training: TrainingState, frozen: [Range<Int>]) -> Double {
    var sum = 0.0
    let (gradients, parameters) = (training.gradients, training.network.parameters)
    for index in gradients.indices where !frozen.contains(where: { $0.contains(index) }) {
      let parameter = parameters[index]
      var gradient = Double(gradients[index])
      if l1 != 0, parameter != 0 { gradient += parameter > 0 ? l1 : -l1 }
      if let clipValue { gradient = max(min(gradient, clipValue), -clipValue) }
      sum += gradient * gradient
    }
    return sum.squareRoot()
  }
}
