import NeuralNetwork

extension Commands {
  static let batch = CommandDeclaration(
    "batch", aliases: ["batch_size"], purpose: .configure, effect: .changes,
    summary: "says how many samples go into one step",
    forms: [
      [Parameter("all", .literal)],
      [Parameter("SAMPLES", .value, "samples a step")],
    ],
    notes: ["Each epoch goes through all samples in a new random order, batch by batch."],
    example: "batch 32", pytorch: "loader = DataLoader(data, batch_size=32, shuffle=True)"
  ) { session, arguments, _ throws(Diagnostic) in
    let size = try arguments.integer(
      "SAMPLES", "a batch size", in: 1...(1 << 24), session: session)
    session.moment.batchSize = size
    session.moment.drawnBatch = nil
    session.moment.training.cursor.permutation = []
    session.moment.training.cursor.position = 0
    session.moment.forgetResults()
    guard let size else { return .note("batch: all samples in each step") }
    guard let data = session.trainingData else {
      return .note("batch: \(counted(size, "sample")) a step")
    }
    let steps = session.stepsPerEpoch
    return .note(
      "batch: \(counted(min(size, data.count), "sample")) a step, \(counted(steps, "step")) an epoch"
    )
  }
}

extension Session {
  /// How many steps go once through the training samples.
  public var stepsPerEpoch: Int {
    guard let count = trainingData?.count, count > 0 else { return 1 }
    let size = min(batchSize ?? count, count)
    return (count + size - 1) / size
  }

  /// Whether a step reads all training samples.
  var isFullBatch: Bool { stepsPerEpoch == 1 }
}
