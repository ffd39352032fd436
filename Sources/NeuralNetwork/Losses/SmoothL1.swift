/// The absolute difference with its corner rounded off.
///
///     loss = mean(½ d² / β where |d| < β, else |d| − ½ β)        d = ŷ − y
///     ∂loss/∂ŷ = clamp(d / β, −1, 1) / n
///
/// Output and targets: [batch × values]; the mean is over all n of them. With β = 0 it is `l1`; it
/// is `huber` with δ = β, divided by β.
///
/// - Source: Girshick, "Fast R-CNN", 2015; PyTorch, `torch.nn.SmoothL1Loss`.
package struct SmoothL1: ReducedLoss {
  package static let declaration = BlockDeclaration(
    "smooth_l1", aliases: ["smooth_l1_loss"],
    summary: "½ d² / beta where the difference d is below beta, else |d| - ½ beta",
    settings: [
      Setting(
        "beta", kind: .number(0...1e6), default: .number(1),
        summary: "difference from which on the loss is straight"),
      Reduction.setting,
    ],
    example: "smooth_l1 beta=1",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html")

  /// β
  package let beta: Double

  package let reduction: Reduction

  package init(settings: Settings) {
    reduction = Reduction(settings)
    beta = Self.declaration.completed(settings).number("beta") ?? 1
  }

  package var pytorch: String {
    let words = reduction.arguments + (beta == 1 ? [] : ["beta=\(beta)"])
    return "nn.SmoothL1Loss(\(words.joined(separator: ", ")))"
  }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    guard beta > 0 else { return L1.evaluate(buffers, reduction) }
    let count = buffers.count
    let share = reduction.share(of: count)
    let beta = Float(beta)
    var sum: Float = 0
    for index in 0..<count {
      let difference = buffers.output[index] - buffers.values[index]
      let size = difference.magnitude
      sum += size < beta ? 0.5 * size * size / beta : size - 0.5 * beta
      let slope = difference >= beta ? 1 : difference <= -beta ? -1 : difference / beta
      buffers.gradient?[index] = slope * share
    }
    return reduction.value(sum, of: count)
  }
}

extension SmoothL1 {
  /// mean f(d), d = ŷ − y. The slope has corners, the function has none, but for β = 0.
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    let beta = beta
    guard beta > 0 else { return sample.reducedDifferences(reduction, in: &graph, .abs) }
    return sample.reducedDifferences(
      reduction, in: &graph,
      ScalarFunction(
        "smooth_l1 \(beta)", "½ d² / beta where |d| < beta, else |d| - ½ beta",
        derivative: "d / beta, at most ±1"
      ) { d in
        d.magnitude < beta ? 0.5 * d * d / beta : d.magnitude - 0.5 * beta
      } slope: { d, _ in
        d >= beta ? 1 : d <= -beta ? -1 : d / beta
      })
  }
}
