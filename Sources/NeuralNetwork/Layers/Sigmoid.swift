/// An S-shaped curve from 0 to 1, read as a probability.
///
///     a = 1 / (1 + e⁻ᶻ)        ∂a/∂z = a (1 − a)
///
/// - Source: PyTorch, `torch.nn.Sigmoid`.
package struct Sigmoid: ElementwiseLayer {
  package static let declaration = BlockDeclaration(
    "sigmoid",
    summary: "an S-shaped curve from 0 to 1, a probability: 1 / (1 + e^-z)",
    example: "sigmoid",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html")

  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    inputShape = input
  }

  private init(_ input: Shape) {
    inputShape = input
  }

  package var pytorch: String { "nn.Sigmoid()" }
  package var formula: String { "1 / (1 + e^-z)" }
  package var derivativeFormula: String { "a (1 - a)" }

  package func value(_ z: Double) -> Double {
    1 / (1 + ScalarMath.exp(-z))
  }

  package func derivative(_ z: Double) -> Double {
    let a = value(z)
    return a * (1 - a)
  }

  package func refitted(to input: Shape) -> Sigmoid { Sigmoid(input) }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    SigmoidOperation(buffers, width: inputShape.count)
  }
}

private final class SigmoidOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let width: Int

  init(_ buffers: LayerBuffers, width: Int) {
    self.buffers = buffers
    self.width = width
  }

  override func forward(_ samples: Int) {
    for index in 0..<samples * width {
      let z = buffers.input[index]
      buffers.output[index] = Float(1 / (1 + ScalarMath.exp(-Double(z))))
    }
  }

  override func backward(_ samples: Int) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    for index in 0..<samples * width {
      let a = buffers.output[index]
      dx[index] = dy[index] * ((1 - a) * a)
    }
  }
}
