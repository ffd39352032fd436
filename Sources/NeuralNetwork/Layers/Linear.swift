import CKernels

/// Weighted sums of the inputs plus a bias, over the last axis.
///
///     y = x Wᵀ + b
///
/// Shapes: x is [… × in], W is [out × in], b is [out], y is [… × out]. A fresh layer draws W and
/// then b evenly from ±1/√in, as PyTorch does.
///
/// - Source: PyTorch, `torch.nn.Linear`.
package struct Linear: ActivationFusing {
  package static let declaration = BlockDeclaration(
    "linear", aliases: ["dense"],
    summary: "weighted sums of its inputs plus a bias: y = x·Wᵀ + b",
    settings: [
      Setting(
        "in", aliases: ["in_features"], kind: .integer(1...Int.max), optional: true,
        summary: "values read; inferred from the layer before"),
      Setting(
        "out", aliases: ["out_features"], kind: .integer(1...Int.max),
        summary: "neurons, one value each"),
      Setting("bias", kind: .flag, default: .flag(true), summary: "whether each sum has a bias"),
    ],
    example: "linear 4",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html")

  package let inputShape: Shape
  /// The number of neurons.
  package let outputs: Int
  /// Whether each sum has a bias.
  package let hasBias: Bool

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    let settings = Self.declaration.completed(settings)
    let given = input.dimensions.last ?? 1
    let inputs = settings.integer("in") ?? given
    outputs = settings.integer("out") ?? 1
    hasBias = settings.flag("bias")
    inputShape = Shape(input.dimensions.dropLast() + [inputs])
    guard inputs == given else {
      throw .mismatch(layer: label, needs: inputShape, after: "input", gives: input)
    }
    guard Shape([outputs, inputs]).checkedCount != nil, outputShape.checkedCount != nil else {
      throw .tooLarge(
        what: "\(label).weight", shape: [outputs, inputs], bytes: nil,
        limit: MemoryLimit.standard)
    }
  }

  /// The number of values that each neuron reads.
  package var inputs: Int { inputShape.dimensions.last ?? 1 }
  package var settings: Settings {
    ["in": .integer(inputs), "out": .integer(outputs), "bias": .flag(hasBias)]
  }
  package var outputShape: Shape { Shape(inputShape.dimensions.dropLast() + [outputs]) }
  package var label: String { "linear \(inputs)→\(outputs)" }
  package var pytorch: String {
    "nn.Linear(\(inputs), \(outputs)\(hasBias ? "" : ", bias=False"))"
  }

  package var parameters: [ParameterDeclaration] {
    // kaiming_uniform_(a=√5), spelled as PyTorch computes it, so that the bound rounds alike.
    let deviation = (2.0 / (1 + 5)).squareRoot() / Double(inputs).squareRoot()
    let weight = ParameterDeclaration(
      "weight", shape: [outputs, inputs], start: .uniform(bound: 3.0.squareRoot() * deviation))
    let bias = ParameterDeclaration(
      "bias", shape: [outputs], start: .uniform(bound: 1 / Double(inputs).squareRoot()))
    return hasBias ? [weight, bias] : [weight]
  }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    LinearOperation(self, buffers, activation: .none, 0)
  }

  func makeOperation(
    _ buffers: LayerBuffers, fusedWith activation: ActivationFunction, _ parameter: Float
  ) -> LayerOperation {
    LinearOperation(self, buffers, activation: activation, parameter)
  }
}

private final class LinearOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let activation: ActivationFunction
  private let activationParameter: Float
  private let inputs: Int
  private let outputs: Int
  private let rowsInSample: Int
  private let hasBias: Bool
  /// From how many rows on the product is shared among threads, and the function behind it with it.
  private let rowsToShare: Int

  init(
    _ layer: Linear, _ buffers: LayerBuffers, activation: ActivationFunction, _ parameter: Float
  ) {
    self.buffers = buffers
    self.activation = activation
    activationParameter = parameter
    inputs = layer.inputs
    outputs = layer.outputs
    rowsInSample = layer.inputShape.count / layer.inputs
    hasBias = layer.hasBias
    rowsToShare = buffers.threads.least(inputs * outputs)
  }

  // MARK: Forward

  /// y[r, o] = f(b[o] + Σₖ x[r, k] · W[o, k])
  override func forward(_ samples: Int) {
    rows = samples * rowsInSample
    if rows < rowsToShare {
      forward(rows: 0..<rows, outputs: 0..<outputs, thread: 0)
    } else if outputs >= buffers.threads.count * Self.wide {
      forwardOutputs.run(outputs, step: Self.wide)
    } else {
      forwardRows.run(rows, step: Self.tall)
    }
  }

  /// How many rows there are in this call.
  private var rows = 0
  /// What a product does at a time: so many columns, which it packs, and so many rows.
  private static let (wide, tall) = (32, 12)

  private lazy var forwardOutputs = SharedTask(buffers.threads) { [unowned(unsafe) self] in
    forward(rows: 0..<rows, outputs: $0, thread: $1)
  }
  private lazy var forwardRows = SharedTask(buffers.threads) { [unowned(unsafe) self] in
    forward(rows: $0, outputs: 0..<outputs, thread: $1)
  }

  private func forward(rows: Range<Int>, outputs part: Range<Int>, thread: Int) {
    let weight = buffers.parameters
    buffers.kernels.pointee.linear_forward(
      rows.count, inputs, part.count, buffers.input + rows.lowerBound * inputs,
      weight + part.lowerBound * inputs,
      hasBias ? weight + outputs * inputs + part.lowerBound : nil,
      buffers.output + rows.lowerBound * outputs + part.lowerBound, nil, outputs,
      activation.kernel, activationParameter, buffers.scratch(thread))
  }

  // MARK: Backward

  /// ∂W[o, k] = Σᵣ ∂z[r, o] · x[r, k];  ∂b[o] = Σᵣ ∂z[r, o];  ∂x[r, k] = Σₒ ∂z[r, o] · W[o, k]
  override func backward(_ samples: Int, accumulate: Bool) {
    rows = samples * rowsInSample
    accumulates = accumulate
    if rows < rowsToShare {
      backwardFunction(0..<outputs)
      backwardWeights(0..<outputs, thread: 0)
      if buffers.inputGradient != nil { backwardInputs(0..<inputs, thread: 0) }
    } else {
      // Who goes back through the function sums up the weights of the same outputs.
      let threads = buffers.threads.count
      weightsBackward.run(outputs, step: min(Self.tall, (outputs + threads - 1) / threads))
      if buffers.inputGradient != nil { inputsBackward.run(inputs, step: Self.wide) }
    }
  }

  private var accumulates = false

  private lazy var weightsBackward = SharedTask(buffers.threads) {
    [unowned(unsafe) self] outputs, thread in
    backwardFunction(outputs)
    backwardWeights(outputs, thread: thread)
  }
  private lazy var inputsBackward = SharedTask(buffers.threads) { [unowned(unsafe) self] in
    backwardInputs($0, thread: $1)
  }

  private func backwardFunction(_ part: Range<Int>) {
    guard activation != .none, let dz = buffers.outputGradient else { return }
    let kernels = buffers.kernels.pointee
    // All outputs of all rows lie side by side.
    let (runs, count) = part.count == outputs ? (1, rows * outputs) : (rows, part.count)
    for run in 0..<runs {
      let start = run * outputs + part.lowerBound
      kernels.activation_backward(
        activation.kernel, activationParameter, count, nil, buffers.output + start, dz + start,
        dz + start)
    }
  }

  private func backwardWeights(_ part: Range<Int>, thread: Int) {
    guard let dz = buffers.outputGradient, let gradients = buffers.gradients else { return }
    buffers.kernels.pointee.linear_backward_weights(
      rows, inputs, part.count, dz + part.lowerBound, outputs, buffers.input,
      gradients + part.lowerBound * inputs,
      hasBias ? gradients + outputs * inputs + part.lowerBound : nil, accumulates,
      buffers.scratch(thread))
  }

  private func backwardInputs(_ part: Range<Int>, thread: Int) {
    guard let dz = buffers.outputGradient, let dx = buffers.inputGradient else { return }
    buffers.kernels.pointee.linear_backward_input(
      rows, part.count, outputs, dz, buffers.parameters + part.lowerBound,
      dx + part.lowerBound, inputs, buffers.scratch(thread))
  }
}

extension Linear {
  /// z = x₀ w₀ + x₁ w₁ + … + b
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let (row, neuron) = (output / outputs, output % outputs)
    let bias = hasBias ? tracer.parameter("bias", neuron) : nil
    guard let weight = tracer.slice("weight") else { preconditionFailure("linear without weight") }
    return tracer.weightedSum(inputs, bias: bias) { tracer, k in
      (
        tracer.input(row * inputs + k),
        tracer.parameter(inSlice: weight, neuron * inputs + k)
      )
    }
  }
}
