import NeuralNetwork
import Testing

struct LayerCase: Decodable, Sendable, CustomTestStringConvertible {
  let layer: String
  let args: ReferenceArguments
  let train: Bool
  let input: ReferenceTensor
  let state: [String: ReferenceTensor]
  let state_after: [String: ReferenceTensor]?
  let output: ReferenceTensor
  let grad_output: ReferenceTensor
  let grad_params: [String: ReferenceTensor]
  let grad_input: ReferenceTensor?

  /// Parameters and buffers by their names in the layer: PyTorch puts that of the module that the
  /// reference wraps the attention in, "a.", before them.
  func named(_ tensors: [String: ReferenceTensor]) -> [String: ReferenceTensor] {
    guard layer == "self_attention" else { return tensors }
    return Dictionary(uniqueKeysWithValues: tensors.map { (String($0.key.dropFirst(2)), $0.value) })
  }

  var testDescription: String { "\(layer) \(args.words) on \(input.shape)" }
}

struct LayerReferenceTests {
  /// The numbers that a normalisation makes alike.
  private func groups(_ reference: LayerCase, _ layer: any Layer) -> [[Float]] {
    let values = reference.input.floats
    if let layer = layer as? LayerNorm {
      return stride(from: 0, to: values.count, by: layer.width).map { start in
        Array(values[start..<start + layer.width])
      }
    } else if reference.layer.hasPrefix("batch_norm"), reference.train {
      let channels = reference.input.shape[1]
      let places = reference.input.shape.dropFirst(2).reduce(1, *)
      return (0..<channels).map { channel in
        values.indices.filter { $0 / places % channels == channel }.map { values[$0] }
      }
    }
    return []
  }

  /// How much rounding counts, in the values and in the gradients of the inputs: where such numbers lie
  /// close together, and more so far from 0, PyTorch's own results are as far from the exact ones.
  private func condition(
    _ reference: LayerCase, _ layer: any Layer
  ) -> (values: Float, gradients: Float) {
    var worst: (values: Float, gradients: Float) = (1, 1)
    for group in groups(reference, layer) {
      guard let low = group.min(), let high = group.max(), high > low else { continue }
      worst.values = max(worst.values, 2 * max(low.magnitude, high.magnitude) / (high - low))
      worst.gradients = max(worst.gradients, 2 / (high - low))
    }
    return worst
  }

  @Test(arguments: try ReferenceFile<LayerCase>.read("layers"))
  func `a layer gives PyTorch's outputs and gradients`(_ reference: LayerCase) throws {
    try check(reference)
  }

  @Test(arguments: try ReferenceFile<LayerCase>.read("layers", own: "NotFinite"))
  func `what is infinite or no number goes on as in PyTorch`(_ reference: LayerCase) throws {
    try check(reference)
  }

  private func check(_ reference: LayerCase) throws {
    let type = Catalog.layers.first { $0.declaration.name == reference.layer }
    #expect((type == nil) == Pending.layers.contains(reference.layer), "\(reference.layer)")
    guard let type else { return }

    let settings = reference.args.settings(for: type.declaration)
    let samples = reference.input.shape[0]
    var network = Network()
    var generator = MersenneTwister(seed: 0)
    // PyTorch looks up single indices too; here they are samples of one.
    let isSingle = reference.layer == "embedding" && reference.input.shape.count == 1
    let inputShape = isSingle ? [1] : Array(reference.input.shape.dropFirst())
    try network.setInput(Shape(inputShape))
    let layer = try network.makeLayer(type, settings: settings)
    try network.append(layer, using: &generator)
    let outputShape = layer.outputShape.dimensions.dropFirst(isSingle ? 1 : 0)
    try #require([samples] + outputShape == reference.output.shape)
    let values = reference.named(reference.state)
    // PyTorch's count of batches is no tensor of floats, and the reference begins at none.
    let bufferSlices = network.bufferSlices.filter { $0.name != "num_batches_tracked" }
    try #require(Set((network.slices + bufferSlices).map(\.name)) == Set(values.keys))
    for slice in network.slices {
      let values = try #require(values[slice.name])
      try #require(slice.shape == values.shape)
      network.parameters.replaceSubrange(slice.range, with: values.floats)
    }
    for slice in bufferSlices {
      let values = try #require(values[slice.name])
      try #require(slice.shape == values.shape)
      network.buffers.replaceSubrange(slice.range, with: values.floats)
    }

    let plan = try TrainingPlan(network: network, loss: nil, capacity: samples)
    var state = TrainingState(network: network, generator: generator)
    let inputs = reference.input.floats
    var pass =
      reference.train
      ? try plan.forward(&state, inputs: inputs)
      : try plan.forward(parameters: network.parameters, buffers: network.buffers, inputs: inputs)
    let condition = condition(reference, layer)
    let (relative, absolute) = (1e-5 * condition.values, 1e-6 * condition.values)
    expectClose(
      pass.outputs[1], reference.output.floats, relative: relative, absolute: absolute, "output")
    let after = reference.named(reference.state_after ?? reference.state)
    for slice in bufferSlices {
      expectClose(
        Array(state.network.buffers[slice.range]), after[slice.name]?.floats ?? [], slice.name)
    }

    var gradients = [Float](repeating: 0, count: network.parameters.count)
    try plan.backward(
      &pass, parameters: network.parameters, outputGradient: reference.grad_output.floats,
      gradients: &gradients)
    let expectedGradients = reference.named(reference.grad_params)
    // A bias's gradient is the sum of a channel's, of thousands here and there, whose rounding does not
    // grow smaller where they cancel.
    let terms = reference.grad_output.floats.reduce(0) { $1.isFinite ? $0 + $1.magnitude : $0 }
    let channels = reference.output.shape.dropFirst().first ?? 1
    // A key's bias moves all scores of a row alike, so that its gradient is 0 but for the rounding of
    // terms as large as the others' gradients.
    let scale = expectedGradients.values.reduce(1) { largest, tensor in
      tensor.floats.reduce(largest) { $1.isFinite ? max($0, $1.magnitude) : $0 }
    }
    for slice in network.slices {
      let expected = try #require(expectedGradients[slice.name])
      expectClose(
        Array(gradients[slice.range]), expected.floats, relative: relative, absolute: absolute,
        scale: slice.name.hasSuffix("bias") ? max(scale, terms / Float(channels) / 10) : scale,
        "\(slice.name).grad")
    }
    if let expected = reference.grad_input {
      // Here PyTorch's sums over all places are up to 1.2 millionths of the largest gradient off the
      // exact ones, in float64.
      let absolute = reference.layer == "self_attention" ? 2 * absolute : absolute
      expectClose(
        pass.outputGradients[0], expected.floats, relative: relative, absolute: absolute,
        scale: condition.gradients, "input.grad")
    }
  }
}
