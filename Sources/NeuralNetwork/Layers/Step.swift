/// The perceptron's yes or no. It is flat, so that no gradient comes through: what is in front of it
/// cannot learn by gradient descent.
///
///     a = 1 where z ≥ 0, else 0        ∂a/∂z = 0
///
/// - Source: Rosenblatt 1958; PyTorch, `torch.heaviside`.
package struct Step: ElementwiseLayer {
  package static let declaration = BlockDeclaration(
    "step",
    aliases: ["heaviside", "threshold"],
    summary: "the perceptron's yes or no: 1 where z >= 0, else 0; it passes no gradient",
    example: "step",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.heaviside.html")

  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    inputShape = input
  }

  package var pytorch: String { "lambda z: torch.heaviside(z, torch.ones(()))" }
  package var function: ActivationFunction { .step }
  package var formula: String { "1 where z >= 0, else 0" }
  package var kinks: [Double] { [0] }
  package var derivativeFormula: String { "0" }

  package func value(_ z: Double) -> Double {
    z >= 0 ? 1 : 0
  }

  package func derivative(_ z: Double) -> Double {
    0
  }
}
