/// One rise from a small rate to the highest, then one fall to almost nothing. The optimizer's own
/// rate plays no part.
///
///     first = max / div_factor        last = first / final_div_factor
///     up to step  pct_start · total − 1   from first to max
///     up to step  total − 1               from max to last, and it stays there
///
/// With `three_phase` the fall goes back to `first` as long as the rise was, and on to `last` in
/// what is left. The way from one to the other is half a cosine wave, or straight.
///
/// PyTorch also moves the momentum, unless told otherwise; this one leaves it (`cycle_momentum=
/// False`).
///
/// - Source: Smith and Topin, "Super-Convergence", 2018; PyTorch,
///   `torch.optim.lr_scheduler.OneCycleLR`.
package struct OneCycle: Schedule {
  package static let declaration = BlockDeclaration(
    "one_cycle", aliases: ["one_cycle_lr"],
    summary: "one rise to max_lr, then one fall to almost nothing, in total_steps steps",
    settings: [
      Setting("max_lr", kind: .number(0...1e6), summary: "the highest rate"),
      Setting("total_steps", kind: .integer(1...Int.max), summary: "steps from end to end"),
      Setting(
        "pct_start", kind: .number(0...1), default: .number(0.3), summary: "part of the rise"),
      Setting(
        "anneal_strategy", kind: .choice(["cos", "linear"]), default: .choice("cos"),
        summary: "the way from one rate to the next: half a cosine wave, or straight"),
      Setting(
        "div_factor", kind: .number(1e-6...1e12), default: .number(25),
        summary: "how much smaller the first rate is than the highest"),
      Setting(
        "final_div_factor", kind: .number(1e-6...1e12), default: .number(1e4),
        summary: "how much smaller the last rate is than the first"),
      Setting(
        "three_phase", kind: .flag, default: .flag(false),
        summary: "whether the fall mirrors the rise before it goes on"),
    ],
    example: "one_cycle max_lr=0.1 total_steps=100",
    source:
      "https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html")

  /// The highest rate.
  package let maximum: Double
  /// Steps from end to end.
  package let length: Int
  /// Part of the rise, 0 to 1.
  package let riseShare: Double
  /// Whether the way from one rate to the next is straight.
  package let isLinear: Bool
  /// The highest rate over the first.
  package let divisor: Double
  /// The first rate over the last.
  package let finalDivisor: Double
  /// Whether the fall mirrors the rise before it goes on.
  package let hasThreePhases: Bool

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    maximum = settings.number("max_lr") ?? 0.1
    length = max(settings.integer("total_steps") ?? 1, 1)
    riseShare = settings.number("pct_start") ?? 0.3
    isLinear = settings.choice("anneal_strategy") == "linear"
    divisor = settings.number("div_factor") ?? 25
    finalDivisor = settings.number("final_div_factor") ?? 1e4
    hasThreePhases = settings.flag("three_phase")
  }

  package var label: String {
    "one_cycle max_lr=\(maximum) total_steps=\(length)"
      + (riseShare == 0.3 ? "" : " pct_start=\(riseShare)")
      + (isLinear ? " anneal_strategy=linear" : "")
      + (divisor == 25 ? "" : " div_factor=\(divisor)")
      + (finalDivisor == 1e4 ? "" : " final_div_factor=\(finalDivisor)")
      + (hasThreePhases ? " three_phase=true" : "")
  }

  package var pytorch: String {
    "optim.lr_scheduler.OneCycleLR(optimizer, max_lr=\(maximum), total_steps=\(length)"
      + (riseShare == 0.3 ? "" : ", pct_start=\(riseShare)")
      + (isLinear ? ", anneal_strategy=\"linear\"" : "")
      + (divisor == 25 ? "" : ", div_factor=\(divisor)")
      + (finalDivisor == 1e4 ? "" : ", final_div_factor=\(finalDivisor)")
      + (hasThreePhases ? ", three_phase=True" : "") + ", cycle_momentum=False)"
  }

  package func rate(base: Double, step: Int) -> Double {
    let first = maximum / divisor
    let last = first / finalDivisor
    let total = Double(length)
    let top = riseShare * total - 1
    var phases = [(end: top, from: first, to: maximum)]
    if hasThreePhases { phases.append((2 * riseShare * total - 2, maximum, first)) }
    phases.append((total - 1, hasThreePhases ? first : maximum, last))

    let position = min(Double(step), total - 1)
    var start = 0.0
    for (index, phase) in phases.enumerated() {
      if position <= phase.end || index == phases.count - 1 {
        let part = (position - start) / (phase.end - start)
        return between(phase.from, phase.to, part.isFinite ? part : 1)
      }
      start = phase.end
    }
    return last
  }

  private func between(_ start: Double, _ end: Double, _ part: Double) -> Double {
    isLinear
      ? start + (end - start) * part
      : end + (start - end) / 2 * (1 + ScalarMath.cos(Double.pi * part))
  }
}
