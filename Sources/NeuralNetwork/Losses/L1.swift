/// The mean of the absolute differences.
///
///     loss = mean(|ŷ − y|)        ∂loss/∂ŷ = sign(ŷ − y) / n
///
/// Output and targets: [batch × values]; the mean is over all n of them.
///
/// - Source: PyTorch, `torch.nn.L1Loss`.
package struct L1: Loss {
  package static let declaration = BlockDeclaration(
    "l1", aliases: ["l1_loss", "mae", "mean_absolute_error"],
    summary: "the mean of the absolute differences: mean(|output - target|)",
    example: "l1",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html")

  package init(settings: Settings) {}

  package var pytorch: String { "nn.L1Loss()" }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    Self.evaluate(buffers)
  }

  /// The same for others that become this one at the end of their range.
  static func evaluate(_ buffers: LossBuffers) -> Float {
    let count = buffers.count
    let share = 1 / Float(count)
    var sum: Float = 0
    for index in 0..<count {
      let difference = buffers.output[index] - buffers.values[index]
      sum += difference.magnitude
      buffers.gradient?[index] =
        difference > 0 ? share : difference < 0 ? -share : difference * share
    }
    return sum / Float(count)
  }
}

extension L1 {
  /// mean |d|, d = ŷ − y
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    sample.meanOfDifferences(in: &graph, .abs)
  }
}
