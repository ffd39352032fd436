import NeuralNetwork
import Testing

struct DropoutTests {
  private func network(_ probability: Double, width: Int) throws -> Network {
    var network = Network()
    var generator = MersenneTwister(seed: 0)
    try network.setInput([width])
    try network.append(
      network.makeLayer(Dropout.self, settings: ["p": .number(probability)]), using: &generator)
    return network
  }

  @Test(
    arguments: try ReferenceFile<DrawCase>.read("random").filter { $0.draw == "dropout_mask" })
  func `training drops what PyTorch drops`(_ reference: DrawCase) throws {
    let probability = try #require(reference.args["p"]?.number)
    let width = reference.values.data.count
    let network = try network(probability, width: width)
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    var state = TrainingState(network: network, generator: MersenneTwister(seed: reference.seed))
    let pass = try plan.forward(&state, inputs: [Float](repeating: 1, count: width))
    #expect(pass.outputs[1] == reference.values.floats)
  }

  @Test func `evaluation drops nothing and draws nothing`() throws {
    let network = try network(0.5, width: 3)
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 2)
    #expect(try plan.predict(parameters: [], inputs: [1, -2, 3, 4, 5, 6]) == [1, -2, 3, 4, 5, 6])
    var pass = try plan.forward(parameters: [], inputs: [1, -2, 3])
    var none: [Float] = []
    try plan.backward(&pass, parameters: [], outputGradient: [7, 8, 9], gradients: &none)
    #expect(pass.outputGradients[0] == [7, 8, 9])
  }

  @Test(arguments: [(0.0, [1, 2, 3]), (1.0, [0, 0, 0])] as [(Double, [Float])])
  func `nothing is drawn where all or none are kept`(_ probability: Double, _ output: [Float])
    throws
  {
    let network = try network(probability, width: 3)
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    let generator = MersenneTwister(seed: 3)
    var state = TrainingState(network: network, generator: generator)
    #expect(try plan.forward(&state, inputs: [1, 2, 3]).outputs[1] == output)
    #expect(state.generator == generator)
  }

  @Test func `the way back goes through the mask of the way forward, in any plan`() throws {
    let network = try network(0.5, width: 40)
    var state = TrainingState(network: network, generator: MersenneTwister(seed: 1))
    let ones = [Float](repeating: 1, count: 40)
    var pass = try TrainingPlan(network: network, loss: nil, capacity: 1)
      .forward(&state, inputs: ones)
    #expect(Set(pass.outputs[1]) == [0, 2])
    var none: [Float] = []
    try TrainingPlan(network: network, loss: nil, capacity: 1)
      .backward(&pass, parameters: [], outputGradient: ones, gradients: &none)
    #expect(pass.outputGradients[0] == pass.outputs[1])
  }

  @Test func `a replay of a training with dropout gives the same bits`() throws {
    var network = try Network.build([2], seed: 4, (Linear.self, 8), (Tanh.self, nil))
    var generator = MersenneTwister(seed: 5)
    try network.append(network.makeLayer(Dropout.self, settings: [:]), using: &generator)
    try network.append(
      network.makeLayer(Linear.self, settings: ["out": .integer(1)]), using: &generator)
    let start = TrainingState(
      network: network, loss: MeanSquaredError(settings: [:]), generator: generator)

    func trained(_ portions: [Int]) throws -> TrainingState {
      var (state, losses) = (start, [Float]())
      for steps in portions {
        try TrainingPlan(network: network, loss: state.loss, capacity: 3)
          .train(&state, data: .xor(), batchSize: 3, steps: steps, losses: &losses)
      }
      return state
    }
    #expect(try trained([20]) == trained([7, 13]))
    #expect(try trained([20]).generator != start.generator)
  }
}
