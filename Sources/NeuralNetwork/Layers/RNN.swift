import CKernels

/// The simplest layer with a state: each step mixes the input and the state before.
///
///     hₜ = f(W_ih xₜ + b_ih + W_hh hₜ₋₁ + b_hh),  f = tanh or relu
///
/// - Source: Elman 1990; PyTorch, `torch.nn.RNN` with `batch_first=True`.
package struct RNN: RecurrentLayer {
  package static let declaration = BlockDeclaration(
    "rnn", summary: "reads step by step: h = tanh(W_ih·x + b_ih + W_hh·h + b_hh)",
    settings: RecurrentSetup.settings + [
      Setting(
        "nonlinearity", kind: .choice(["tanh", "relu"]), default: .choice("tanh"),
        summary: "the function of the sums")
    ],
    example: "rnn 8",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.RNN.html")

  static let gates = 1
  static let extras = 0
  static let module = "nn.RNN"
  let setup: RecurrentSetup
  /// Whether the function is relu, not tanh.
  package let isRectified: Bool

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    let settings = Self.declaration.completed(settings)
    setup = try RecurrentSetup("rnn", gates: Self.gates, settings, input)
    isRectified = settings.choice("nonlinearity") == "relu"
  }

  package var settings: Settings {
    var settings = setup.settings
    settings.values["nonlinearity"] = .choice(isRectified ? "relu" : "tanh")
    return settings
  }
  package var pytorch: String { pytorch(isRectified ? ", nonlinearity=\"relu\"" : "") }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    RNNOperation(self, buffers)
  }
}

private final class RNNOperation: RecurrentOperation {
  private let function: ActivationFunction

  init(_ layer: RNN, _ buffers: LayerBuffers) {
    function = layer.isRectified ? .relu : .tanh
    super.init(layer, buffers)
  }

  override func forward(_ step: Step) {
    for index in 0..<hidden { step.gates[index] += step.hiddenSums[index] }
    apply(function, hidden, step.gates, step.state)
  }

  override func backward(_ step: Step, _ gradients: StepGradients) {
    buffers.kernels.pointee.activation_backward(
      function.kernel, 0, hidden, nil, step.state, gradients.state, gradients.inputSums)
    gradients.hiddenSums.update(from: gradients.inputSums, count: hidden)
    gradients.direct.update(repeating: 0, count: hidden)
  }
}

extension RNN {
  /// h = f(sum from the input + sum from the state)
  func step(_ moment: RecurrentMoment, _ index: Int, _ tracer: inout Tracer) -> Int {
    gate("h", isRectified ? .relu : .tanh, moment, index, index, &tracer)
  }
}
