extension Commands {
  static let watch = CommandDeclaration(
    "watch", purpose: .look, effect: .changes, listsAlone: true,
    summary: "shows the value of an expression after each command, and while training goes on",
    forms: [
      [
        Parameter("off", .literal),
        Parameter(
          "EXPRESSION", .expressions, optional: true, "no more of it; without one, of none"),
      ],
      [
        Parameter(
          "EXPRESSION", .expressions, optional: true, "what print takes; without one: the list")
      ],
    ],
    notes: [
      "Several can be watched. They stand behind the answer of each command that changes something, in "
        + "the line that says how far a training is, and in the status line.",
      "What has no value yet, the loss before there is one, is said to have none.",
    ],
    example: "watch loss, l0.bias[0]",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "print(loss.item(), net[0].bias[0].item())  # in the loop, after optimizer.step()"
  ) { session, arguments, _ throws(Diagnostic) in
    let nodes = arguments.nodes("EXPRESSION")
    if arguments.form == 0 {
      return try session.stopWatching(nodes, in: arguments, \.watches, "watched")
    }
    guard !nodes.isEmpty else { return session.listOfWatches }
    for node in nodes {
      let watch = try session.watch(node, in: arguments)
      session.moment.watches.removeAll { $0.isWritten(as: watch.text) }
      session.moment.watches.append(watch)
    }
    try session.checkCount(session.moment.watches, at: arguments.statement.range)
    return session.listOfWatches
  }
}

extension Session {
  /// Takes the named expressions from a list, or all of them.
  mutating func stopWatching(
    _ nodes: [Node], in arguments: Arguments, _ list: WritableKeyPath<Moment, [Watch]>,
    _ what: String
  ) throws(Diagnostic) -> Outcome {
    let known = moment[keyPath: list]
    guard !known.isEmpty else {
      throw Diagnostic("nothing is \(what)", at: arguments.statement.range)
    }
    guard !nodes.isEmpty else {
      moment[keyPath: list] = []
      return .note("nothing is \(what) any more")
    }
    for node in nodes {
      let text = arguments.text(in: node.range)
      guard known.contains(where: { $0.isWritten(as: text) }) else {
        throw Diagnostic(
          "\(text) is not \(what)", at: node.range,
          hint: known.map(\.text).joined(separator: ", "))
      }
      moment[keyPath: list].removeAll { $0.isWritten(as: text) }
    }
    let left = moment[keyPath: list].map(\.text).joined(separator: ", ")
    return .note(left.isEmpty ? "nothing is \(what) any more" : "still \(what): \(left)")
  }

  func checkCount(_ list: [Watch], at range: SourceRange) throws(Diagnostic) {
    guard list.count <= Watch.most else {
      throw Diagnostic("there are \(Watch.most) already: that is the most", at: range)
    }
  }

  fileprivate var listOfWatches: Outcome {
    let values = watchedValues
    return values.isEmpty
      ? .note("nothing is watched: watch loss") : Outcome([.watched(values)])
  }
}
