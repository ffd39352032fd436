import CKernels

/// A relu with a round bend; always positive.
///
///     a = log(1 + e^(βz)) / β        ∂a/∂z = σ(βz)
///
/// Where βz > threshold, a = z. From a threshold of 20 on, which PyTorch has, that is the same number
/// in a float.
///
/// - Source: Dugas et al. 2001; PyTorch, `torch.nn.Softplus`.
package struct Softplus: ElementwiseLayer {
  package static let declaration = BlockDeclaration(
    "softplus",
    summary: "a relu with a round bend: log(1 + e^(beta z)) / beta",
    settings: [
      Setting(
        "beta", kind: .number(1e-6...1e6), default: .number(1),
        summary: "how sharp the bend is"),
      Setting(
        "threshold", kind: .number(-1e6...1e6), default: .number(20),
        summary: "beta z above which it is simply z"),
    ],
    example: "softplus",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html")

  package let inputShape: Shape
  /// How sharp the bend is.
  package let beta: Double
  /// βz above which it is simply z.
  package let threshold: Double

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    let settings = Self.declaration.completed(settings)
    beta = settings.number("beta") ?? 1
    threshold = settings.number("threshold") ?? 20
    inputShape = input
  }

  package var settings: Settings { ["beta": .number(beta), "threshold": .number(threshold)] }
  package var label: String { beta == 1 ? "softplus" : "softplus \(beta)" }
  package var pytorch: String {
    let words =
      (beta == 1 ? [] : ["beta=\(beta)"]) + (threshold == 20 ? [] : ["threshold=\(threshold)"])
    return "nn.Softplus(\(words.joined(separator: ", ")))"
  }
  package var function: ActivationFunction { .softplus }
  package var functionParameter: Float { Float(beta) }
  package var formula: String { "log(1 + e^(beta z)) / beta" }
  package var derivativeFormula: String { "1 / (1 + e^(-beta z))" }

  package func value(_ z: Double) -> Double {
    let x = beta * z
    guard x <= threshold else { return z }
    return (max(x, 0) + ScalarMath.log(1 + ScalarMath.exp(-x.magnitude))) / beta
  }

  package func derivative(_ z: Double) -> Double {
    beta * z > threshold ? 1 : 1 / (1 + ScalarMath.exp(-beta * z))
  }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    SoftplusOperation(self, buffers)
  }
}

private final class SoftplusOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let width: Int
  private let beta: Float
  private let threshold: Float
  /// Whether it is met below the numbers where it changes nothing.
  private let hasCorner: Bool

  init(_ layer: Softplus, _ buffers: LayerBuffers) {
    self.buffers = buffers
    width = layer.inputShape.count
    beta = Float(layer.beta)
    threshold = Float(layer.threshold)
    hasCorner = layer.threshold < 20
  }

  override func forward(_ samples: Int) {
    let count = samples * width
    buffers.kernels.pointee.activation_forward(
      ActivationFunction.softplus.kernel, beta, count, buffers.input, buffers.output)
    guard hasCorner else { return }
    for index in 0..<count where beta * buffers.input[index] > threshold {
      buffers.output[index] = buffers.input[index]
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    let count = samples * width
    buffers.kernels.pointee.activation_backward(
      ActivationFunction.softplus.kernel, beta, count, buffers.input, buffers.output, dy, dx)
    guard hasCorner else { return }
    for index in 0..<count where beta * buffers.input[index] > threshold { dx[index] = dy[index] }
  }
}
