import NeuralNetwork
import Testing

struct LayerBitsTests {
  @Test(arguments: LayerSample.all)
  func `every variant of the kernels gives a layer the same bits`(_ sample: LayerSample) throws {
    for work in try sample.work {
      let specified = try work.done(kernels: Kernels.all[0])
      for kernels in Kernels.all.dropFirst() {
        #expect(try work.done(kernels: kernels) == specified, "\(kernels.name)")
      }
    }
  }

  @Test func `a rectified state forgets what is negative`() throws {
    // h = max(0, x + h): 1, then 1 - 3 → 0, then 2. The gradient of their sum cannot pass the 0.
    var network = Network()
    var generator = MersenneTwister(seed: 0)
    try network.setInput([3, 1])
    try network.append(
      network.makeLayer(
        RNN.self, settings: ["hidden": .integer(1), "nonlinearity": .choice("relu")]),
      using: &generator)
    network.parameters = [1, 1, 0, 0]
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    var pass = try plan.forward(parameters: network.parameters, inputs: [1, -3, 2])
    #expect(pass.outputs[1] == [1, 0, 2])
    var gradients: [Float] = [0, 0, 0, 0]
    try plan.backward(
      &pass, parameters: network.parameters, outputGradient: [1, 1, 1], gradients: &gradients)
    #expect(pass.outputGradients[0] == [1, 0, 1])
    // Σ ∂z x = 1 + 2; Σ ∂z h₋₁ = 0 + 0; Σ ∂z = 2, twice.
    #expect(gradients == [3, 0, 2, 2])
  }
}
