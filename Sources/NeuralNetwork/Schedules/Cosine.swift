/// The rate falls along half a wave of the cosine: slowly, fast, slowly. After `t_max` steps it
/// rises again the same way, as PyTorch's does.
///
///     rate = min + (base − min) · (1 + cos(π step / t_max)) / 2
///
/// - Source: Loshchilov and Hutter, "SGDR", 2017; PyTorch,
///   `torch.optim.lr_scheduler.CosineAnnealingLR`.
package struct Cosine: Schedule {
  package static let declaration = BlockDeclaration(
    "cosine", aliases: ["cosine_annealing", "cosine_annealing_lr"],
    summary: "the rate falls along half a cosine wave, from base to eta_min in t_max steps",
    settings: [
      Setting("t_max", kind: .integer(1...Int.max), summary: "steps from the top to the bottom"),
      Setting(
        "eta_min", kind: .number(0...1e6), default: .number(0), summary: "the lowest rate"),
    ],
    example: "cosine t_max=100",
    source:
      "https://docs.pytorch.org/docs/stable/generated/"
      + "torch.optim.lr_scheduler.CosineAnnealingLR.html")

  /// Steps from the top to the bottom.
  package let length: Int
  /// The lowest rate.
  package let minimum: Double

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    length = max(settings.integer("t_max") ?? 1, 1)
    minimum = settings.number("eta_min") ?? 0
  }

  package var label: String {
    "cosine t_max=\(length)" + (minimum == 0 ? "" : " eta_min=\(minimum)")
  }
  package var pytorch: String {
    "optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=\(length)"
      + (minimum == 0 ? "" : ", eta_min=\(minimum)") + ")"
  }

  package func rate(base: Double, step: Int) -> Double {
    // Within one wave, so that large steps lose no digits.
    let (wave, overflow) = length.multipliedReportingOverflow(by: 2)
    let part = Double(overflow ? step : step % wave) / Double(length)
    return minimum + (base - minimum) * (1 + ScalarMath.cos(Double.pi * part)) / 2
  }
}
