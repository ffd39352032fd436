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

  package var pytorch: String { "nn.Tanh()" }
  package var function: ActivationFunction { .tanh }
  package var formula: String { "tanh(z)" }
  package var derivativeFormula: String { "1 - a²" }

  package func value(_ z: Double) -> Double {
    ScalarMath.tanh(z)
  }

  package func derivative(_ z: Double) -> Double {
    let a = value(z)
    return 1 - a * a
  }
}
