import NeuralNetwork
import Testing

struct DrawCase: Decodable, Sendable, CustomTestStringConvertible {
  let draw: String
  let args: ReferenceArguments
  let seed: UInt64
  let values: ReferenceTensor

  var testDescription: String { "\(draw) \(args.words) seed \(seed)" }
}

struct RandomReferenceTests {
  @Test(arguments: try ReferenceFile<DrawCase>.read("random"))
  func `a seed gives PyTorch's draws`(_ reference: DrawCase) throws {
    let drawn = try draws(reference)
    #expect((drawn == nil) == Pending.draws.contains(reference.draw), "\(reference.draw)")
    guard let drawn else { return }
    switch reference.draw {
    case "randn", "normal", "xavier_normal", "kaiming_normal", "lecun_normal", "embedding_weight":
      expectClose(drawn, reference.values.floats, relative: 1e-6, "\(reference.draw)")
    case "orthogonal":
      // Computed from what was drawn, not drawn.
      expectClose(drawn, reference.values.floats, "\(reference.draw)")
    default:
      #expect(drawn == reference.values.floats)
    }
  }

  /// Nil where the engine has no such draw.
  private func draws(_ reference: DrawCase) throws -> [Float]? {
    var generator = MersenneTwister(seed: reference.seed)
    let count = reference.values.data.count
    if let type = Catalog.initializers.first(where: { $0.declaration.name == reference.draw }) {
      // What the reference draws with where it does not say.
      let given: [String: Settings] = [
        "normal": ["mean": .number(0), "std": .number(0.02)],
        "uniform": ["a": .number(-0.5), "b": .number(0.5)],
      ]
      let arguments = reference.args.settings(for: type.declaration, ignoring: ["shape"])
      let settings = arguments.values.isEmpty ? given[reference.draw] ?? [:] : arguments
      return type.init(settings: settings)
        .values(shape: reference.values.shape, using: &generator)
    }
    switch reference.draw {
    case "rand": return (0..<count).map { _ in generator.uniform() }
    case "randn": return generator.normal(count)
    case "randperm": return generator.permutation(count).map { Float($0) }
    case "randint":
      let (low, high) = (reference.args["low"]?.integer, reference.args["high"]?.integer)
      let (lower, upper) = (try #require(low), try #require(high))
      return (0..<count).map { _ in Float(lower + generator.integer(below: upper - lower)) }
    case "dropout_mask":
      return generator.dropoutMask(count, probability: try #require(reference.args["p"]?.number))
    default: return try freshLayer(reference, &generator)
    }
  }

  /// "linear_weight_bias", "conv2d_weight_bias", "embedding_weight": the parameters of a fresh layer;
  /// nil where the name is no layer's.
  private func freshLayer(
    _ reference: DrawCase, _ generator: inout MersenneTwister
  ) throws -> [Float]? {
    let words = reference.draw.split(separator: "_")
    guard let end = words.firstIndex(of: "weight") else { return nil }
    let name = words[..<end].joined(separator: "_")
    guard let type = Catalog.layers.first(where: { $0.declaration.name == name }) else {
      return nil
    }
    let settings = reference.args.settings(for: type.declaration)
    let inputs = settings.integer("in") ?? settings.integer("embed") ?? 1
    // Planes and lines that no kernel is too large for.
    let side = 4 * (settings.integer("kernel") ?? 1) * (settings.integer("dilation") ?? 1)
    let shapes: [String: Shape] = [
      "conv2d": [inputs, side, side], "conv1d": [inputs, side], "rnn": [2, inputs],
      "lstm": [2, inputs], "gru": [2, inputs], "self_attention": [2, inputs],
    ]
    var network = Network()
    try network.setInput(shapes[name] ?? [inputs])
    try network.append(network.makeLayer(type, settings: settings), using: &generator)
    return network.parameters
  }
}
