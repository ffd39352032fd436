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

  package var pytorch: String { "nn.ReLU()" }
  package var function: ActivationFunction { .relu }
  package var formula: String { "max(0, z)" }
  package var kinks: [Double] { [0] }
  package var derivativeFormula: String { "1 where z > 0, else 0" }

  package func value(_ z: Double) -> Double {
    z < 0 ? 0 : z
  }

  package func derivative(_ z: Double) -> Double {
    z > 0 ? 1 : 0
  }
}
