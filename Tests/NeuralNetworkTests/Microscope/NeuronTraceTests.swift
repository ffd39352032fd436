import NeuralNetwork
import Testing

/// A walk through tanh 2-2-1 with a sigmoid, neuron by neuron, on one sample: (1, −1) → 1.
struct NeuronTraceTests {
  static func oneSample() throws -> (TrainingState, Dataset, Pass) {
    var network = try Network.build(
      [2], (Linear.self, 2), (Tanh.self, nil), (Linear.self, 1), (Sigmoid.self, nil))
    network.set(0, "weight", [0.5, 0.2, -0.3, 0.8])
    network.set(0, "bias", [0.1, -0.1])
    network.set(2, "weight", [0.7, -0.4])
    network.set(2, "bias", [0.05])
    var state = TrainingState(
      network: network, loss: BinaryCrossEntropy(settings: [:]),
      optimizer: SGD(settings: ["lr": .number(0.5)]), generator: MersenneTwister(seed: 0))
    let data = try Dataset(
      x: Tensor(shape: [1, 2], values: [1, -1]), y: Tensor(shape: [1, 1], values: [1]))
    let plan = try TrainingPlan(network: network, loss: state.loss, capacity: 1)
    var pass = try plan.forward(parameters: network.parameters, data: data, indices: [0])
    try plan.backward(
      &pass, parameters: network.parameters, data: data, gradients: &state.gradients)
    return (state, data, pass)
  }

  private func expect(_ number: Double, _ expected: Double, _ what: String = "") {
    #expect((number - expected).magnitude <= 6e-7, "\(what) \(number), not \(expected)")
  }

  @Test func `a neuron's operations come forward in order, with names and numbers`() throws {
    let (state, _, pass) = try Self.oneSample()
    let microscope = Microscope(network: state.network, pass: pass)
    let steps = microscope.neuron(layer: 0, index: 1, sample: 0).forward
    #expect(
      steps.map(\.name) == [
        "l0.input[0] × l0.weight[1,0]", "l0.input[1] × l0.weight[1,1]", "l0.n1",
      ])
    #expect(steps.map(\.operation) == ["product", "product", "sum"])
    #expect(steps[0].operands.map(\.name) == ["l0.input[0]", "l0.weight[1,0]"])
    #expect(
      steps[2].operands.map(\.name) == [steps[0].name, steps[1].name, "l0.bias[1]"])
    for (number, expected) in zip(
      steps.map(\.value) + steps[2].operands.map(\.value), [-0.3, -0.8, -1.2, -0.3, -0.8, -0.1])
    {
      expect(number, expected)
    }
  }

  @Test func `every number of the walk forward and back is the one worked out by hand`() throws {
    let (state, data, pass) = try Self.oneSample()
    let microscope = Microscope(
      network: state.network, pass: pass, loss: state.loss, targets: data.targets)
    let forward: [[Double]] = [
      [0.4, -1.2], [0.379949, -0.833655], [0.649426], [0.656881],
    ]
    for (layer, values) in forward.enumerated() {
      for (index, value) in values.enumerated() {
        let neuron = microscope.neuron(layer: layer, index: index, sample: 0)
        expect(neuron.graph.values[neuron.output], value, "l\(layer).n\(index)")
        expect(try #require(neuron.forward.last).value, value)
      }
    }
    var trace = try microscope.loss(samples: [0])
    expect(trace.graph.values[trace.loss], 0.420252, "loss")

    // Back, each neuron from the gradient that the layer behind it has left.
    var output = microscope.neuron(layer: 2, index: 0, sample: 0)
    _ = output.backward(from: -0.343119)
    let parts = output.contributions
    #expect(
      parts.map(\.name) == ["l2.bias[0]", "l1.n0", "l2.weight[0,0]", "l1.n1", "l2.weight[0,1]"])
    for (part, expected) in zip(parts, [-0.343119, -0.240183, -0.130368, 0.137248, 0.286043]) {
      expect(part.contribution, expected, part.name)
    }
    for (index, (da, dz, dw)) in [
      (-0.240183, -0.205510, [-0.205510, 0.205510]), (0.137248, 0.041863, [0.041863, -0.041863]),
    ].enumerated() {
      var activation = microscope.neuron(layer: 1, index: index, sample: 0)
      let steps = activation.backward(from: da)
      #expect(steps.map(\.operation) == ["tanh"])
      expect(steps[0].operands[0].contribution, dz, "dz1")
      var sum = microscope.neuron(layer: 0, index: index, sample: 0)
      _ = sum.backward(from: dz)
      let weights = sum.contributions.filter { $0.name.contains("weight") }
      for (part, expected) in zip(weights, dw) { expect(part.contribution, expected, part.name) }
    }

    // And the whole graph at once.
    trace.graph.backward(from: trace.loss)
    let gradients = [
      -0.205510, 0.205510, 0.041863, -0.041863, -0.205510, 0.041863, -0.130368, 0.286043,
      -0.343119,
    ]
    for (index, expected) in gradients.enumerated() {
      let node = try #require(trace.parameter(index))
      expect(trace.graph.gradients[node], expected, trace.graph.text(of: node))
    }
  }

  @Test func `one update later the numbers are those worked out by hand`() throws {
    var (state, data, _) = try Self.oneSample()
    state.updateParameters()
    let plan = try TrainingPlan(network: state.network, loss: state.loss, capacity: 1)
    let pass = try plan.forward(
      parameters: state.network.parameters, data: data, indices: [0])
    let trace = try Microscope(
      network: state.network, pass: pass, loss: state.loss, targets: data.targets
    ).loss(samples: [0])
    let output = try #require(trace.value(4, 0, sample: 0))
    expect(trace.graph.values[output], 0.759615, "p")
    expect(trace.graph.values[trace.loss], 0.274944, "loss")
  }

  @Test func `node by node, the way back is the same as at once`() throws {
    let (state, data, pass) = try Self.oneSample()
    var trace = try Microscope(
      network: state.network, pass: pass, loss: state.loss, targets: data.targets
    ).loss(samples: [0])
    trace.graph.backward(from: trace.loss)
    let atOnce = trace.graph.gradients
    trace.graph.clearGradients()
    trace.graph.seed(trace.loss, 1)
    for node in trace.graph.cone(of: trace.loss).reversed() {
      trace.graph.backward(through: node)
    }
    #expect(trace.graph.gradients == atOnce)
  }

  @Test func `a convolution's neuron has its window and nothing more`() throws {
    var network = try Network.build([1, 8, 8])
    var generator = MersenneTwister(seed: 1)
    for settings in [
      ["out": .integer(8), "kernel": .integer(3), "padding": .integer(1)],
      ["out": .integer(16), "kernel": .integer(3)],
    ] as [Settings] {
      try network.append(network.makeLayer(Conv2d.self, settings: settings), using: &generator)
    }
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    let pass = try plan.forward(
      parameters: network.parameters, inputs: (0..<64).map { Float($0) / 64 })
    let microscope = Microscope(network: network, pass: pass)
    // At a corner 4 of 9 weights lie over the plane.
    let corner = microscope.neuron(layer: 0, index: 0, sample: 0)
    #expect(corner.forward.count == 4 + 1)
    #expect(corner.graph.count == 4 * 3 + 2)
    let deep = microscope.neuron(layer: 1, index: 100, sample: 0)
    #expect(deep.forward.count == 72 + 1)
    let value = Double(pass.outputs[2][100])
    #expect((deep.graph.values[deep.output] - value).magnitude < 1e-6)
  }

  @Test func `a maximum sends its gradient to the place that it was taken from`() throws {
    var network = try Network.build([1, 2, 4])
    var generator = MersenneTwister(seed: 1)
    try network.append(
      network.makeLayer(MaxPool2d.self, settings: ["kernel": .integer(2)]), using: &generator)
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    let pass = try plan.forward(parameters: [], inputs: [1, 5, 2, 2, 3, 4, 2, 1])
    let microscope = Microscope(network: network, pass: pass)
    for (index, expected) in [(0, "l0.input[1]"), (1, "l0.input[2]")] {
      var neuron = microscope.neuron(layer: 0, index: index, sample: 0)
      _ = neuron.backward(from: 0.5)
      let given = neuron.contributions.filter { $0.contribution != 0 }
      #expect(given.map(\.name) == [expected] && given.map(\.contribution) == [0.5])
    }
  }
}
