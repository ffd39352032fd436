import NeuralNetwork
import Testing

struct BatchNormTests {
  private let data = Dataset(
    name: "three", inputShape: [1], inputs: [1, 2, 6], targets: .values([0, 0, 1], width: 1))

  @Test func `training moves the running mean and variance a tenth of the way`() throws {
    let network = try Network.build([1], (BatchNorm1d.self, nil))
    let plan = try TrainingPlan(
      network: network, loss: MeanSquaredError(settings: [:]), capacity: 3)
    var state = TrainingState(
      network: network, loss: MeanSquaredError(settings: [:]), generator: MersenneTwister(seed: 0))
    var losses: [Float] = []
    try plan.train(&state, data: data, batchSize: nil, steps: 1, losses: &losses)
    // Mean 3; squares 4 + 1 + 9 = 14, over 3 - 1.
    expectClose(state.network.buffers, [0.3, 0.9 + 0.7], "running")
    #expect(state != TrainingState(network: network, generator: state.generator))
  }

  @Test func `a walk by hand counts as a step of training does`() throws {
    let network = try Network.build([1], seed: 2, (Linear.self, 3), (BatchNorm1d.self, nil))
    let loss = MeanSquaredError(settings: [:])
    let data = Dataset(
      name: "three", inputShape: [1], inputs: [1, 2, 6],
      targets: .values([0, 0, 1, 1, 0, 1, 0, 1, 1], width: 3))
    let plan = try TrainingPlan(network: network, loss: loss, capacity: 3)
    let start = TrainingState(
      network: network, loss: loss, generator: MersenneTwister(seed: 0))
    var (walked, trained, losses) = (start, start, [Float]())
    var pass = try plan.forward(&walked, data: data, indices: [0, 1, 2])
    try plan.backward(
      &pass, parameters: walked.network.parameters, data: data, gradients: &walked.gradients)
    walked.updateParameters()
    try plan.train(&trained, data: data, batchSize: nil, steps: 1, losses: &losses)
    #expect(walked.network == trained.network)
    #expect(walked.gradients == trained.gradients)
  }

  @Test func `evaluation reads the running statistics and leaves them`() throws {
    var network = try Network.build([1], (BatchNorm1d.self, nil))
    network.buffers = [3, 4]
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 2)
    let outputs = try plan.predict(
      parameters: network.parameters, buffers: network.buffers, inputs: [3, 5])
    expectClose(outputs, [0, 1], "output")
    #expect(network.buffers == [3, 4])
  }

  @Test func `a batch of one sample cannot train`() throws {
    let network = try Network.build([1], (BatchNorm1d.self, nil))
    let loss = MeanSquaredError(settings: [:])
    let plan = try TrainingPlan(network: network, loss: loss, capacity: 3)
    var state = TrainingState(
      network: network, loss: loss, generator: MersenneTwister(seed: 0))
    var losses: [Float] = []
    for size in [1, 2] {
      #expect(throws: NetworkError.oneSample(layer: "batch_norm1d 1")) {
        try plan.train(&state, data: data, batchSize: size, steps: 1, losses: &losses)
      }
    }
    #expect(throws: NetworkError.oneSample(layer: "batch_norm1d 1")) {
      try plan.forward(&state, data: data, indices: [1])
    }
    #expect(losses.isEmpty)
  }

  @Test func `buffers move with their layers`() throws {
    var network = try Network.build(
      [2], (BatchNorm1d.self, nil), (Linear.self, 3), (BatchNorm1d.self, nil))
    network.buffers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    #expect(
      network.bufferSlices.map(\.name) == [
        "running_mean", "running_var", "running_mean", "running_var",
      ])
    try network.remove(at: 0)
    #expect(network.buffers == [5, 6, 7, 8, 9, 10])
    var generator = MersenneTwister(seed: 0)
    try network.insert(
      network.makeLayer(BatchNorm1d.self, settings: [:], at: 0), at: 0, using: &generator)
    #expect(network.buffers == [0, 0, 1, 1, 5, 6, 7, 8, 9, 10])
    network.reset(layer: 2, using: &generator)
    #expect(network.buffers == [0, 0, 1, 1, 0, 0, 0, 1, 1, 1])
  }
}
