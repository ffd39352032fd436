import NeuralNetwork

extension Commands {
  static let train = CommandDeclaration(
    "train", aliases: ["fit"], purpose: .train, effect: .changes,
    summary: "repeats zero_grad, forward, backward and step",
    forms: [
      [
        Parameter("until", .literal),
        Parameter("CONDITION", .expression, "what is asked after each epoch"),
        .keyed("max", .value, "epochs at most; 1000"),
      ],
      [
        Parameter("COUNT", .value, optional: true, "how many; 1"),
        Parameter("UNIT", .choice(["epochs", "steps"]), optional: true, "of what; epochs"),
        .keyed(
          "patience", .value,
          "stops early, after so many epochs in which the held-out loss became no smaller"),
        .keyed("min_delta", .value, "by how much it must become smaller; 0"),
        .keyed(
          "restore", .choice(["true", "false"]),
          "whether the weights of the best epoch are put back in the end; true"),
      ],
    ],
    notes: [
      "An epoch goes through all samples once. Without batch, it is one step.",
      "^C stops it and keeps what was learned; undo takes all of it back.",
      "train 500 patience=10 is early stopping: by the loss of the held-out samples (split 0.8), "
        + "or of all training samples where none are held out.",
    ],
    example: "train until accuracy >= 0.75 max=20",
    setup: "seed 1; input 2; add linear 4; add tanh; add linear 1; add sigmoid; loss bce; "
      + "optimizer sgd lr=0.5; data xor",
    pytorch:
      "for epoch in range(20): optimizer.zero_grad(); loss_fn(net(x), y).backward(); optimizer.step()"
  ) { session, arguments, environment throws(Diagnostic) in
    var training = TrainingCommand(session: session, environment: environment)
    switch arguments.form {
    case 0:
      let node = arguments.node("CONDITION") ?? Node(.boolean(true), arguments.statement.range)
      let most = try arguments.integer("max", "max", in: 1...1_000_000_000, session: session)
      training.goal = .condition(
        node, text: arguments.text(in: node.range), epochs: most ?? 1000)
    default:
      let count =
        try arguments.integer(
          "COUNT", "the number to train", in: 1...1_000_000_000, session: session) ?? 1
      training.goal = arguments.word("UNIT")?.text == "steps" ? .steps(count) : .epochs(count)
      training.best = try session.earlyStopping(arguments)
    }
    try session.checkReadyToTrain(at: arguments.statement.range)
    return try training.run(&session)
  }
}

extension Session {
  /// What `patience`, `min_delta` and `restore` ask for; nil without a patience.
  fileprivate func earlyStopping(_ arguments: Arguments) throws(Diagnostic) -> BestSoFar? {
    let patience = try arguments.integer(
      "patience", "patience", in: 1...1_000_000, session: self)
    guard let patience else {
      if let node = arguments.node("min_delta") {
        throw Diagnostic(
          "min_delta belongs to patience: how many epochs to wait", at: node.range,
          hint: "train 100 patience=5 min_delta=0.01")
      }
      return nil
    }
    var delta = 0.0
    if let node = arguments.node("min_delta") {
      delta = try Arguments.number(node, "min_delta", session: self)
      guard delta >= 0 else {
        throw Diagnostic(
          "min_delta is 0 or more, not \(NumberText.text(delta))", at: node.range)
      }
    }
    return BestSoFar(
      EarlyStopping(patience: patience, minDelta: delta),
      restores: arguments.word("restore")?.text != "false", in: self)
  }

  /// Throws what is still missing, the first thing first.
  func checkReadyToTrain(at range: SourceRange) throws(Diagnostic) {
    do throws(Diagnostic) {
      try requireNetwork()
      guard !network.parameters.isEmpty else {
        throw Diagnostic(
          "the network has nothing to learn: no layer has weights", hint: "add linear 1")
      }
      let data = try requireData()
      guard let loss, let output = network.output else { throw Diagnostic(NetworkError.noLoss) }
      guard data.inputShape.count == network.input?.count else {
        throw Diagnostic(
          NetworkError.inputMismatch(network: network.input ?? [], data: data.inputShape))
      }
      try Diagnostic.wording { () throws(NetworkError) in
        try loss.check(output: output, targets: data.targets)
      }
    } catch {
      throw error.placed(at: range)
    }
  }
}
