import NeuralNetwork

extension Commands {
  static let mark = CommandDeclaration(
    "mark", purpose: .time, effect: .travels,
    summary: "gives this moment a name, to go back to it or to compare with it",
    forms: [
      [Parameter("remove", .literal), Parameter("MARK", .mark, "the mark to take away")],
      [Parameter("NAME", .newName, optional: true, "letters, digits and _; without it: the list")],
    ],
    notes: [
      "A mark stays whatever is undone. The same name again marks the new moment.",
      "A mark takes memory, as the past does.",
    ],
    example: "mark before", setup: "input 2; add linear 1",
    pytorch: "before = copy.deepcopy((net.state_dict(), optimizer.state_dict()))"
  ) { session, arguments, _ throws(Diagnostic) in
    if let word = arguments.word("MARK") {
      let mark = try session.requireMark(word)
      session.timeline.removeMark(named: mark.name)
      return .note("the mark \(mark.name) is gone")
    }
    guard let name = arguments.word("NAME") else { return session.listOfMarks }
    guard name.text.utf8.count <= 60 else {
      throw Diagnostic("a name has at most 60 letters", at: name.range)
    }
    guard name.folded != "now" else {
      throw Diagnostic("now is always the present moment", at: name.range)
    }
    guard Session.runNumber(of: name) == nil else {
      throw Diagnostic(
        "\(name.text) is the name of a run: history lists them", at: name.range,
        hint: "mark my_\(name.folded)")
    }
    guard session.timeline.setMark(name.text, at: session.moment) else {
      throw Diagnostic(
        "there is no room for another mark: the past may take \(session.timeline.limitText)",
        at: arguments.statement.range,
        hint: session.timeline.marks.first.map { "mark remove \($0.name)" })
    }
    return .note("mark \(name.text): step \(session.step)")
  }
}

extension Session {
  /// The mark of that name.
  func requireMark(_ word: Word) throws(Diagnostic) -> Mark {
    if let mark = timeline.mark(folded: word) { return mark }
    throw Diagnostic(
      "there is no mark \(Diagnostic.shortened(word.text))", at: word.range,
      hint: Int(word.text) != nil
        ? "goto step \(word.text)" : timeline.marks.isEmpty ? "mark NAME makes one" : "mark",
      suggestion: Nearest.word(to: word.text, among: timeline.marks.map(\.name)))
  }

  fileprivate var listOfMarks: Outcome {
    guard !timeline.marks.isEmpty else { return .note("no marks yet: mark NAME makes one") }
    let rows = timeline.marks.map { mark in
      let moment = mark.kept.moment
      let loss = moment.knownLoss.map { NumberText.decimal($0) }
      return [
        mark.name, String(moment.training.step), loss ?? "",
        timeline.place(of: mark) == nil ? "its commands are gone" : "",
      ]
    }
    return Outcome([.table(Table(title: "marks", columns: ["", "step", "loss", ""], rows: rows))])
  }
}
