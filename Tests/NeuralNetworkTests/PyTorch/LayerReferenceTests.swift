import NeuralNetwork
import Testing

struct LayerCase: Decodable, Sendable, CustomTestStringConvertible {
  let layer: String
  let args: ReferenceArguments
  let input: ReferenceTensor
  let state: [String: ReferenceTensor]
  let output: ReferenceTensor
  let grad_output: ReferenceTensor
  let grad_params: [String: ReferenceTensor]
  let grad_input: ReferenceTensor?

  var testDescription: String { "\(layer) \(args.words) on \(input.shape)" }
}

struct LayerReferenceTests {
  @Test(arguments: try ReferenceFile<LayerCase>.read("layers"))
  func `a layer gives PyTorch's outputs and gradients`(_ reference: LayerCase) throws {
    let type = Catalog.layers.first { $0.declaration.name == reference.layer }
    #expect((type == nil) == Pending.layers.contains(reference.layer), "\(reference.layer)")
    guard let type else { return }

    // The softmax of Gradus is over the last axis, always.
    let settings = reference.args.settings(for: type.declaration, ignoring: ["dim"])
    let samples = reference.input.shape[0]
    var network = Network()
    var generator = MersenneTwister(seed: 0)
    try network.setInput(Shape(Array(reference.input.shape.dropFirst())))
    let layer = try network.makeLayer(type, settings: settings)
    try network.append(layer, using: &generator)
    #expect([samples] + layer.outputShape.dimensions == reference.output.shape)
    #expect(Set(network.slices.map(\.name)) == Set(reference.state.keys))
    for slice in network.slices {
      let values = try #require(reference.state[slice.name])
      #expect(slice.shape == values.shape)
      network.parameters.replaceSubrange(slice.range, with: values.floats)
    }

    let plan = try TrainingPlan(network: network, loss: nil, capacity: samples)
    var pass = try plan.forward(
      parameters: network.parameters, inputs: reference.input.floats)
    expectClose(pass.outputs[1], reference.output.floats, "output")

    var gradients = [Float](repeating: 0, count: network.parameters.count)
    try plan.backward(
      &pass, parameters: network.parameters, outputGradient: reference.grad_output.floats,
      gradients: &gradients)
    for slice in network.slices {
      let expected = try #require(reference.grad_params[slice.name])
      expectClose(Array(gradients[slice.range]), expected.floats, "\(slice.name).grad")
    }
    if let expected = reference.grad_input {
      expectClose(pass.outputGradients[0], expected.floats, "input.grad")
    }
  }
}
