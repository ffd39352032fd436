extension Commands {
  static let `break` = CommandDeclaration(
    "break", purpose: .train, effect: .changes, listsAlone: true,
    summary: "stops each training at the first step where a condition holds",
    forms: [
      [
        Parameter("when", .literal),
        Parameter("CONDITION", .expression, "what is asked after each step"),
      ],
      [
        Parameter("off", .literal),
        Parameter(
          "CONDITION", .expression, optional: true, "not asked any more; without it, none is"),
      ],
      [Parameter("CONDITION", .expression, optional: true, "the same; without it: the list")],
    ],
    notes: [
      "The training says at which step it stopped, and the values; train goes on from there, and stops "
        + "again if it still holds.",
      "loss is that of all training samples, computed for each step: on large data that takes time. "
        + "train until asks after each epoch only, and ends there.",
    ],
    example: "break when l0.weight[0,0] > 2",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "if net[0].weight[0, 0] > 2: breakpoint()  # in the loop, after optimizer.step()"
  ) { session, arguments, _ throws(Diagnostic) in
    let node = arguments.node("CONDITION")
    if arguments.form == 1 {
      return try session.stopWatching(
        node.map { [$0] } ?? [], in: arguments, \.breaks, "a reason to stop")
    }
    guard let node else { return session.listOfBreaks }
    let watch = try session.watch(node, in: arguments)
    guard session.isCondition(node) else {
      throw Diagnostic(
        "\(watch.text) is neither true nor false", at: node.range,
        hint: "compare it: break when loss < 0.1")
    }
    session.moment.breaks.removeAll { $0.isWritten(as: watch.text) }
    session.moment.breaks.append(watch)
    try session.checkCount(session.moment.breaks, at: arguments.statement.range)
    return .note("training stops at the first step where \(watch.text)")
  }
}

extension Session {
  fileprivate var listOfBreaks: Outcome {
    let list = moment.breaks.map(\.text)
    return .note(
      list.isEmpty
        ? "nothing stops a training: break when loss < 0.1"
        : "training stops when \(list.joined(separator: ", or when "))")
  }
}

extension Session {
  /// Whether it is true or false, as far as one can see before a training.
  fileprivate func isCondition(_ node: Node) -> Bool {
    switch node.kind {
    case .boolean, .not: true
    case .path(let path):
      // No name of a network's is true or false, only one of let's.
      if case .boolean = variables[path.root.text]?.value { true } else { false }
    case .binary(let sign, _, _): sign.isComparison || sign == .and || sign == .or
    case .call(let word, _): ["finite", "all", "any", "used"].contains(word.folded)
    case .number, .text, .list, .index, .negative: false
    }
  }
}
