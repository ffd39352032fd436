import CKernels

/// Scores become probabilities that sum to one, over the last axis.
///
///     aᵢ = exp(zᵢ − max z) / Σⱼ exp(zⱼ − max z)        ∂L/∂zᵢ = aᵢ (∂L/∂aᵢ − Σⱼ aⱼ ∂L/∂aⱼ)
///
/// - Source: PyTorch, `torch.nn.Softmax`; the maximum is taken off so that no power overflows.
package struct Softmax: Layer {
  package static let declaration = BlockDeclaration(
    "softmax",
    summary: "scores become probabilities that sum to one: e^zi / sum of e^zj",
    example: "softmax",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html")

  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    inputShape = input
  }

  package var outputShape: Shape { inputShape }
  package var pytorch: String { "nn.Softmax(dim=-1)" }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    SoftmaxOperation(self, buffers)
  }
}

private final class SoftmaxOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let width: Int
  private let rowsInSample: Int

  init(_ layer: Softmax, _ buffers: LayerBuffers) {
    self.buffers = buffers
    width = layer.inputShape.dimensions.last ?? 1
    rowsInSample = layer.inputShape.count / width
  }

  override func forward(_ samples: Int) {
    buffers.kernels.pointee.softmax_forward(
      samples * rowsInSample, width, buffers.input, buffers.output)
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    buffers.kernels.pointee.softmax_backward(
      samples * rowsInSample, width, buffers.output, dy, dx)
  }
}
