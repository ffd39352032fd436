import NeuralNetwork

extension Commands {
  static let split = CommandDeclaration(
    "split", purpose: .data, effect: .changes,
    summary: "keeps a part of the samples for learning and holds the rest out for testing",
    forms: [
      [
        Parameter("PART", .value, "the part to learn from, between 0 and 1"),
        .keyed(
          "shuffle", .choice(["true", "false"]),
          "whether they are shuffled by the seed first; true. false holds the last ones out"),
      ]
    ],
    notes: ["The shuffle follows from the seed alone, whatever was drawn before."],
    example: "split 0.75", setup: "data xor",
    pytorch: "train, test = random_split(data, [0.75, 0.25], torch.Generator().manual_seed(0))"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let node = arguments.node("PART"), var data = session.moment.data else {
      throw Diagnostic(NetworkError.noData, at: arguments.statement.range)
    }
    let part = try Arguments.number(node, "the part to learn from", session: session)
    guard part > 0, part < 1 else {
      throw Diagnostic(
        "the part to learn from is between 0 and 1, not \(NumberText.text(part))", at: node.range,
        hint: "split 0.8")
    }
    let whole = data.whole
    guard whole.count > 1 else {
      throw Diagnostic("one sample cannot be split", at: arguments.statement.range)
    }
    let count = min(max(Int((Double(whole.count) * part).rounded()), 1), whole.count - 1)
    // A generator of its own: a split leaves the weights drawn afterwards as they would be.
    var generator = MersenneTwister(seed: session.seed)
    let isShuffled = arguments.word("shuffle")?.text != "false"
    let order =
      isShuffled ? generator.permutation(whole.count) : Array(0..<whole.count)
    try data.part(train: Array(order[..<count]), test: Array(order[count...]))
    session.setData(data)
    return .note("\(count) samples to learn from, \(whole.count - count) held out")
  }
}
