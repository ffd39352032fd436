/// The mean of the absolute differences.
///
///     loss = mean(|ŷ − y|)        ∂loss/∂ŷ = sign(ŷ − y) / n
///
/// Output and targets: [batch × values]; the mean is over all n of them.
///
/// - Source: PyTorch, `torch.nn.L1Loss`.
package struct L1: ReducedLoss {
  package static let declaration = BlockDeclaration(
    "l1", aliases: ["l1_loss", "mae", "mean_absolute_error"],
    summary: "the mean of the absolute differences: mean(|output - target|)",
    settings: [Reduction.setting],
    example: "l1",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html")

  package let reduction: Reduction

  package init(settings: Settings) {
    reduction = Reduction(settings)
  }

  package var pytorch: String { "nn.L1Loss(\(reduction.arguments.joined()))" }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    Self.evaluate(buffers, reduction)
  }

  /// The same for others that become this one at the end of their range.
  static func evaluate(_ buffers: LossBuffers, _ reduction: Reduction) -> Float {
    let count = buffers.count
    let share = reduction.share(of: count)
    var sum: Float = 0
    for index in 0..<count {
      let difference = buffers.output[index] - buffers.values[index]
      sum += difference.magnitude
      buffers.gradient?[index] =
        difference > 0 ? share : difference < 0 ? -share : difference * share
    }
    return reduction.value(sum, of: count)
  }
}

extension L1 {
  /// mean |d|, d = ŷ − y
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    sample.reducedDifferences(reduction, in: &graph, .abs)
  }
}
