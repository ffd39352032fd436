import NeuralNetwork
import Testing

struct TrajectoryCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  /// "linear 2 4", "bce", "sgd lr=0.5"
  let spec: [String]
  let model_seed: UInt64
  let batch: Int?
  let input: ReferenceTensor
  let target: ReferenceTensor
  let start: [String: ReferenceTensor]
  let losses: [Double]
  let end: [String: ReferenceTensor]

  var testDescription: String { "\(name): \(spec.joined(separator: "; "))" }
}

struct TrajectoryReferenceTests {
  @Test(arguments: try ReferenceFile<TrajectoryCase>.read("trajectories"))
  func `a whole training follows PyTorch's`(_ reference: TrajectoryCase) throws {
    guard var state = try start(reference) else {
      #expect(Pending.trajectories.contains(reference.name), "\(reference.name)")
      return
    }
    #expect(!Pending.trajectories.contains(reference.name))
    // Bit for bit, but for what PyTorch draws with a logarithm and a cosine.
    let drawsNormal = state.network.layers.contains { $0 is Embedding }
    try expectNetwork(
      state.network, reference.start, relative: drawsNormal ? 1e-6 : 0, absolute: 0)

    let samples = reference.input.shape[0]
    let targets: Targets =
      reference.target.shape.count == 1
      ? .classes(
        reference.target.data.map { Int32($0) }, count: state.network.output?.count ?? 0)
      : .values(reference.target.floats, width: reference.target.shape[1])
    let data = Dataset(
      name: reference.name, inputShape: Shape(Array(reference.input.shape.dropFirst())),
      inputs: reference.input.floats, targets: targets)
    let plan = try TrainingPlan(
      network: state.network, loss: state.loss, capacity: reference.batch ?? samples)
    var losses: [Float] = []
    for _ in reference.losses {
      // The reference leaves out what remains of an epoch where it fills no batch.
      if let batch = reference.batch, state.cursor.position + batch > samples {
        state.cursor.position = samples
      }
      try plan.train(&state, data: data, batchSize: reference.batch, steps: 1, losses: &losses)
    }
    expectClose(
      losses, reference.losses.map { Float($0) }, relative: 1e-4, absolute: 1e-5, "losses")
    try expectNetwork(state.network, reference.end, relative: 1e-4, absolute: 1e-4)
  }

  /// The state before the first step; nil where a block is not known.
  private func start(_ reference: TrajectoryCase) throws -> TrainingState? {
    var network = Network()
    var generator = MersenneTwister(seed: reference.model_seed)
    try network.setInput(Shape(Array(reference.input.shape.dropFirst())))
    var loss: (any Loss)?
    var optimizer: (any Optimizer)?
    for entry in reference.spec where !entry.hasPrefix("batch ") {
      let words = entry.split(separator: " ").map(String.init)
      if let type = Catalog.layers.first(where: { $0.declaration.name == words[0] }) {
        let layer = try network.makeLayer(type, settings: settings(words, for: type.declaration))
        try network.append(layer, using: &generator)
      } else if let type = Catalog.losses.first(where: { $0.declaration.name == words[0] }) {
        loss = type.init(settings: try settings(words, for: type.declaration))
      } else if let type = Catalog.optimizers.first(where: { $0.declaration.name == words[0] }) {
        optimizer = type.init(settings: try settings(words, for: type.declaration))
      } else {
        return nil
      }
    }
    return TrainingState(
      network: network, loss: loss, optimizer: optimizer, generator: generator)
  }

  /// "conv2d 1 4 kernel=3": values in the order of the declaration, then values by name.
  private func settings(_ words: [String], for declaration: BlockDeclaration) throws -> Settings {
    let pairs = words.dropFirst().map { $0.split(separator: "=").map(String.init) }
    let unnamed = pairs.filter { $0.count == 1 }
    var arguments: ReferenceArguments = [:]
    for (setting, word) in zip(declaration.settings, unnamed) {
      arguments[setting.name] = argument(word[0])
    }
    for pair in pairs where pair.count == 2 { arguments[pair[0]] = argument(pair[1]) }
    return arguments.settings(for: declaration)
  }

  private func argument(_ word: String) -> ReferenceArgument {
    if let value = Int(word) { return .integer(value) }
    if let value = Double(word) { return .number(value) }
    switch word.lowercased() {
    case "true": return .flag(true)
    case "false": return .flag(false)
    default: return .text(word)
    }
  }

  /// PyTorch names parameters by the layer's index in the Sequential: "0.weight".
  private func expectNetwork(
    _ network: Network, _ expected: [String: ReferenceTensor], relative: Float, absolute: Float
  ) throws {
    let slices = network.slices + network.bufferSlices
    #expect(Set(slices.map { "\($0.layer).\($0.name)" }) == Set(expected.keys))
    for slice in slices {
      let tensor = try #require(expected["\(slice.layer).\(slice.name)"])
      let isBuffer = network.bufferSlices.contains(slice)
      expectClose(
        Array((isBuffer ? network.buffers : network.parameters)[slice.range]), tensor.floats,
        relative: relative, absolute: absolute, "\(slice.layer).\(slice.name)")
    }
  }
}
