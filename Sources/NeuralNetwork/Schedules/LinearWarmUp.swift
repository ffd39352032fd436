/// The rate goes evenly from one share of the optimizer's rate to another, and stays there: a
/// warm-up where the first share is the smaller one.
///
///     rate = base · (start + (end − start) · min(step, total) / total)
///
/// - Source: Goyal et al., "Accurate, Large Minibatch SGD", 2017, §2.2; PyTorch,
///   `torch.optim.lr_scheduler.LinearLR`.
package struct LinearWarmUp: Schedule {
  package static let declaration = BlockDeclaration(
    "linear", aliases: ["linear_lr", "warmup", "warm_up"],
    summary: "the rate grows evenly from start_factor · base to end_factor · base, then stays",
    settings: [
      Setting(
        "start_factor", kind: .number(0...1), default: .number(1.0 / 3),
        summary: "share of the rate at the first step"),
      Setting(
        "end_factor", kind: .number(0...1), default: .number(1),
        summary: "share of the rate at the end"),
      Setting(
        "total_iters", aliases: ["steps"], kind: .integer(1...Int.max), default: .integer(5),
        summary: "steps from one to the other"),
    ],
    example: "linear start_factor=0.1 total_iters=5",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html")

  /// Share of the rate at the first step.
  package let start: Double
  /// Share of the rate at the end.
  package let end: Double
  /// Steps from one to the other.
  package let length: Int

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    start = settings.number("start_factor") ?? 1.0 / 3
    end = settings.number("end_factor") ?? 1
    length = max(settings.integer("total_iters") ?? 5, 1)
  }

  package var label: String {
    "linear start_factor=\(start)" + (end == 1 ? "" : " end_factor=\(end)")
      + " total_iters=\(length)"
  }
  package var pytorch: String {
    "optim.lr_scheduler.LinearLR(optimizer, start_factor=\(start)"
      + (end == 1 ? "" : ", end_factor=\(end)") + ", total_iters=\(length))"
  }

  package func rate(base: Double, step: Int) -> Double {
    base * (start + (end - start) * Double(min(step, length)) / Double(length))
  }
}
