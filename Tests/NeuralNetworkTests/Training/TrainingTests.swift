import NeuralNetwork
import Testing

struct TrainingTests {
  /// Seven samples of three values in two classes.
  private func classes() -> Dataset {
    var generator = MersenneTwister(seed: 3)
    return Dataset(
      name: "classes", inputShape: [3], inputs: generator.normal(21),
      targets: .classes([0, 1, 1, 0, 1, 0, 0], count: 2))
  }

  private func state(_ optimizer: any Optimizer) throws -> TrainingState {
    TrainingState(
      network: try .build(
        [3], seed: 1, (Linear.self, 9), (Tanh.self, nil), (Linear.self, 17), (ReLU.self, nil),
        (Sigmoid.self, nil), (Linear.self, 2)),
      loss: CrossEntropy(settings: [:]), optimizer: optimizer, generator: MersenneTwister(seed: 2))
  }

  static let optimizers: [any Optimizer] = [
    SGD(settings: ["lr": .number(0.1)]),
    SGD(settings: ["lr": .number(0.1), "momentum": .number(0.9), "nesterov": .flag(true)]),
    Adam(settings: ["lr": .number(0.01)]),
  ]

  @Test(arguments: 0..<optimizers.count, [nil, 3])
  func `training is zeroing, forward, backward and an update, to the last bit`(
    _ optimizer: Int, _ batchSize: Int?
  ) throws {
    let data = classes()
    var trained = try state(Self.optimizers[optimizer])
    var walked = trained
    let plan = try TrainingPlan(network: trained.network, loss: trained.loss, capacity: 7)
    var losses: [Float] = []
    try plan.train(&trained, data: data, batchSize: batchSize, steps: 7, losses: &losses)

    var batches: [[Int]] = []
    while batches.count < 7 {
      if let size = batchSize {
        let order = walked.generator.permutation(7)
        batches += [Array(order[..<size]), Array(order[size..<2 * size]), [order[6]]]
      } else {
        batches.append(Array(0..<7))
      }
    }
    for (indices, loss) in zip(batches, losses) {
      var pass = try plan.forward(
        parameters: walked.network.parameters, data: data, indices: indices)
      walked.zeroGradients()
      try plan.backward(
        &pass, parameters: walked.network.parameters, data: data, gradients: &walked.gradients)
      walked.updateParameters()
      #expect(pass.loss == loss)
    }
    #expect(trained.network == walked.network)
    #expect(trained.gradients == walked.gradients)
    #expect(trained.optimizerState == walked.optimizerState)
    #expect(trained.optimizerSteps == 7)
    #expect(trained.step == 7)
    #expect(trained.generator == walked.generator)
    #expect(trained.cursor.epoch == (batchSize == nil ? 7 : 2))
  }

  @Test(arguments: [nil, 3])
  func `a run in pieces is the whole run`(_ batchSize: Int?) throws {
    let data = classes()
    var whole = try state(Self.optimizers[2])
    var pieces = whole
    var wholeLosses: [Float] = []
    var losses: [Float] = []
    try TrainingPlan(network: whole.network, loss: whole.loss, capacity: 7)
      .train(&whole, data: data, batchSize: batchSize, steps: 20, losses: &wholeLosses)
    for steps in [1, 2, 0, 7, 10] {
      try TrainingPlan(network: pieces.network, loss: pieces.loss, capacity: 7)
        .train(&pieces, data: data, batchSize: batchSize, steps: steps, losses: &losses)
    }
    #expect(pieces == whole)
    #expect(losses == wholeLosses)
  }

  @Test(arguments: Kernels.all)
  func `each variant of the kernels trains to the same bits`(_ kernels: Kernels) throws {
    let data = classes()
    var reference = try state(Self.optimizers[2])
    var other = reference
    var losses: [Float] = []
    let portable = try #require(Kernels.all.first)
    try TrainingPlan(
      network: reference.network, loss: reference.loss, capacity: 7, kernels: portable
    )
    .train(&reference, data: data, batchSize: 4, steps: 50, losses: &losses)
    try TrainingPlan(network: other.network, loss: other.loss, capacity: 7, kernels: kernels)
      .train(&other, data: data, batchSize: 4, steps: 50, losses: &losses)
    #expect(other == reference)
    #expect(losses[..<50] == losses[50...])
  }

  @Test(arguments: [nil, 7, 100])
  func `a batch of all samples draws nothing`(_ batchSize: Int?) throws {
    var state = try state(Self.optimizers[0])
    let generator = state.generator
    var losses: [Float] = []
    try TrainingPlan(network: state.network, loss: state.loss, capacity: 7)
      .train(&state, data: classes(), batchSize: batchSize, steps: 3, losses: &losses)
    #expect(state.generator == generator)
    #expect(state.cursor.epoch == 3)
  }

  @Test func `training stops at a loss that is no number, before its update`() throws {
    var state = TrainingState(
      network: try .build([1], seed: 1, (Linear.self, 1)), loss: MeanSquaredError(settings: [:]),
      optimizer: SGD(settings: ["lr": .number(1e30)]), generator: MersenneTwister(seed: 0))
    let data = try Dataset(
      x: Tensor(shape: [1, 1], values: [1]), y: Tensor(shape: [1, 1], values: [5]))
    let plan = try TrainingPlan(network: state.network, loss: state.loss, capacity: 1)
    var losses: [Float] = []
    let run = try plan.train(&state, data: data, batchSize: nil, steps: 100, losses: &losses)
    #expect(run.hasDiverged)
    #expect(run.steps == 1)
    #expect(state.step == 1)
    #expect(losses.count == 2)
    #expect(losses[0].isFinite && !losses[1].isFinite)
    #expect(run.loss == .infinity)
    #expect(state.network.parameters.allSatisfy { $0.isFinite })
  }

  @Test func `what is not a number goes through every layer`() throws {
    let network = try Network.build(
      [2], (Linear.self, 3), (Tanh.self, nil), (Linear.self, 3), (ReLU.self, nil),
      (Linear.self, 3), (Sigmoid.self, nil), (Linear.self, 3), (Softmax.self, nil))
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    let outputs = try plan.predict(parameters: network.parameters, inputs: [.nan, 1])
    #expect(outputs.allSatisfy { $0.isNaN })
  }

  @Test func `evaluating in small batches is evaluating at once`() throws {
    let data = classes()
    let state = try state(Self.optimizers[0])
    let whole = try TrainingPlan(network: state.network, loss: state.loss, capacity: 7)
      .evaluate(parameters: state.network.parameters, data: data)
    let parts = try TrainingPlan(network: state.network, loss: state.loss, capacity: 3)
      .evaluate(parameters: state.network.parameters, data: data)
    #expect(parts == whole)
    let plan = try TrainingPlan(network: state.network, loss: nil, capacity: 2)
    #expect(
      try plan.predict(parameters: state.network.parameters, inputs: data.inputs) == whole.outputs)
  }

  @Test func `data that do not fit are refused`() throws {
    var state = try state(Self.optimizers[0])
    let plan = try TrainingPlan(network: state.network, loss: state.loss, capacity: 7)
    var losses: [Float] = []
    #expect(throws: NetworkError.inputMismatch(network: [3], data: [2])) {
      try plan.train(&state, data: .xor(), batchSize: nil, steps: 1, losses: &losses)
    }
    #expect(throws: NetworkError.noData) {
      try plan.train(
        &state, data: classes().subset([]), batchSize: nil, steps: 1, losses: &losses)
    }
    let lossless = try TrainingPlan(network: state.network, loss: nil, capacity: 7)
    #expect(throws: NetworkError.noLoss) {
      try lossless.train(&state, data: classes(), batchSize: nil, steps: 1, losses: &losses)
    }
    #expect(throws: NetworkError.noInput) {
      _ = try TrainingPlan(network: Network(), loss: nil, capacity: 1)
    }
  }

  @Test func `a network without layers gives its input`() throws {
    var network = Network()
    try network.setInput([2])
    let plan = try TrainingPlan(
      network: network, loss: MeanSquaredError(settings: [:]), capacity: 1)
    #expect(try plan.predict(parameters: [], inputs: [3, 4]) == [3, 4])
    #expect(try plan.forward(parameters: [], inputs: [3, 4]).outputs == [[3, 4]])

    let data = try Dataset(
      x: Tensor(shape: [1, 2], values: [3, 4]), y: Tensor(shape: [1, 2], values: [3, 2]))
    var pass = try plan.forward(parameters: [], data: data, indices: [0])
    var gradients: [Float] = []
    try plan.backward(&pass, parameters: [], data: data, gradients: &gradients)
    #expect(pass.loss == 2)
    #expect(pass.outputGradients == [[0, 2]])
    var state = TrainingState(
      network: network, loss: MeanSquaredError(settings: [:]),
      generator: MersenneTwister(seed: 0))
    var losses: [Float] = []
    try plan.train(&state, data: data, batchSize: nil, steps: 2, losses: &losses)
    #expect(losses == [2, 2])
  }

  @Test(arguments: 0..<optimizers.count)
  func `a network that learns nothing takes its steps all the same`(_ optimizer: Int) throws {
    var state = TrainingState(
      network: try .build([2], (Tanh.self, nil), (Sigmoid.self, nil)),
      loss: MeanSquaredError(settings: [:]), optimizer: Self.optimizers[optimizer],
      generator: MersenneTwister(seed: 0))
    let data = try Dataset(
      x: Tensor(shape: [1, 2], values: [0, 0]), y: Tensor(shape: [1, 2], values: [0.5, 1.5]))
    var losses: [Float] = []
    try TrainingPlan(network: state.network, loss: state.loss, capacity: 1)
      .train(&state, data: data, batchSize: nil, steps: 3, losses: &losses)
    #expect(losses == [0.5, 0.5, 0.5])
    state.updateParameters()
    #expect(state.optimizerSteps == 4)
  }
}
