import NeuralNetwork

extension Commands {
  static let seed = CommandDeclaration(
    "seed", purpose: .build, effect: .changes,
    summary: "makes all random numbers from here on follow from one number",
    forms: [[Parameter("NUMBER", .value, "a whole number")]],
    notes: [
      "The same seed gives the same weights and the same order of samples, here and in PyTorch.",
      "Weights that are there stay: init draws them anew.",
    ],
    example: "seed 42", pytorch: "torch.manual_seed(42)"
  ) { session, arguments, _ throws(Diagnostic) in
    let number = try arguments.integer(
      "NUMBER", "a seed", in: 0...(1 << 53 - 1), session: session)
    let seed = UInt64(number ?? 0)
    session.moment.seed = seed
    session.moment.training.generator = MersenneTwister(seed: seed)
    let rest =
      session.network.parameters.isEmpty ? "" : "; the weights stay as they are, init draws anew"
    return .note("seed \(seed): random numbers follow from it from here on\(rest)")
  }
}
