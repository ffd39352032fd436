/// A relu with a round bend; always positive.
///
///     a = log(1 + e^(βz)) / β        ∂a/∂z = σ(βz)
///
/// PyTorch goes over to a = z where βz > 20; in a float that is the same number.
///
/// - Source: Dugas et al. 2001; PyTorch, `torch.nn.Softplus`.
package struct Softplus: ElementwiseLayer {
  package static let declaration = BlockDeclaration(
    "softplus",
    summary: "a relu with a round bend: log(1 + e^(beta z)) / beta",
    settings: [
      Setting(
        "beta", kind: .number(1e-6...1e6), default: .number(1),
        summary: "how sharp the bend is")
    ],
    example: "softplus",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html")

  package let inputShape: Shape
  /// How sharp the bend is.
  package let beta: Double

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    beta = Self.declaration.completed(settings).number("beta") ?? 1
    inputShape = input
  }

  package var settings: Settings { ["beta": .number(beta)] }
  package var label: String { beta == 1 ? "softplus" : "softplus \(beta)" }
  package var pytorch: String { beta == 1 ? "nn.Softplus()" : "nn.Softplus(beta=\(beta))" }
  package var function: ActivationFunction { .softplus }
  package var functionParameter: Float { Float(beta) }
  package var formula: String { "log(1 + e^(beta z)) / beta" }
  package var derivativeFormula: String { "1 / (1 + e^(-beta z))" }

  package func value(_ z: Double) -> Double {
    let x = beta * z
    return (max(x, 0) + ScalarMath.log(1 + ScalarMath.exp(-x.magnitude))) / beta
  }

  package func derivative(_ z: Double) -> Double {
    1 / (1 + ScalarMath.exp(-beta * z))
  }
}
