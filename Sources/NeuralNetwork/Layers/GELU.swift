/// A smooth relu that dips below zero: z times Φ(z), the share of a bell curve that is below z.
///
///     a = z Φ(z)        ∂a/∂z = Φ(z) + z e^(−z²/2) / √(2π)
///     approximate="tanh":  a = z ½ (1 + tanh(√(2/π) (z + 0.044715 z³)))
///
/// - Source: Hendrycks and Gimpel 2016; PyTorch, `torch.nn.GELU`.
package struct GELU: ElementwiseLayer {
  package static let declaration = BlockDeclaration(
    "gelu",
    summary: "a smooth relu: z times the share of a bell curve below z",
    settings: [
      Setting(
        "approximate", kind: .choice(["none", "tanh"]), default: .choice("none"),
        summary: "by the normal distribution itself, or by a formula with tanh")
    ],
    example: "gelu",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html")

  package let inputShape: Shape
  /// Whether the normal distribution is approximated by a formula with tanh.
  package let isApproximate: Bool

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    isApproximate = settings.choice("approximate") == "tanh"
    inputShape = input
  }

  package var settings: Settings {
    ["approximate": .choice(isApproximate ? "tanh" : "none")]
  }
  package var label: String { isApproximate ? "gelu tanh" : "gelu" }
  package var pytorch: String { isApproximate ? "nn.GELU(approximate=\"tanh\")" : "nn.GELU()" }
  package var function: ActivationFunction { isApproximate ? .geluTanh : .gelu }
  package var formula: String {
    isApproximate
      ? "z (1 + tanh(√(2/π) (z + 0.044715 z³))) / 2" : "z Φ(z), Φ the share of a bell curve below z"
  }
  package var derivativeFormula: String {
    isApproximate
      ? "s + z s (1 - s) 2√(2/π) (1 + 0.134145 z²), s = a / z" : "Φ(z) + z e^(-z²/2) / √(2π)"
  }

  package func value(_ z: Double) -> Double {
    z * (isApproximate ? approximateShare(z) : ScalarMath.normalShareBelow(z))
  }

  package func derivative(_ z: Double) -> Double {
    guard isApproximate else {
      let density = ScalarMath.exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      return ScalarMath.normalShareBelow(z) + z * density
    }
    let share = approximateShare(z)
    let slope = 2 * (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * z * z)
    return share + z * share * (1 - share) * slope
  }

  /// ½ (1 + tanh u) = 1 / (1 + e⁻²ᵘ)
  private func approximateShare(_ z: Double) -> Double {
    let u = (2 / Double.pi).squareRoot() * (z + 0.044715 * z * z * z)
    return 1 / (1 + ScalarMath.exp(-2 * u))
  }
}
