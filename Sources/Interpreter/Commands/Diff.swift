extension Commands {
  static let diff = CommandDeclaration(
    "diff", purpose: .time, effect: .looks,
    summary: "compares two moments: which weights moved most, by how much, what was set",
    forms: [
      [
        Parameter(
          "FROM", .moment, optional: true, "a mark, a run, or start; the moment before this one"),
        Parameter("TO", .moment, optional: true, "a mark, a run, or now; now"),
      ]
    ],
    notes: ["diff alone says what the last command changed."],
    example: "diff before",
    setup: "seed 1; input 2; add linear 1; add sigmoid; loss bce; data xor; mark before; train 5",
    pytorch: "(net[0].weight - before[\"0.weight\"]).abs().topk(10)"
  ) { session, arguments, _ throws(Diagnostic) in
    var timeline = session.timeline
    timeline.leave(session.moment)
    let before: (name: String, moment: Moment)
    if let word = arguments.word("FROM") {
      before = try session.moment(named: word)
    } else {
      guard let entry = timeline.past.last else {
        throw Diagnostic(
          "there is no moment before this one", at: arguments.statement.range,
          hint: "mark NAME; train; diff NAME")
      }
      let moment = timeline.moment(before: timeline.index - 1) ?? session.moment
      before = ("before \(entry.command)", moment)
    }
    var after: (name: String, moment: Moment) = ("now", session.moment)
    if let word = arguments.word("TO") { after = try session.moment(named: word) }
    return Outcome(
      MomentDifference(
        before: before.moment, after: after.moment, names: (before.name, after.name)
      ).reports)
  }
}
