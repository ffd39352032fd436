import NeuralNetwork
import Testing

/// Trainings whose every number was worked out by hand or by a few lines of NumPy.
struct WorkedExampleTests {
  /// One sample, (1, -1) → 1, through two tanh neurons and a sigmoid one.
  private func oneSample() throws -> (TrainingState, Dataset) {
    var network = try Network.build(
      [2], (Linear.self, 2), (Tanh.self, nil), (Linear.self, 1), (Sigmoid.self, nil))
    network.set(0, "weight", [0.5, 0.2, -0.3, 0.8])
    network.set(0, "bias", [0.1, -0.1])
    network.set(2, "weight", [0.7, -0.4])
    network.set(2, "bias", [0.05])
    let state = TrainingState(
      network: network, loss: BinaryCrossEntropy(settings: [:]),
      optimizer: SGD(settings: ["lr": .number(0.5)]), generator: MersenneTwister(seed: 0))
    let data = try Dataset(
      x: Tensor(shape: [1, 2], values: [1, -1]), y: Tensor(shape: [1, 1], values: [1]))
    return (state, data)
  }

  @Test(arguments: Kernels.all)
  func `one sample goes forward, backward and forward again`(_ kernels: Kernels) throws {
    var (state, data) = try oneSample()
    let plan = try TrainingPlan(
      network: state.network, loss: state.loss, capacity: 1, kernels: kernels)
    var pass = try plan.forward(
      parameters: state.network.parameters, data: data, indices: [0])
    expectClose(pass.outputs[0], [1, -1], "x")
    expectClose(pass.outputs[1], [0.4, -1.2], "z1")
    expectClose(pass.outputs[2], [0.379949, -0.833655], "a1")
    expectClose(pass.outputs[3], [0.649426], "z2")
    expectClose(pass.outputs[4], [0.656881], "p")
    expectClose([try #require(pass.loss)], [0.420252], "loss")
    #expect(pass.outputGradients.isEmpty)

    try plan.backward(
      &pass, parameters: state.network.parameters, data: data, gradients: &state.gradients)
    expectClose(pass.outputGradients[3], [-0.343119], "dz2")
    expectClose(pass.outputGradients[1], [-0.205510, 0.041863], "dz1")
    expectClose(
      state.gradients,
      [
        -0.205510, 0.205510, 0.041863, -0.041863, -0.205510, 0.041863,
        -0.130368, 0.286043, -0.343119,
      ], "gradients")

    state.updateParameters()
    pass = try plan.forward(parameters: state.network.parameters, data: data, indices: [0])
    expectClose(pass.outputs[4], [0.759615], "p")
    expectClose([try #require(pass.loss)], [0.274944], "loss")
  }

  @Test func `a second backward adds to the gradients, and zeroing clears them`() throws {
    var (state, data) = try oneSample()
    let plan = try TrainingPlan(network: state.network, loss: state.loss, capacity: 1)
    var pass = try plan.forward(
      parameters: state.network.parameters, data: data, indices: [0])
    for _ in 0..<2 {
      try plan.backward(
        &pass, parameters: state.network.parameters, data: data, gradients: &state.gradients)
    }
    expectClose([state.gradients[0]], [2 * -0.205510], "l0.weight[0,0].grad")
    state.zeroGradients()
    #expect(state.gradients == [Float](repeating: 0, count: 9))
  }

  /// Sigmoid 2-2-1 on xor by the rule of 1986: the squared errors of all four samples are summed,
  /// Δw = 0.5 · Σ (t − o) o (1 − o) … + 0.9 · the last Δw. As `mse` is the mean of four squares
  /// and has no factor ½, lr = 1 is the same step.
  private func replay(_ start: [[Float]], epochs: Int) throws -> [Float] {
    var network = try Network.build(
      [2], (Linear.self, 2), (Sigmoid.self, nil), (Linear.self, 1), (Sigmoid.self, nil))
    for (address, values) in zip([(0, "weight"), (0, "bias"), (2, "weight"), (2, "bias")], start) {
      network.set(address.0, address.1, values)
    }
    var state = TrainingState(
      network: network, loss: MeanSquaredError(settings: [:]),
      optimizer: SGD(settings: ["lr": .number(1), "momentum": .number(0.9)]),
      generator: MersenneTwister(seed: 0))
    var losses: [Float] = []
    try TrainingPlan(network: network, loss: state.loss, capacity: 4)
      .train(&state, data: .xor(), batchSize: nil, steps: epochs, losses: &losses)
    return losses.map { 4 * $0 }
  }

  @Test func `xor is learnt from start A at epoch 174, as in 1986`() throws {
    let sums = try replay([[0.5, 0.5, -0.2, 0.1], [0, -0.3], [0.3, -0.1], [0.2]], epochs: 174)
    expectClose(
      [1, 50, 100, 150].map { sums[$0 - 1] }, [1.0282, 0.9969, 0.8779, 0.2396], absolute: 5e-5,
      "sum of squares")
    #expect(sums.firstIndex { $0 < 0.04 } == 173)
  }

  @Test func `xor is learnt from start B at epoch 196`() throws {
    let sums = try replay([[0.3, 0.4, -0.1, 0.2], [0, 0], [0.2, -0.2], [0]], epochs: 196)
    expectClose(
      [1, 100, 150].map { sums[$0 - 1] }, [0.9998, 0.9745, 0.6198], absolute: 5e-5,
      "sum of squares")
    #expect(sums.firstIndex { $0 < 0.04 } == 195)
  }

  @Test func `a start of all zeros never leaves its place`() throws {
    let sums = try replay([[0, 0, 0, 0], [0, 0], [0, 0], [0]], epochs: 500)
    #expect(sums.allSatisfy { $0 == 1 })
  }

  @Test func `two neurons that start alike stay alike, and act as one`() throws {
    let sums = try replay([[0.3, 0.3, 0.3, 0.3], [0, 0], [0.2, 0.2], [0]], epochs: 5000)
    expectClose([sums[999], sums[4999]], [0.6697, 0.6672], absolute: 5e-5, "sum of squares")
  }
}
