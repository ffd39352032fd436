/// Weighted sums of the inputs plus a bias, over the last axis.
///
///     y = x Wᵀ + b
///
/// Shapes: x is [… × in], W is [out × in], b is [out], y is [… × out]. A fresh layer draws W and
/// then b evenly from ±1/√in, as PyTorch does.
///
/// - Source: PyTorch, `torch.nn.Linear`.
package struct Linear: Layer {
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

  private init(_ layer: Linear, input: Shape) {
    inputShape = input
    outputs = layer.outputs
    hasBias = layer.hasBias
  }

  /// The number of values that each neuron reads.
  package var inputs: Int { inputShape.dimensions.last ?? 1 }
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

  package func refitted(to input: Shape) throws(NetworkError) -> Linear {
    guard input.dimensions.last == inputs else {
      throw .mismatch(
        layer: label, needs: Shape(input.dimensions.dropLast() + [inputs]), after: "input",
        gives: input)
    }
    return Linear(self, input: input)
  }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    LinearOperation(self, buffers)
  }
}

private final class LinearOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let inputs: Int
  private let outputs: Int
  private let rowsInSample: Int
  private let hasBias: Bool

  init(_ layer: Linear, _ buffers: LayerBuffers) {
    self.buffers = buffers
    inputs = layer.inputs
    outputs = layer.outputs
    rowsInSample = layer.inputShape.count / layer.inputs
    hasBias = layer.hasBias
  }

  /// y[r, o] = b[o] + Σₖ x[r, k] · W[o, k]
  override func forward(_ samples: Int) {
    let weight = buffers.parameters
    let bias = hasBias ? weight + outputs * inputs : nil
    for row in 0..<samples * rowsInSample {
      let x = buffers.input + row * inputs
      let y = buffers.output + row * outputs
      for output in 0..<outputs {
        let w = weight + output * inputs
        var sum = bias?[output] ?? 0
        for k in 0..<inputs { sum = sum.addingProduct(x[k], w[k]) }
        y[output] = sum
      }
    }
  }

  /// ∂W[o, k] += Σᵣ ∂y[r, o] · x[r, k];  ∂b[o] += Σᵣ ∂y[r, o];  ∂x[r, k] = Σₒ ∂y[r, o] · W[o, k]
  override func backward(_ samples: Int) {
    guard let outputGradient = buffers.outputGradient, let gradients = buffers.gradients else {
      return
    }
    let weight = buffers.parameters
    for row in 0..<samples * rowsInSample {
      let x = buffers.input + row * inputs
      let dy = outputGradient + row * outputs
      for output in 0..<outputs {
        let dw = gradients + output * inputs
        for k in 0..<inputs { dw[k] = dw[k].addingProduct(dy[output], x[k]) }
        if hasBias { gradients[outputs * inputs + output] += dy[output] }
      }
      guard let dx = buffers.inputGradient.map({ $0 + row * inputs }) else { continue }
      for k in 0..<inputs { dx[k] = 0 }
      for output in 0..<outputs {
        let w = weight + output * inputs
        for k in 0..<inputs { dx[k] = dx[k].addingProduct(dy[output], w[k]) }
      }
    }
  }
}
