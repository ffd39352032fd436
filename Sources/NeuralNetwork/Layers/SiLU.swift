/// A smooth relu that dips below zero: z times its own sigmoid.
///
///     a = z σ(z) = z / (1 + e⁻ᶻ)        ∂a/∂z = σ(z) (1 + z (1 − σ(z)))
///
/// - Source: Hendrycks and Gimpel 2016; PyTorch, `torch.nn.SiLU`.
package struct SiLU: ElementwiseLayer {
  package static let declaration = BlockDeclaration(
    "silu",
    aliases: ["swish"],
    summary: "a smooth relu: z · sigmoid(z)",
    example: "silu",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.SiLU.html")

  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    inputShape = input
  }

  package var pytorch: String { "nn.SiLU()" }
  package var function: ActivationFunction { .silu }
  package var formula: String { "z / (1 + e^-z)" }
  package var derivativeFormula: String { "s (1 + z (1 - s)), s = sigmoid(z)" }

  package func value(_ z: Double) -> Double {
    z / (1 + ScalarMath.exp(-z))
  }

  package func derivative(_ z: Double) -> Double {
    let share = 1 / (1 + ScalarMath.exp(-z))
    return share * (1 + z * (1 - share))
  }
}
