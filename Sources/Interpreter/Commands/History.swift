import NeuralNetwork

extension Commands {
  static let history = CommandDeclaration(
    "history", purpose: .time, effect: .looks,
    summary: "lists the commands that changed something, and where you are among them",
    notes: [
      "A run is a training from its first step to its last, until weights are drawn anew or layers come "
        + "or go: compare run1 run2.",
      "The step is that behind the command. A training that goto has cut in two stands there as two.",
    ],
    example: "history", setup: "input 2; add linear 1",
    pytorch: "# no counterpart: the script itself is the history"
  ) { session, _, _ in
    let timeline = session.timeline
    guard !timeline.entries.isEmpty else {
      return .note(
        timeline.forgotten == 0 ? "nothing has been changed yet" : timeline.forgottenText)
    }
    let ends = session.runEnds
    let first = max(0, timeline.index - 50)
    let shown = timeline.entries[first..<min(timeline.entries.count, timeline.index + 20)]
    var rows = shown.indices.map { index in
      let entry = timeline.entries[index]
      let step =
        timeline.entries.indices.contains(index + 1)
        ? timeline.entries[index + 1].firstStep
        : (timeline.end?.moment ?? session.moment).training.step
      var remarks = ends[index].map { ["end of run\($0)"] } ?? []
      remarks += timeline.names(ofMarksBehind: index)
      if index + 1 == timeline.index { remarks.append("now") }
      if index >= timeline.index { remarks.append("undone") }
      return [
        String(timeline.forgotten + index + 1), entry.command, String(step),
        remarks.joined(separator: ", "),
      ]
    }
    if timeline.index == 0 { rows.insert(["", "", "", "now"], at: 0) }
    var footer = "\(session.undoDepth) to undo, \(session.redoDepth) to redo"
    if timeline.forgotten > 0 { footer += "; \(timeline.forgottenText)" }
    return Outcome([
      .table(
        Table(
          title: "history", columns: ["", "command", "step", ""], rows: rows, footer: footer))
    ])
  }
}

extension Timeline {
  /// Why the tape does not begin at the beginning.
  var forgottenText: String {
    "\(forgotten == 1 ? "the oldest command" : "the \(forgotten) oldest commands") cannot be undone, "
      + (entries.count >= Self.mostEntries
        ? "as at most \(Self.mostEntries) are kept"
        : "as the past may take \(limitText)")
  }

  /// "256 MB"
  var limitText: String {
    limit >= 1 << 20 ? "\(limit >> 20) MB" : "\(limit) bytes"
  }

  /// "mark a", for those at the moment after an entry or within it.
  fileprivate func names(ofMarksBehind entry: Int) -> [String] {
    marks.compactMap { mark in
      guard let place = place(of: mark) else { return nil }
      if place == Place(entry: entry + 1) { return "mark \(mark.name)" }
      if place.entry == entry, place.offset > 0 {
        return "mark \(mark.name) at step \(mark.kept.moment.training.step)"
      }
      return nil
    }
  }
}
