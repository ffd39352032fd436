extension Commands {
  private static let countAndUnit = [
    Parameter("COUNT", .value, optional: true, "how many; 1"),
    Parameter(
      "UNIT", .choice(["commands", "steps", "step"]), optional: true,
      "of what; commands. Steps are training steps"),
  ]

  static let undo = CommandDeclaration(
    "undo", purpose: .time, effect: .travels,
    summary: "takes the last command back, exactly: weights, optimizer, random numbers",
    forms: [countAndUnit],
    notes: [
      "A whole train is one command; undo step goes back by one training step, within it too.",
      "print, show and the like change nothing and do not count.",
      "What was undone can be redone, until a new command changes something. mark keeps a moment "
        + "whatever comes.",
    ],
    example: "undo", setup: "input 2",
    pytorch:
      "net.load_state_dict(saved)  # where saved = copy.deepcopy(net.state_dict()) was made before"
  ) { session, arguments, environment throws(Diagnostic) in
    if arguments.asksForSteps {
      return try session.walkBack(arguments, in: environment)
    }
    let count = try arguments.count(
      upTo: session.undoDepth, "undo", none: session.reasonForNoPast, session: session)
    let node = session.timeline.index - count
    let command = session.timeline.entries[node].command
    session.go(toEntry: node)
    return session.report("undone", count, command)
  }

  static let redo = CommandDeclaration(
    "redo", purpose: .time, effect: .travels,
    summary: "brings back what undo took",
    forms: [countAndUnit],
    notes: ["redo step goes ahead by one training step, and stops within a train."],
    example: "redo", setup: "input 2; undo", pytorch: "# no counterpart: run the lines again"
  ) { session, arguments, environment throws(Diagnostic) in
    if arguments.asksForSteps {
      return try session.walkAhead(arguments, in: environment)
    }
    let count = try arguments.count(
      upTo: session.redoDepth, "redo", none: "nothing to redo", session: session)
    let node = session.timeline.index + count
    let command = session.timeline.entries[node - 1].command
    session.go(toEntry: node)
    return session.report("redone", count, command)
  }
}

extension Arguments {
  fileprivate var asksForSteps: Bool { word("UNIT")?.text.hasPrefix("step") ?? false }

  fileprivate func count(
    upTo most: Int, _ verb: String, of what: String = "commands", none: String, session: Session
  ) throws(Diagnostic) -> Int {
    guard most > 0 else { throw Diagnostic(none, at: statement.range) }
    return try integer("COUNT", "the number of \(what) to \(verb)", in: 1...most, session: session)
      ?? 1
  }
}

extension Session {
  /// Goes to the moment before an entry, leaving a training that is cut in two as it is.
  fileprivate mutating func go(toEntry entry: Int) {
    timeline.leave(moment)
    if let reached = timeline.arrive(before: entry) { moment = reached }
    timeline.makeRoom(besides: moment.arrays)
  }

  fileprivate func report(_ done: String, _ count: Int, _ command: String) -> Outcome {
    let what = count == 1 ? Diagnostic.shortened(command) : "\(count) commands"
    return .note("\(done): \(what) · \(undoDepth) to undo, \(redoDepth) to redo")
  }

  fileprivate var reasonForNoPast: String {
    timeline.forgotten == 0 ? "nothing to undo" : "nothing to undo: \(timeline.forgottenText)"
  }

  fileprivate mutating func walkBack(
    _ arguments: Arguments, in environment: Environment
  ) throws(Diagnostic) -> Outcome {
    let now = lift()
    let count = try arguments.count(
      upTo: timeline.steps(around: now).back, "undo", of: "training steps",
      none: "no training step to undo", session: self)
    guard let place = timeline.place(stepsBack: count, from: now) else { return Outcome() }
    try travel(to: place, in: environment)
    return arrival
  }

  fileprivate mutating func walkAhead(
    _ arguments: Arguments, in environment: Environment
  ) throws(Diagnostic) -> Outcome {
    let now = lift()
    let count = try arguments.count(
      upTo: timeline.steps(around: now).ahead, "redo", of: "training steps",
      none: "no training step to redo", session: self)
    guard let place = timeline.place(stepsAhead: count, from: now) else { return Outcome() }
    try travel(to: place, in: environment)
    return arrival
  }
}
