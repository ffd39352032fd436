/// What is negative keeps a small part, so that its gradient is not lost.
///
///     a = z where z > 0, else slope · z        ∂a/∂z = 1 where z > 0, else slope
///
/// - Source: Maas, Hannun, Ng 2013; PyTorch, `torch.nn.LeakyReLU`.
package struct LeakyReLU: ElementwiseLayer {
  package static let declaration = BlockDeclaration(
    "leaky_relu",
    summary: "what is negative keeps a small part: z where z > 0, else slope·z",
    settings: [
      Setting(
        "negative_slope", aliases: ["slope"], kind: .number(-1e6...1e6), default: .number(0.01),
        summary: "slope where z is negative")
    ],
    example: "leaky_relu",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html")

  package let inputShape: Shape
  /// The slope where z is negative.
  package let slope: Double

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    slope = Self.declaration.completed(settings).number("negative_slope") ?? 0.01
    inputShape = input
  }

  package var settings: Settings { ["negative_slope": .number(slope)] }
  package var label: String { slope == 0.01 ? "leaky_relu" : "leaky_relu \(slope)" }
  package var pytorch: String { slope == 0.01 ? "nn.LeakyReLU()" : "nn.LeakyReLU(\(slope))" }
  package var function: ActivationFunction { .leakyReLU }
  package var functionParameter: Float { Float(slope) }
  package var formula: String { "z where z > 0, else slope z" }
  package var kinks: [Double] { [0] }
  package var derivativeFormula: String { "1 where z > 0, else slope" }

  package func value(_ z: Double) -> Double {
    z > 0 ? z : slope * z
  }

  package func derivative(_ z: Double) -> Double {
    z > 0 ? 1 : slope
  }
}
