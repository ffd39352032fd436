/// What is negative becomes zero.
///
///     a = max(0, z)        ∂a/∂z = 1 where z > 0, else 0
///
/// - Source: PyTorch, `torch.nn.ReLU`.
package struct ReLU: ElementwiseLayer {
  package static let declaration = BlockDeclaration(
    "relu",
    summary: "what is negative becomes zero: max(0, z)",
    example: "relu",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html")

  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    inputShape = input
  }

  private init(_ input: Shape) {
    inputShape = input
  }

  package var pytorch: String { "nn.ReLU()" }
  package var formula: String { "max(0, z)" }
  package var derivativeFormula: String { "1 where z > 0, else 0" }

  package func value(_ z: Double) -> Double {
    z < 0 ? 0 : z
  }

  package func derivative(_ z: Double) -> Double {
    z > 0 ? 1 : 0
  }

  package func refitted(to input: Shape) -> ReLU { ReLU(input) }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    ReLUOperation(buffers, width: inputShape.count)
  }
}

private final class ReLUOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let width: Int

  init(_ buffers: LayerBuffers, width: Int) {
    self.buffers = buffers
    self.width = width
  }

  override func forward(_ samples: Int) {
    for index in 0..<samples * width {
      let z = buffers.input[index]
      buffers.output[index] = z < 0 ? 0 : z
    }
  }

  override func backward(_ samples: Int) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    for index in 0..<samples * width {
      let a = buffers.output[index]
      dx[index] = a <= 0 ? 0 : dy[index]
    }
  }
}
