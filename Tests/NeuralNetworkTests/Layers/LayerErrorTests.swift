import NeuralNetwork
import Testing

struct LayerErrorTests {
  private func error(
    _ type: any Layer.Type, _ settings: Settings, _ input: Shape
  ) -> NetworkError? {
    var network = Network()
    do {
      try network.setInput(input)
      _ = try network.makeLayer(type, settings: settings)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a layer says what it needs`() {
    #expect(
      error(BatchNorm2d.self, [:], [4])
        == .wrongRank(layer: "batch_norm2d", needs: "channels × height × width", gives: [4]))
    #expect(
      error(BatchNorm1d.self, [:], [1, 4, 4])
        == .wrongRank(
          layer: "batch_norm1d", needs: "features, or channels × places", gives: [1, 4, 4]))
    #expect(
      error(BatchNorm1d.self, ["features": .integer(3)], [4])
        == .mismatch(layer: "batch_norm1d 3", needs: [3], after: "input", gives: [4]))
    #expect(
      error(SelfAttention.self, ["heads": .integer(2)], [8])
        == .wrongRank(layer: "self_attention", needs: "places × values", gives: [8]))
    #expect(
      error(SelfAttention.self, ["heads": .integer(3)], [5, 8])
        == .wrongRank(
          layer: "self_attention", needs: "as many values a place as 3 heads can share",
          gives: [5, 8]))
    #expect(
      error(SelfAttention.self, ["embed": .integer(4), "heads": .integer(2)], [5, 8])
        == .mismatch(layer: "self_attention 4", needs: [5, 4], after: "input", gives: [5, 8]))
    #expect(
      error(LSTM.self, ["hidden": .integer(3)], [8])
        == .wrongRank(layer: "lstm", needs: "steps × values", gives: [8]))
    #expect(
      error(GRU.self, ["in": .integer(3), "hidden": .integer(4)], [5, 2])
        == .mismatch(layer: "gru 3→4", needs: [5, 3], after: "input", gives: [5, 2]))
  }

  @Test(
    arguments: [
      (Embedding.self, ["num": .integer(.max), "dim": .integer(2)], [3]),
      (Embedding.self, ["num": .integer(2), "dim": .integer(.max)], [3]),
      (RNN.self, ["hidden": .integer(.max)], [2, 3]),
      (LSTM.self, ["hidden": .integer(.max / 3)], [2, 3]),
      (GRU.self, ["hidden": .integer(1 << 31)], [2, 3]),
    ] as [(any Layer.Type, Settings, Shape)])
  func `a size that cannot be counted is refused`(
    _ type: any Layer.Type, _ settings: Settings, _ input: Shape
  ) throws {
    var network = Network()
    var generator = MersenneTwister(seed: 0)
    try network.setInput(input)
    do {
      try network.append(network.makeLayer(type, settings: settings), using: &generator)
      Issue.record("accepted")
    } catch NetworkError.tooLarge {
      #expect(network.layers.isEmpty)
    }
  }

  @Test func `room that layers keep counts as memory`() throws {
    var network = Network()
    var generator = MersenneTwister(seed: 0)
    try network.setInput([3000, 1])
    try network.append(
      network.makeLayer(SelfAttention.self, settings: ["heads": .integer(1)]), using: &generator)
    // 3000 × 3000 weights of an attention for each of 16 samples are 576 MB.
    #expect(throws: NetworkError.self) {
      try TrainingPlan(
        network: network, loss: MeanSquaredError(settings: [:]), capacity: 16,
        memoryLimit: 500_000_000)
    }
  }

  @Test(arguments: [-1, 0.5, 5, .nan, .infinity] as [Float])
  func `an embedding refuses data that name no row`(_ value: Float) throws {
    var network = Network()
    var generator = MersenneTwister(seed: 0)
    try network.setInput([2])
    try network.append(
      network.makeLayer(Embedding.self, settings: ["num": .integer(5), "dim": .integer(2)]),
      using: &generator)
    let data = Dataset(
      name: "words", inputShape: [2], inputs: [0, value], targets: .values([0], width: 1))
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    do {
      _ = try plan.evaluate(parameters: network.parameters, data: data)
      Issue.record("accepted")
    } catch NetworkError.noEntry(let layer, let found, let count) {
      #expect(layer == "embedding 5→2")
      #expect(found == value || found.isNaN && value.isNaN)
      #expect(count == 5)
    }
    let outputs = try plan.predict(parameters: network.parameters, inputs: [0, value])
    #expect(Array(outputs[..<2]) == Array(network.parameters[..<2]))
    #expect(outputs[2].isNaN && outputs[3].isNaN)
  }

  @Test func `step passes no gradient`() throws {
    let network = try Network.build([3], (Step.self, nil))
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    var pass = try plan.forward(parameters: [], inputs: [-1, 0, 2])
    #expect(pass.outputs[1] == [0, 1, 1])
    var none: [Float] = []
    try plan.backward(&pass, parameters: [], outputGradient: [1, 1, 1], gradients: &none)
    #expect(pass.outputGradients[0] == [0, 0, 0])
  }
}
