/// An S-shaped curve from −1 to 1.
///
///     a = tanh(z) = (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)        ∂a/∂z = 1 − a²
///
/// - Source: PyTorch, `torch.nn.Tanh`.
package struct Tanh: ElementwiseLayer {
  package static let declaration = BlockDeclaration(
    "tanh",
    summary: "an S-shaped curve from -1 to 1: tanh(z)",
    example: "tanh",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html")

  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    inputShape = input
  }

  private init(_ input: Shape) {
    inputShape = input
  }

  package var pytorch: String { "nn.Tanh()" }
  package var formula: String { "tanh(z)" }
  package var derivativeFormula: String { "1 - a²" }

  package func value(_ z: Double) -> Double {
    ScalarMath.tanh(z)
  }

  package func derivative(_ z: Double) -> Double {
    let a = value(z)
    return 1 - a * a
  }

  package func refitted(to input: Shape) -> Tanh { Tanh(input) }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    TanhOperation(buffers, width: inputShape.count)
  }
}

private final class TanhOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let width: Int

  init(_ buffers: LayerBuffers, width: Int) {
    self.buffers = buffers
    self.width = width
  }

  override func forward(_ samples: Int) {
    for index in 0..<samples * width {
      let z = buffers.input[index]
      buffers.output[index] = Float(ScalarMath.tanh(Double(z)))
    }
  }

  override func backward(_ samples: Int) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    for index in 0..<samples * width {
      let a = buffers.output[index]
      dx[index] = dy[index] * (1 - a * a)
    }
  }
}
