import NeuralNetwork
import Testing

struct ResidualTests {
  /// linear 2 → tanh → linear 2, and a residual of `length`.
  private func block(_ length: Int) throws -> Network {
    var network = try Network.build(
      [2], seed: 3, (Linear.self, 2), (Tanh.self, nil), (Linear.self, 2))
    try add(length, to: &network)
    return network
  }

  private func add(_ length: Int, to network: inout Network) throws {
    var generator = MersenneTwister(seed: 0)
    try network.append(
      network.makeLayer(Residual.self, settings: ["layers": .integer(length)]), using: &generator)
  }

  @Test(arguments: 1...3)
  func `what went into the block is added to what comes out`(_ length: Int) throws {
    let network = try block(length)
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    let pass = try plan.forward(parameters: network.parameters, inputs: [0.5, -1])
    let sum = zip(pass.outputs[3], pass.outputs[3 - length]).map { $0 + $1 }
    #expect(pass.outputs[4] == sum)
    #expect(try plan.predict(parameters: network.parameters, inputs: [0.5, -1]) == sum)
  }

  @Test func `training takes the walk's gradients, in blocks within blocks too`() throws {
    var network = try block(3)
    var generator = MersenneTwister(seed: 8)
    for type in [Linear.self, Tanh.self, Linear.self, Sigmoid.self] as [any Layer.Type] {
      let settings: Settings = type == Linear.self ? ["out": .integer(2)] : [:]
      try network.append(network.makeLayer(type, settings: settings), using: &generator)
    }
    try add(4, to: &network)
    try add(5, to: &network)
    try add(1, to: &network)
    let loss = MeanSquaredError(settings: [:])
    let data = Dataset(
      name: "pairs", inputShape: [2], inputs: [1, 2, -1, 0.5, 0.2, 0.3],
      targets: .values([1, 0, 0, 1, 1, 1], width: 2))
    let plan = try TrainingPlan(network: network, loss: loss, capacity: 3)
    var state = TrainingState(
      network: network, loss: loss, generator: MersenneTwister(seed: 0))
    var walked = state
    var losses: [Float] = []
    var pass = try plan.forward(&walked, data: data, indices: [0, 1, 2])
    try plan.backward(
      &pass, parameters: walked.network.parameters, data: data, gradients: &walked.gradients)
    try plan.train(&state, data: data, batchSize: nil, steps: 1, losses: &losses)
    #expect(state.gradients == walked.gradients)
    #expect(losses == [pass.loss])
    #expect(
      try plan.predict(parameters: walked.network.parameters, inputs: data.inputs)
        == pass.outputs.last)

    // By slopes: the sum of squares of the outputs' differences, over 6.
    for index in network.parameters.indices {
      var (up, down) = (network.parameters, network.parameters)
      up[index] += 0x1p-6
      down[index] -= 0x1p-6
      let slope = try [up, down].map {
        Float(try plan.evaluate(parameters: $0, data: data).loss ?? .nan)
      }
      expectClose(
        [state.gradients[index]], [(slope[0] - slope[1]) / 0x1p-5], relative: 5e-3,
        absolute: 2e-3, "gradient \(index)")
    }
  }

  @Test func `a layer put into a block makes it longer, and taken out shorter`() throws {
    var network = try block(2)
    var generator = MersenneTwister(seed: 0)
    let tanh = try network.makeLayer(Tanh.self, settings: [:], at: 2)
    try network.insert(tanh, at: 2, using: &generator)
    #expect(network.layers.last?.label == "residual 3")
    // In front of the block.
    try network.insert(tanh, at: 1, using: &generator)
    #expect(network.layers.last?.label == "residual 3")
    try network.remove(at: 1)
    #expect(network.layers.last?.label == "residual 3")
    try network.remove(at: 2)
    #expect(network.layers.last?.label == "residual 2")
    try network.remove(at: 1)
    #expect(network.layers.last?.label == "residual 1")
    let before = network
    #expect(throws: NetworkError.self) { try network.remove(at: 1) }
    #expect(network == before)
  }

  @Test func `a block needs its layers, and the same shape at both ends`() throws {
    var network = try Network.build([2], (Linear.self, 3), (Tanh.self, nil))
    #expect(
      throws: NetworkError.wrongRank(layer: "residual 3", needs: "3 layers before it", gives: [2])
    ) { try add(3, to: &network) }
    #expect(
      throws: NetworkError.mismatch(layer: "residual 2", needs: [2], after: "tanh", gives: [3])
    ) { try add(2, to: &network) }
    try add(1, to: &network)
    #expect(network.output == [3])
  }
}
