/// The rate falls by the same factor at every step.
///
///     rate = base · γ^step
///
/// - Source: PyTorch, `torch.optim.lr_scheduler.ExponentialLR`.
package struct Exponential: Schedule {
  package static let declaration = BlockDeclaration(
    "exponential", aliases: ["exponential_lr"],
    summary: "the rate falls by the same factor at every step: base · gamma^step",
    settings: [Setting("gamma", kind: .number(0...1e6), summary: "factor of each step")],
    example: "exponential gamma=0.95",
    source:
      "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html")

  /// γ
  package let gamma: Double

  package init(settings: Settings) {
    gamma = settings.number("gamma") ?? 1
  }

  package var label: String { "exponential gamma=\(gamma)" }
  package var pytorch: String { "optim.lr_scheduler.ExponentialLR(optimizer, gamma=\(gamma))" }

  package func rate(base: Double, step: Int) -> Double {
    base * gamma.raised(to: step)
  }
}
