import CKernels

/// The logarithms of soft-max's probabilities, over the last axis, as the loss `nll` reads them.
///
///     aᵢ = zᵢ − max z − log Σⱼ exp(zⱼ − max z)        ∂L/∂zᵢ = ∂L/∂aᵢ − exp(aᵢ) Σⱼ ∂L/∂aⱼ
///
/// - Source: PyTorch, `torch.nn.LogSoftmax`; the maximum is taken off so that no power overflows.
package struct LogSoftmax: Layer {
  package static let declaration = BlockDeclaration(
    "log_softmax",
    summary: "the logarithms of softmax's probabilities: zi - log sum of e^zj",
    example: "log_softmax",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html")

  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    inputShape = input
  }

  package var outputShape: Shape { inputShape }
  package var pytorch: String { "nn.LogSoftmax(dim=-1)" }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    LogSoftmaxOperation(self, buffers)
  }
}

private final class LogSoftmaxOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let width: Int
  private let rowsInSample: Int

  init(_ layer: LogSoftmax, _ buffers: LayerBuffers) {
    self.buffers = buffers
    width = layer.inputShape.dimensions.last ?? 1
    rowsInSample = layer.inputShape.count / width
  }

  override func forward(_ samples: Int) {
    buffers.kernels.pointee.log_softmax_forward(
      samples * rowsInSample, width, buffers.input, buffers.output)
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    buffers.kernels.pointee.log_softmax_backward(
      samples * rowsInSample, width, buffers.output, dy, dx)
  }
}

extension LogSoftmax {
  /// a = d − log Σ exp(d) with d = z − max z
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let width = inputShape.dimensions.last ?? 1
    let (row, k) = (output / width, output % width)
    let total = tracer.powerSum(width, row: row) { $0.input(row * width + $1) }
    let logarithm = tracer.shared("log", row) { $0.graph.apply(.log, total) }
    let own = tracer.lowered(width, k, row: row) { $0.input(row * width + $1) }
    return tracer.graph.subtract(own, logarithm)
  }
}
