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

  private init(_ input: Shape) {
    inputShape = input
  }

  package var outputShape: Shape { inputShape }
  package var label: String { Self.declaration.name }
  package var pytorch: String { "nn.Softmax(dim=-1)" }

  package func refitted(to input: Shape) -> Softmax { Softmax(input) }

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
    for row in 0..<samples * rowsInSample {
      let z = buffers.input + row * width
      let a = buffers.output + row * width
      var largest = z[0]
      for index in 0..<width where !(z[index] <= largest) { largest = z[index] }
      var sum: Float = 0
      for index in 0..<width {
        a[index] = Float(ScalarMath.exp(Double(z[index] - largest)))
        sum += a[index]
      }
      for index in 0..<width { a[index] /= sum }
    }
  }

  override func backward(_ samples: Int) {
    guard let inputGradient = buffers.inputGradient, let outputGradient = buffers.outputGradient
    else { return }
    for row in 0..<samples * rowsInSample {
      let a = buffers.output + row * width
      let da = outputGradient + row * width
      let dz = inputGradient + row * width
      var mean: Float = 0
      for index in 0..<width { mean = mean.addingProduct(a[index], da[index]) }
      for index in 0..<width { dz[index] = a[index] * (da[index] - mean) }
    }
  }
}
