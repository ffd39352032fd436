extension Commands {
  static let history = CommandDeclaration(
    "history", purpose: .time, effect: .looks,
    summary: "lists the commands that changed something, the newest last",
    example: "history", setup: "input 2; add linear 1",
    pytorch: "# no counterpart: the script itself is the history"
  ) { session, _, _ in
    let past = session.timeline.past
    let future = session.timeline.future.reversed()
    guard !past.isEmpty || !future.isEmpty else {
      return .note("nothing has been changed yet")
    }
    let first = session.timeline.forgotten + 1
    let shown = past.enumerated().suffix(50).map { index, entry in
      [String(first + index), Diagnostic.shortened(entry.command), ""]
    }
    let undone = future.prefix(20).enumerated().map { index, entry in
      [String(first + past.count + index), Diagnostic.shortened(entry.command), "undone"]
    }
    return Outcome([
      .table(
        Table(
          title: "history", columns: ["", "command", ""], rows: shown + undone,
          footer: "\(past.count) to undo, \(future.count) to redo"))
    ])
  }
}
