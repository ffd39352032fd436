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
    if ["randn", "normal", "xavier_normal", "kaiming_normal"].contains(reference.draw) {
      expectClose(drawn, reference.values.floats, relative: 1e-6, "\(reference.draw)")
    } else {
      #expect(drawn == reference.values.floats)
    }
  }

  /// Nil where the engine has no such draw.
  private func draws(_ reference: DrawCase) throws -> [Float]? {
    var generator = MersenneTwister(seed: reference.seed)
    let count = reference.values.data.count
    if let type = Catalog.initializers.first(where: { $0.declaration.name == reference.draw }) {
      let settings: [String: Settings] = [
        "normal": ["mean": .number(0), "std": .number(0.02)],
        "uniform": ["a": .number(-0.5), "b": .number(0.5)],
      ]
      return type.init(settings: settings[reference.draw] ?? [:])
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
    case "linear_weight_bias":
      let inputs = try #require(reference.args["in"]?.integer)
      let outputs = try #require(reference.args["out"]?.integer)
      var network = Network()
      try network.setInput([inputs])
      try network.append(
        Linear(settings: ["out": .integer(outputs)], input: [inputs]), using: &generator)
      return network.parameters
    case "conv2d_weight_bias":
      var network = Network()
      let inputs = try #require(reference.args["in"]?.integer)
      try network.setInput([inputs, 9, 9])
      let settings = reference.args.settings(for: Conv2d.declaration)
      try network.append(network.makeLayer(Conv2d.self, settings: settings), using: &generator)
      return network.parameters
    default: return nil
    }
  }
}
