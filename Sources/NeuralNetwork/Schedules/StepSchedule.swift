/// The rate falls by a factor every so many steps.
///
///     rate = base · γ^⌊step / size⌋
///
/// - Source: PyTorch, `torch.optim.lr_scheduler.StepLR`.
package struct StepSchedule: Schedule {
  package static let declaration = BlockDeclaration(
    "step", aliases: ["step_lr"],
    summary: "the rate falls by a factor every so many steps: base · gamma^⌊step / step_size⌋",
    settings: [
      Setting(
        "step_size", aliases: ["size"], kind: .integer(1...Int.max),
        summary: "steps from one fall to the next"),
      Setting(
        "gamma", kind: .number(0...1e6), default: .number(0.1), summary: "factor of each fall"),
    ],
    example: "step step_size=30 gamma=0.1",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html")

  /// Steps from one fall to the next.
  package let size: Int
  /// γ
  package let gamma: Double

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    size = max(settings.integer("step_size") ?? 1, 1)
    gamma = settings.number("gamma") ?? 0.1
  }

  package var label: String { "step step_size=\(size) gamma=\(gamma)" }
  package var pytorch: String {
    "optim.lr_scheduler.StepLR(optimizer, step_size=\(size), gamma=\(gamma))"
  }

  package func rate(base: Double, step: Int) -> Double {
    base * gamma.raised(to: step / size)
  }
}
