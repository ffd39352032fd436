extension Commands {
  static let undo = CommandDeclaration(
    "undo", purpose: .time, effect: .travels,
    summary: "takes the last command back, exactly: weights, optimizer, random numbers",
    forms: [[Parameter("COUNT", .value, optional: true, "how many commands; 1")]],
    notes: [
      "A whole train is one command. print, show and the like change nothing and do not count."
    ],
    example: "undo", setup: "input 2",
    pytorch:
      "net.load_state_dict(saved)  # where saved = copy.deepcopy(net.state_dict()) was made before"
  ) { session, arguments, _ throws(Diagnostic) in
    try session.travel(
      arguments, among: session.undoDepth, "undo", done: "undone", none: "nothing to undo"
    ) { session in
      session.timeline.undo(from: session.moment)
    }
  }

  static let redo = CommandDeclaration(
    "redo", purpose: .time, effect: .travels,
    summary: "brings back what undo took",
    forms: [[Parameter("COUNT", .value, optional: true, "how many commands; 1")]],
    example: "redo", setup: "input 2; undo", pytorch: "# no counterpart: run the lines again"
  ) { session, arguments, _ throws(Diagnostic) in
    try session.travel(
      arguments, among: session.redoDepth, "redo", done: "redone", none: "nothing to redo"
    ) { session in
      session.timeline.redo(from: session.moment)
    }
  }
}

extension Session {
  fileprivate mutating func travel(
    _ arguments: Arguments, among most: Int, _ verb: String, done: String, none: String,
    _ move: (inout Session) -> (command: String, moment: Moment)?
  ) throws(Diagnostic) -> Outcome {
    guard most > 0 else { throw Diagnostic(none, at: arguments.statement.range) }
    let count =
      try arguments.integer(
        "COUNT", "the number of commands to \(verb)", in: 1...most, session: self) ?? 1
    var last = ""
    for _ in 0..<count {
      guard let (command, moment) = move(&self) else { break }
      self.moment = moment
      last = command
    }
    let what = count == 1 ? Diagnostic.shortened(last) : "\(count) commands"
    return .note("\(done): \(what) · \(undoDepth) to undo, \(redoDepth) to redo")
  }
}
