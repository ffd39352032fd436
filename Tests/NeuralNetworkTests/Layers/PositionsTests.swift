import NeuralNetwork
import Testing

@Suite struct `Positions of a sequence` {
  private func network(_ shape: Shape, learned: Bool) throws -> Network {
    var network = Network()
    var generator = MersenneTwister(seed: 1)
    try network.setInput(shape)
    try network.append(
      network.makeLayer(Positions.self, settings: ["learned": .flag(learned)]),
      using: &generator)
    return network
  }

  private func output(_ network: Network, _ inputs: [Float]) throws -> [Float] {
    try TrainingPlan(network: network, loss: nil, capacity: 2)
      .predict(parameters: network.parameters, inputs: inputs)
  }

  @Test func `waves of sines and cosines are added to each place`() throws {
    let network = try network([2, 4], learned: false)
    let output = try output(network, [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(output[..<4] == [0, 1, 0, 1])
    // sin 1, cos 1, sin 0.01, cos 0.01
    let expected: [Float] = [1.84147098, 1.54030231, 1.00999983, 1.99995]
    for (value, wanted) in zip(output[4...], expected) { #expect(abs(value - wanted) < 1e-6) }
    #expect(network.parameterCount == 0)
  }

  @Test func `learned ones are a weight for each place, and its gradient the sum over samples`()
    throws
  {
    let network = try network([2, 2], learned: true)
    #expect(network.slices.map(\.shape) == [[2, 2]])
    #expect(try output(network, [0, 0, 0, 0]) == network.parameters)
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 2)
    var pass = try plan.forward(
      parameters: network.parameters, inputs: [Float](repeating: 0, count: 8))
    var gradients: [Float] = [0, 0, 0, 0]
    try plan.backward(
      &pass, parameters: network.parameters, outputGradient: [1, 2, 3, 4, 10, 20, 30, 40],
      gradients: &gradients)
    #expect(gradients == [11, 22, 33, 44])
  }

  @Test func `they are of sequences only`() {
    #expect(
      throws: NetworkError.wrongRank(layer: "positions", needs: "places × values", gives: [4])
    ) { try network([4], learned: false) }
  }
}
