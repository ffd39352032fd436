import NeuralNetwork
import Testing

/// That buffers which share their places never disturb each other: every network learns in training,
/// which forgets all that it can, what a walk says, which keeps everything.
struct TrainingMemoryTests {
  /// Convolutions, functions, maxima and blocks in any order, on planes of 4 × 6 or, where the last row
  /// is in no window, of 5 × 8.
  private func pictureNetwork(_ seed: Int) throws -> Network {
    var generator = MersenneTwister(seed: UInt64(seed))
    var network = Network()
    try network.setInput(seed % 3 == 0 ? [1, 5, 8] : [1, 4, 6])
    for _ in 0..<2 + generator.integer(below: 8) {
      let (count, planes) = (network.layers.count, network.shapes[network.layers.count].dimensions)
      var (type, settings): (any Layer.Type, Settings) = (ReLU.self, [:])
      switch generator.integer(below: 12) {
      case 0, 1, 2:
        (type, settings) = (
          Conv2d.self,
          [
            "out": .integer(1 + generator.integer(below: 20)), "kernel": .integer(3),
            "padding": .integer(1),
          ]
        )
      case 3:
        (type, settings) = (
          Conv2d.self,
          [
            "out": .integer(planes[0]), "kernel": .integer(2), "groups": .integer(planes[0]),
            "padding": .choice("same"),
          ]
        )
      case 4, 5, 6:
        guard planes[1] > 1, planes[2] > 1 else { continue }
        (type, settings) = (MaxPool2d.self, ["kernel": .integer(2)])
      case 7:
        (type, settings) = (
          MaxPool2d.self,
          ["kernel": .integer(3), "stride": .integer(1), "padding": .integer(1)]
        )
        guard planes[1] > 1, planes[2] > 1 else { continue }
      case 8: (type, settings) = (LeakyReLU.self, ["negative_slope": .number(-0.3)])
      case 9: type = Tanh.self
      case 10 where count > 0:
        guard let residual = residual(network, &generator) else { continue }
        (type, settings) = (Residual.self, residual)
      default: break
      }
      try network.append(network.makeLayer(type, settings: settings), using: &generator)
    }
    return try flattened(network, &generator)
  }

  /// The settings of a block around some of the last layers; nil where they change the shape.
  private func residual(_ network: Network, _ generator: inout MersenneTwister) -> Settings? {
    let count = network.layers.count
    let reach = 1 + generator.integer(below: count)
    guard network.shapes[count - reach] == network.output else { return nil }
    return ["layers": .integer(reach)]
  }

  /// The network with two outputs at its end.
  private func flattened(
    _ network: Network, _ generator: inout MersenneTwister
  ) throws -> Network {
    var network = network
    for type in [Flatten.self, Linear.self] as [any Layer.Type] {
      let settings: Settings = type == Linear.self ? ["out": .integer(2)] : [:]
      try network.append(network.makeLayer(type, settings: settings), using: &generator)
    }
    return network
  }

  /// Layers and blocks in any order, on samples of [3 × 4].
  private func network(_ seed: Int) throws -> Network {
    var generator = MersenneTwister(seed: UInt64(seed))
    var network = Network()
    try network.setInput([3, 4])
    for _ in 0..<2 + generator.integer(below: 9) {
      let count = network.layers.count
      var (type, settings): (any Layer.Type, Settings) = (Tanh.self, [:])
      switch generator.integer(below: 12) {
      case 0, 1, 2:
        (type, settings) = (Linear.self, ["out": .integer(1 + generator.integer(below: 40))])
      case 3: type = ReLU.self
      case 4: type = GELU.self
      case 5: type = LayerNorm.self
      case 6: type = Dropout.self
      case 7: type = Softmax.self
      case 8: (type, settings) = (GRU.self, ["hidden": .integer(1 + generator.integer(below: 8))])
      case 9: (type, settings) = (SelfAttention.self, ["heads": .integer(1)])
      case 10 where count > 0:
        guard let residual = residual(network, &generator) else { continue }
        (type, settings) = (Residual.self, residual)
      default: break
      }
      try network.append(network.makeLayer(type, settings: settings), using: &generator)
    }
    return try flattened(network, &generator)
  }

  @Test(arguments: 0..<60, [nil, 3])
  func `training learns what a walk does`(_ seed: Int, _ batchSize: Int?) throws {
    try expectSame(network(seed), seed, batchSize)
  }

  @Test(arguments: 0..<120, [nil, 3])
  func `training on pictures learns what a walk does`(_ seed: Int, _ batchSize: Int?) throws {
    try expectSame(pictureNetwork(seed), seed, batchSize)
  }

  private func expectSame(_ network: Network, _ seed: Int, _ batchSize: Int?) throws {
    var generator = MersenneTwister(seed: 77)
    let input = network.shapes[0]
    let data = Dataset(
      name: "any", inputShape: input, inputs: generator.normal(5 * input.count),
      targets: .values(generator.normal(10), width: 2))
    var trained = TrainingState(
      network: network, loss: MeanSquaredError(settings: [:]),
      optimizer: Adam(settings: [:]), generator: MersenneTwister(seed: 5))
    var walked = trained
    let threads = Threads(1 + seed % 3, leastWork: 1)
    let plan = try TrainingPlan(
      network: network, loss: trained.loss, capacity: batchSize ?? 5, threads: threads)
    let whole = try TrainingPlan(network: network, loss: trained.loss, capacity: 5)
    var losses: [Float] = []
    try plan.train(&trained, data: data, batchSize: batchSize, steps: 4, losses: &losses)

    var order: [Int] = []
    for loss in losses {
      if order.isEmpty {
        order = batchSize == nil ? Array(0..<5) : walked.generator.permutation(5)
      }
      let indices = Array(order.prefix(batchSize ?? 5))
      order.removeFirst(indices.count)
      var pass = try whole.forward(&walked, data: data, indices: indices)
      walked.zeroGradients()
      try whole.backward(
        &pass, parameters: walked.network.parameters, data: data, gradients: &walked.gradients)
      walked.updateParameters()
      #expect(pass.loss == loss)
    }
    #expect(trained.gradients == walked.gradients)
    #expect(trained.network == walked.network)
    #expect(trained.generator == walked.generator)

    let evaluation = try plan.evaluate(
      parameters: trained.network.parameters, buffers: trained.network.buffers, data: data)
    let pass = try whole.forward(
      parameters: trained.network.parameters, buffers: trained.network.buffers, data: data,
      indices: Array(0..<5))
    #expect(evaluation.outputs == pass.outputs.last)
  }

  /// What a plan for 1024 samples would need, which is more than it may have.
  private func needs(_ network: Network, loss: (any Loss)?) throws -> Int {
    do throws(NetworkError) {
      _ = try TrainingPlan(
        network: network, loss: loss, capacity: 1024, memoryLimit: 1, threads: Threads(1))
    } catch {
      if case .tooLarge(_, _, let bytes, _) = error { return try #require(bytes) }
    }
    Issue.record("a plan for nothing")
    return 0
  }

  /// Wide outputs at the beginning need their gradients only when those behind them are gone.
  @Test func `gradients take the places of later outputs`() throws {
    let bare = try Network.build([1], (Linear.self, 1))
    let wide = try Network.build(
      [1], (Linear.self, 100), (ReLU.self, nil), (Linear.self, 100), (ReLU.self, nil),
      (Linear.self, 100), (ReLU.self, nil), (Linear.self, 1))
    // Three outputs and two gradients, when the last output, its gradient and the targets are gone:
    // all that the bare one holds beside its input, four columns.
    let column = 1024 * 4
    let inTraining =
      try needs(wide, loss: MeanSquaredError(settings: [:]))
      - needs(bare, loss: MeanSquaredError(settings: [:]))
    #expect(inTraining == (5 * 100 - 4) * column)

    let tapering = try Network.build(
      [1], (Linear.self, 200), (ReLU.self, nil), (Linear.self, 100), (ReLU.self, nil),
      (Linear.self, 100), (ReLU.self, nil), (Linear.self, 1))
    // Outputs of 200, 100 and 100 with two gradients of 100; or, one layer further back, 200 and 100
    // with gradients of 100 and 200: 600 either way, where two of 200 in turn would make 800.
    let tapered =
      try needs(tapering, loss: MeanSquaredError(settings: [:]))
      - needs(bare, loss: MeanSquaredError(settings: [:]))
    #expect(tapered == (600 - 4) * column)

    // Without a way back, two of them live at a time, beside the targets but not the input; the bare
    // one holds four columns.
    let inference = try needs(wide, loss: nil) - needs(bare, loss: nil)
    #expect(inference == (2 * 100 + 2 - 4) * column)
  }

  /// Behind a maximum of windows side by side, the gradient lies where the function's output was; a
  /// mean's has a place of its own, where before that the last output and its gradient were.
  @Test func `a gradient takes the place of what a maximum was taken from`() throws {
    func needs(_ pooling: any Layer.Type) throws -> Int {
      let layers: [(any Layer.Type, Settings)] = [
        (Conv2d.self, ["out": .integer(8), "kernel": .integer(3), "padding": .integer(1)]),
        (Tanh.self, [:]), (pooling, ["kernel": .integer(2)]), (Flatten.self, [:]),
        (Linear.self, ["out": .integer(1)]),
      ]
      let network = try Network.build([1, 4, 4], layers)
      return try self.needs(network, loss: MeanSquaredError(settings: [:]))
    }
    let saved = try needs(AvgPool2d.self) - needs(MaxPool2d.self)
    #expect(saved == (8 * 16 - 2) * 1024 * 4)
  }

  @Test func `to flatten takes no memory`() throws {
    func needs(_ layers: [(any Layer.Type, Settings)]) throws -> Int {
      try self.needs(Network.build([2, 3, 4], layers), loss: MeanSquaredError(settings: [:]))
    }
    let function: [(any Layer.Type, Settings)] = [(GELU.self, [:])]
    let flat: [(any Layer.Type, Settings)] = [(Flatten.self, [:])]
    #expect(try needs(function + flat) == needs(function))
  }

  @Test func `a layer without parameters leaves the array to those who share it`() throws {
    var generator = MersenneTwister(seed: 0)
    var network = try Network.build([2], (Linear.self, 3))
    let before = network.parameters
    try network.append(network.makeLayer(Tanh.self, settings: [:]), using: &generator)
    func address(_ values: [Float]) -> UInt {
      values.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
    #expect(address(network.parameters) == address(before))
    try network.remove(at: 1)
    #expect(address(network.parameters) == address(before))
  }
}
