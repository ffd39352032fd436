/// What is negative bends towards −alpha.
///
///     a = z where z > 0, else alpha (eᶻ − 1)        ∂a/∂z = 1 where z > 0, else alpha eᶻ
///
/// - Source: Clevert, Unterthiner, Hochreiter 2016; PyTorch, `torch.nn.ELU`.
package struct ELU: ElementwiseLayer {
  package static let declaration = BlockDeclaration(
    "elu",
    summary: "what is negative bends towards -alpha: z where z > 0, else alpha (e^z - 1)",
    settings: [
      Setting(
        "alpha", kind: .number(-1e6...1e6), default: .number(1),
        summary: "how far below zero it goes")
    ],
    example: "elu",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.ELU.html")

  package let inputShape: Shape
  /// How far below zero it goes.
  package let alpha: Double

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    alpha = Self.declaration.completed(settings).number("alpha") ?? 1
    inputShape = input
  }

  package var settings: Settings { ["alpha": .number(alpha)] }
  package var label: String { alpha == 1 ? "elu" : "elu \(alpha)" }
  package var pytorch: String { alpha == 1 ? "nn.ELU()" : "nn.ELU(alpha=\(alpha))" }
  package var function: ActivationFunction { .elu }
  package var functionParameter: Float { Float(alpha) }
  package var formula: String { "z where z > 0, else alpha (e^z - 1)" }
  package var kinks: [Double] { alpha == 1 ? [] : [0] }
  package var derivativeFormula: String { "1 where z > 0, else alpha e^z" }

  package func value(_ z: Double) -> Double {
    z > 0 ? z : alpha * (ScalarMath.exp(z) - 1)
  }

  package func derivative(_ z: Double) -> Double {
    z > 0 ? 1 : alpha * ScalarMath.exp(z)
  }
}
