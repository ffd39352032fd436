/// Squared near the target, straight further away: far-off samples pull no harder than others.
///
///     loss = mean(½ d² where |d| < δ, else δ (|d| − ½ δ))        d = ŷ − y
///     ∂loss/∂ŷ = clamp(d, −δ, δ) / n
///
/// Output and targets: [batch × values]; the mean is over all n of them.
///
/// - Source: Huber, "Robust Estimation of a Location Parameter", 1964; PyTorch,
///   `torch.nn.HuberLoss`.
package struct Huber: ReducedLoss {
  package static let declaration = BlockDeclaration(
    "huber", aliases: ["huber_loss"],
    summary: "½ d² where the difference d is below delta, else delta (|d| - ½ delta)",
    settings: [
      Setting(
        "delta", kind: .number(1e-6...1e6), default: .number(1),
        summary: "difference from which on the loss is straight"),
      Reduction.setting,
    ],
    example: "huber delta=1",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html")

  /// δ
  package let delta: Double

  package let reduction: Reduction

  package init(settings: Settings) {
    reduction = Reduction(settings)
    delta = Self.declaration.completed(settings).number("delta") ?? 1
  }

  package var pytorch: String {
    let words = reduction.arguments + (delta == 1 ? [] : ["delta=\(delta)"])
    return "nn.HuberLoss(\(words.joined(separator: ", ")))"
  }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let count = buffers.count
    let share = reduction.share(of: count)
    let delta = Float(delta)
    var sum: Float = 0
    for index in 0..<count {
      let difference = buffers.output[index] - buffers.values[index]
      let size = difference.magnitude
      sum += size < delta ? 0.5 * size * size : delta * (size - 0.5 * delta)
      let slope = difference >= delta ? delta : difference <= -delta ? -delta : difference
      buffers.gradient?[index] = slope * share
    }
    return reduction.value(sum, of: count)
  }
}

extension Huber {
  /// mean f(d), d = ŷ − y. The slope has corners, the function has none.
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    let delta = delta
    return sample.reducedDifferences(
      reduction, in: &graph,
      ScalarFunction(
        "huber \(delta)", "½ d² where |d| < delta, else delta (|d| - ½ delta)",
        derivative: "d, at most ±delta"
      ) { d in
        d.magnitude < delta ? 0.5 * d * d : delta * (d.magnitude - 0.5 * delta)
      } slope: { d, _ in
        d >= delta ? delta : d <= -delta ? -delta : d
      })
  }
}
