import CKernels

/// The mean of the squared differences.
///
///     loss = mean((ŷ − y)²)        ∂loss/∂ŷ = 2 (ŷ − y) / n
///
/// Output and targets: [batch × values]; the mean is over all n of them.
///
/// - Source: PyTorch, `torch.nn.MSELoss`.
package struct MeanSquaredError: Loss {
  package static let declaration = BlockDeclaration(
    "mse", aliases: ["mse_loss", "mean_squared_error"],
    summary: "the mean of the squared differences: mean((output - target)²)",
    example: "mse",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html")

  package init(settings: Settings) {}

  package var pytorch: String { "nn.MSELoss()" }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let count = Float(buffers.count)
    return buffers.kernels.pointee.squared_error(
      buffers.count, buffers.output, buffers.values, 1 / count, buffers.gradient) / count
  }
}

extension MeanSquaredError {
  /// mean d², d = ŷ − y
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    sample.meanOfDifferences(in: &graph, .square)
  }
}
