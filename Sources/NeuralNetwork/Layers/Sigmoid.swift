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

  package var pytorch: String { "nn.Sigmoid()" }
  package var function: ActivationFunction { .sigmoid }
  package var formula: String { "1 / (1 + e^-z)" }
  package var derivativeFormula: String { "a (1 - a)" }

  package func value(_ z: Double) -> Double {
    1 / (1 + ScalarMath.exp(-z))
  }

  package func derivative(_ z: Double) -> Double {
    let a = value(z)
    return a * (1 - a)
  }
}
