import NeuralNetwork

extension Commands {
  static let goto = CommandDeclaration(
    "goto", purpose: .time, effect: .travels,
    summary: "goes to another moment, exactly as it was: a step, an epoch, a mark",
    forms: [
      [
        Parameter("step", .literal),
        Parameter("STEP", .value, "right behind that training step; 0 is before the first"),
      ],
      [
        Parameter("epoch", .literal),
        Parameter("EPOCH", .value, "right behind the last step of that epoch"),
      ],
      [Parameter("start", .literal)],
      [Parameter("end", .literal)],
      [Parameter("mark", .literal), Parameter("NAME", .mark, "a moment that mark has named")],
      [Parameter("NAME", .mark, "a moment that mark has named")],
    ],
    notes: [
      "Moments that are not kept are worked out again from the nearest that is, by the same "
        + "training: bit for bit the same.",
      "Going back loses nothing: goto, redo and undo step go on from there. A new command that "
        + "changes something drops what is ahead, as after undo; mark NAME keeps a moment of it.",
      "goto start is the first moment that is kept, or the mark of that name; goto end the last.",
    ],
    example: "goto step 3",
    setup: "seed 1; input 2; add linear 1; add sigmoid; loss bce; data xor; train 5 steps",
    pytorch: "checkpoint = torch.load(\"step3.pt\"); net.load_state_dict(checkpoint[\"net\"])"
  ) { session, arguments, environment throws(Diagnostic) in
    switch arguments.form {
    case 0: try session.goToStep(arguments, in: environment)
    case 1: try session.goToEpoch(arguments, in: environment)
    case 2:
      if let mark = session.timeline.mark(named: "start") {
        return try session.go(to: mark, in: environment)
      }
      _ = session.lift()
      try session.travel(to: Place(entry: 0), in: environment)
    case 3:
      _ = session.lift()
      try session.travel(to: Place(entry: session.timeline.entries.count), in: environment)
    default:
      guard let name = arguments.word("NAME") else { return Outcome() }
      return try session.go(to: session.requireMark(name), in: environment)
    }
    return session.arrival
  }
}

extension Session {
  fileprivate mutating func goToStep(
    _ arguments: Arguments, in environment: Environment
  ) throws(Diagnostic) {
    let number =
      try arguments.integer("STEP", "a step", in: 0...Int(1) << 53, session: self) ?? 0
    let now = lift()
    guard let place = timeline.place(ofStep: number, from: now) else {
      throw missing(
        "step \(number)",
        known: timeline.entries.filter { $0.steps > 0 }
          .map { ($0.firstStep, $0.firstStep + $0.steps) }, unit: "steps",
        at: arguments.node("STEP")?.range)
    }
    try travel(to: place, in: environment)
  }

  fileprivate mutating func goToEpoch(
    _ arguments: Arguments, in environment: Environment
  ) throws(Diagnostic) {
    let number =
      try arguments.integer("EPOCH", "an epoch", in: 0...1_000_000_000, session: self) ?? 0
    let now = lift()
    guard let place = timeline.place(ofEpoch: number, from: now) else {
      let known = timeline.entries.indices.filter { timeline.entries[$0].steps > 0 }.map { index in
        (
          timeline.entries[index].before.moment.training.cursor.epoch,
          timeline.moment(before: index + 1)?.training.cursor.epoch ?? 0
        )
      }
      throw missing(
        "epoch \(number)", known: known, unit: "epochs", at: arguments.node("EPOCH")?.range)
    }
    try travel(to: place, in: environment)
  }

  private func missing(
    _ what: String, known: [(Int, Int)], unit: String, at range: SourceRange?
  ) -> Diagnostic {
    guard let first = known.map(\.0).min(), let last = known.map(\.1).max() else {
      return Diagnostic(
        timeline.forgotten == 0
          ? "nothing has been trained yet" : "no training is kept: \(timeline.forgottenText)",
        at: range, hint: "train 20")
    }
    let forgotten = timeline.forgotten == 0 ? "" : "; \(timeline.forgottenText)"
    return Diagnostic(
      "\(what) is not among those that can be reached: \(unit) \(first) to \(last)\(forgotten)",
      at: range, hint: "history")
  }

  /// Goes to a mark: on the tape, if it is there; else as a command of its own, which `undo` takes
  /// back.
  fileprivate mutating func go(
    to mark: Mark, in environment: Environment
  ) throws(Diagnostic) -> Outcome {
    guard timeline.place(of: mark) != nil else {
      timeline.open(before: moment)
      moment = mark.kept.moment
      timeline.close("goto mark \(mark.name)", after: moment)
      var outcome = arrival
      outcome.reports.append(
        .note("the commands around \(mark.name) are gone: undo goes back to where you were"))
      return outcome
    }
    _ = lift()
    // Joining a training that was cut in two has moved its marks.
    if let mark = timeline.mark(named: mark.name), let place = timeline.place(of: mark) {
      if place.offset == 0 {
        try travel(to: place, in: environment)
      } else {
        put(at: place, mark.kept)
      }
    }
    return arrival
  }

  /// Where the session has come to, and what is ahead.
  var arrival: Outcome {
    var sentence = "step \(step)"
    if stepsPerEpoch > 1 { sentence += ", epoch \(epoch)" }
    if let loss = knownLoss { sentence += " · loss \(NumberText.decimal(loss))" }
    let ahead = timeline.steps(around: Place(entry: timeline.index)).ahead
    if redoDepth > 0 {
      sentence +=
        ahead > 0
        ? " · \(counted(ahead, "step")) ahead"
        : " · \(counted(redoDepth, "command")) ahead"
      sentence += ", until a new command changes something"
    }
    return .note(sentence)
  }
}
