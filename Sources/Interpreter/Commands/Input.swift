import NeuralNetwork

extension Commands {
  static let input = CommandDeclaration(
    "input", purpose: .build, effect: .changes,
    summary: "says what one sample is: how many values, or the shape of an image",
    forms: [[Parameter("SIZES", .values, "values a sample, or channels, height and width")]],
    notes: ["Layers that are there already are fitted to it, if they can be."],
    example: "input 2",
    pytorch: "# no counterpart: nn.Linear(2, 4) says it, and nn.LazyLinear(4) infers it"
  ) { session, arguments, _ throws(Diagnostic) in
    var sizes: [Int] = []
    let nodes = arguments.nodes("SIZES")
    for node in nodes {
      sizes.append(
        try Arguments.integer(
          node, "an input size", in: 1...Session.mostInputs, session: session))
    }
    let shape = Shape(sizes)
    let range = SourceRange(nodes[0].range.lower, arguments.statement.range.upper)
    try Diagnostic.wording(at: range) { () throws(NetworkError) in
      try session.moment.training.network.setInput(shape, memoryLimit: Session.memoryLimit)
    }
    session.moment.networkWasRebuilt()
    let values = counted(shape.count, "value")
    var outcome = Outcome.note(
      sizes.count == 1 ? "input: \(values) a sample" : "input: \(shape), \(values) a sample")
    outcome.reports += session.remarkOnInput
    return outcome
  }
}

extension Session {
  /// More values a sample than this are a mistyped number.
  static let mostInputs = 1 << 24
  /// What one network and one batch may take.
  static var memoryLimit: Int { MemoryLimit.standard }

  /// A warning where network and data do not fit, which `forward` will refuse.
  var remarkOnInput: [Report] {
    guard let data = trainingData, let input = network.input, data.inputShape.count != input.count
    else { return [] }
    return [
      .note(
        "mind: \(data.name) has "
          + "\(counted(data.inputShape.count, "value")) a sample, and the network reads "
          + "\(input.count): input \(data.inputShape.hint) fits one without layers to it")
    ]
  }
}
