import CKernels

/// The mean of the squared differences.
///
///     loss = mean((ŷ − y)²)        ∂loss/∂ŷ = 2 (ŷ − y) / n
///
/// Output and targets: [batch × values]; the mean is over all n of them.
///
/// - Source: PyTorch, `torch.nn.MSELoss`.
package struct MeanSquaredError: ReducedLoss {
  package static let declaration = BlockDeclaration(
    "mse", aliases: ["mse_loss", "mean_squared_error"],
    summary: "the mean of the squared differences: mean((output - target)²)",
    settings: [Reduction.setting],
    example: "mse",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html")

  package let reduction: Reduction

  package init(settings: Settings) {
    reduction = Reduction(settings)
  }

  package var pytorch: String { "nn.MSELoss(\(reduction.arguments.joined()))" }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let sum = buffers.kernels.pointee.squared_error(
      buffers.count, buffers.output, buffers.values, reduction.share(of: buffers.count),
      buffers.gradient)
    return reduction.value(sum, of: buffers.count)
  }
}

extension MeanSquaredError {
  /// mean d², d = ŷ − y
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    sample.reducedDifferences(reduction, in: &graph, .square)
  }
}
