import NeuralNetwork
import Testing

/// Recurrent layers on each other, and both ways.
struct StackedRecurrentTests {
  private func network(_ settings: Settings, _ parameters: [Float]) throws -> Network {
    var network = Network()
    var generator = MersenneTwister(seed: 0)
    try network.setInput([3, 1])
    try network.append(network.makeLayer(RNN.self, settings: settings), using: &generator)
    try #require(network.parameters.count == parameters.count)
    network.parameters = parameters
    return network
  }

  /// The outputs of one sample, and the gradients of their sum.
  private func walk(_ network: Network, _ inputs: [Float]) throws -> ([Float], [Float], [Float]) {
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    var pass = try plan.forward(parameters: network.parameters, inputs: inputs)
    var gradients = [Float](repeating: 0, count: network.parameters.count)
    try plan.backward(
      &pass, parameters: network.parameters,
      outputGradient: [Float](repeating: 1, count: pass.outputs[1].count), gradients: &gradients)
    return (pass.outputs[1], pass.outputGradients[0], gradients)
  }

  @Test func `a second layer sums what the first has summed`() throws {
    // 1, 2, 3 → 1, 3, 6 → 1, 4, 10.
    let network = try network(
      [
        "hidden": .integer(1), "num_layers": .integer(2), "nonlinearity": .choice("relu"),
        "bias": .flag(false),
      ], [1, 1, 1, 1])
    let (outputs, slopes, gradients) = try walk(network, [1, 2, 3])
    #expect(outputs == [1, 4, 10])
    // The first input is in all: 1 of the first output, 2 of the second, 3 of the third.
    #expect(slopes == [6, 3, 1])
    // The gradients of the sums, 3 2 1 above and 6 3 1 below, times what they read.
    // 6·1 + 3·2 + 1·3, 3·1 + 1·3; 3·1 + 2·3 + 1·6, 2·1 + 1·4
    #expect(gradients == [15, 6, 15, 6])
  }

  @Test func `a second direction sums from the end`() throws {
    let network = try network(
      [
        "hidden": .integer(1), "bidirectional": .flag(true), "nonlinearity": .choice("relu"),
        "bias": .flag(false),
      ], [1, 1, 1, 1])
    let (outputs, slopes, gradients) = try walk(network, [1, 2, 3])
    #expect(outputs == [1, 6, 3, 5, 6, 3])
    // 3 2 1 from the one direction, 1 2 3 from the other.
    #expect(slopes == [4, 4, 4])
    // 3·1 + 2·2 + 1·3, 2·1 + 1·3; 1·1 + 2·2 + 3·3, 1·5 + 2·3
    #expect(gradients == [10, 5, 14, 11])
  }

  @Test func `dropout stands between the layers, in training alone`() throws {
    let settings: Settings = [
      "hidden": .integer(1), "num_layers": .integer(2), "nonlinearity": .choice("relu"),
      "bias": .flag(false), "dropout": .number(0.5),
    ]
    let network = try network(settings, [1, 0, 1, 0])
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 2)
    let inputs: [Float] = [1, 2, 3, 4, 5, 6]
    let used = try plan.forward(parameters: network.parameters, inputs: inputs)
    #expect(used.outputs[1] == inputs)
    var state = TrainingState(network: network, generator: MersenneTwister(seed: 3))
    var drawing = MersenneTwister(seed: 3)
    let mask = drawing.dropoutMask(6, probability: 0.5)
    let trained = try plan.forward(&state, inputs: inputs)
    // The draws go step by step, and in each from sample to sample.
    let order = [0, 2, 4, 1, 3, 5]
    let expected: [Float] = zip(inputs, order).map { $0 * mask[$1] }
    #expect(trained.outputs[1] == expected)
    #expect(state.generator == drawing)
  }

  @Test func `a layer is called what PyTorch calls it`() throws {
    let settings: Settings = [
      "hidden": .integer(4), "num_layers": .integer(2), "bidirectional": .flag(true),
      "dropout": .number(0.25), "bias": .flag(false),
    ]
    let layer = try LSTM(settings: settings, input: [5, 3])
    #expect(layer.label == "lstm 3→8, 2 layers, both ways")
    #expect(
      layer.pytorch
        == "nn.LSTM(3, 4, num_layers=2, bias=False, batch_first=True, dropout=0.25, bidirectional=True)"
    )
    #expect(layer.outputShape == [5, 8])
    #expect(
      layer.parameters.map(\.name).suffix(2) == ["weight_ih_l1_reverse", "weight_hh_l1_reverse"])
    #expect(try LSTM(settings: layer.settings, input: [5, 3]) == layer)
    // One layer has nothing between.
    let single = try GRU(
      settings: ["hidden": .integer(4), "dropout": .number(0.5)], input: [5, 3])
    #expect(single.pytorch == "nn.GRU(3, 4, batch_first=True)")
    #expect(single.label == "gru 3→4")
  }
}
