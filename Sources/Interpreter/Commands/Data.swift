import NeuralNetwork

extension Commands {
  static let data = CommandDeclaration(
    "data", aliases: ["dataset"], purpose: .data, effect: .changes,
    summary: "chooses the samples to learn from",
    forms: [
      DataFile.parameters,
      [
        Parameter("values", .literal),
        .keyed("x", .expression, optional: false, "a row of inputs a sample: [[0, 1], [1, 1]]"),
        .keyed("y", .expression, "a row of targets a sample: [[1], [0]]"),
        .keyed("labels", .expression, "or a class a sample: [0, 2, 1]"),
        .keyed("classes", .value, "how many classes there are; one more than the greatest label"),
      ],
      [
        Parameter("noise", .literal),
        Parameter("DEVIATION", .value, "of the noise that is added to each input of each sample"),
      ],
      [Parameter("shuffle", .literal)],
      [Parameter("NAME", .block(.datasets), "help datasets lists them")],
    ],
    notes: [
      "data load reads .csv (cells parted by commas, semicolons or tabs), .npy, .npz and IDX files "
        + "(MNIST's own), packed by gzip or not.",
      "data load a.csv target=price; data load x.npy labels=y.npy; data load d.npz inputs=x target=y; "
        + "data load train-images-idx3-ubyte.gz labels=train-labels-idx1-ubyte.gz",
      "data shuffle and data noise 0.1 change the samples that are there, by the seed.",
    ],
    example: "data xor",
    pytorch:
      "x = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]]); y = torch.tensor([0, 1, 1, 0])"
  ) { session, arguments, environment throws(Diagnostic) in
    switch arguments.form {
    case 2: return try session.addNoise(arguments)
    case 3: return try session.shuffleData(arguments)
    default: break
    }
    let loaded: LearningData =
      switch arguments.form {
      case 0: try DataFile(arguments, environment).load()
      case 1: LearningData(try .values(arguments, session))
      default: LearningData(try .made(arguments, session, environment))
      }
    session.setData(loaded)
    var outcome = Outcome.note(loaded.sentence)
    outcome.reports += session.remarkOnInput
    return outcome
  }
}

extension Session {
  /// - Parameter sameSamples: whether these are the samples that were there, seen in another way.
  mutating func setData(_ data: LearningData, sameSamples: Bool = false) {
    moment.data = data
    if !sameSamples { moment.sample = 0 }
    moment.drawnBatch = nil
    moment.training.cursor.permutation = []
    moment.training.cursor.position = 0
    moment.forgetResults()
  }

  fileprivate mutating func addNoise(_ arguments: Arguments) throws(Diagnostic) -> Outcome {
    let range = arguments.statement.range
    guard var data = moment.data else { throw Diagnostic(NetworkError.noData, at: range) }
    guard let node = arguments.node("DEVIATION") else { return Outcome() }
    let deviation = try Arguments.number(node, "the deviation of the noise", session: self)
    guard deviation > 0, deviation <= 1000 else {
      throw Diagnostic(
        "the deviation of the noise is above 0 and at most 1000, not \(NumberText.text(deviation))",
        at: node.range)
    }
    do throws(Diagnostic) {
      try data.addNoise(deviation: deviation, seed: seed)
    } catch {
      throw error.placed(at: range)
    }
    setData(data, sameSamples: true)
    return .note(
      "noise of deviation \(NumberText.brief(deviation)) was added to each input of "
        + "\(data.whole.count) samples")
  }

  fileprivate mutating func shuffleData(_ arguments: Arguments) throws(Diagnostic) -> Outcome {
    guard var data = moment.data else {
      throw Diagnostic(NetworkError.noData, at: arguments.statement.range)
    }
    let wasSplit = data.test != nil && data.whole.count > data.train.count
    try data.shuffle(seed: seed)
    setData(data)
    return .note(
      "\(data.whole.count) samples shuffled by seed \(seed)"
        + (wasSplit ? "; none is held out any more: split parts them anew" : ""))
  }
}

extension LearningData {
  /// "xor: 4 samples of 2 values, targets of 1 value"
  var sentence: String {
    let shape = train.inputShape
    let values = counted(shape.count, "value")
    let held = test.map { " · \($0.count) held out" } ?? ""
    return "\(train.name): \(counted(train.count, "sample")) of \(values), "
      + "targets of \(train.targets.summary)\(held)"
  }
}

extension Dataset {
  fileprivate static func made(
    _ arguments: Arguments, _ session: Session, _ environment: Environment
  ) throws(Diagnostic) -> Dataset {
    guard let block = arguments.block("NAME") else {
      throw Diagnostic("the name of a data set is missing", at: arguments.statement.range)
    }
    let settings = try block.settings(in: session)
    do {
      let source = Catalog.datasets[block.index]
      try WorkMeter.charge(source.work(settings))
      return try source.make(settings, seed: session.seed) { path in
        try environment.readShipped(path)
      }
    } catch let error as NetworkError {
      throw Diagnostic(error, at: block.range)
    } catch let error as Diagnostic {
      throw error.placed(at: block.range)
    } catch let error as DataError {
      throw Diagnostic(error, file: block.declaration.name, at: block.range)
    } catch {
      throw Diagnostic("\(block.declaration.name) cannot be read", at: block.range)
    }
  }
}
