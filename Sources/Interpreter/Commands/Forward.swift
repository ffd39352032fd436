extension Commands {
  static let forward = CommandDeclaration(
    "forward", purpose: .walk, effect: .changes,
    summary: "sends the batch through the network, at once or a piece at a time, to the loss",
    forms: walkPieces + [[]],
    notes: [
      "forward layer, forward neuron and forward op do the next layer, neuron or operation, and show "
        + "its numbers; forward alone does the rest. Until the end there is no loss.",
      "A walk follows one sample, which sample 2 chooses; the others of the batch are computed with "
        + "each layer.",
      "Without batch, the batch is all training samples. With one, the next batch is drawn, and "
        + "it stays the same until step.",
      "It runs in training mode, in which dropout draws; mode eval changes that.",
    ],
    example: "forward",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "output = net(x); loss = loss_fn(output, y)"
  ) { session, arguments, _ throws(Diagnostic) in
    try session.walk(.forward, arguments)
  }

  /// What may follow `forward` and `backward`: a piece of the pass, one form each.
  static let walkPieces = WalkScale.allCases.map { scale in
    [
      Parameter(scale.rawValue, .literal),
      Parameter("COUNT", .value, optional: true, "how many of them; 1"),
    ]
  }
}

extension Session {
  /// A pass in that direction: the pieces that were asked for, or all that is left of it.
  mutating func walk(
    _ direction: WalkDirection, _ arguments: Arguments
  ) throws(Diagnostic) -> Outcome {
    do throws(Diagnostic) {
      let pieces = WalkScale.allCases
      guard arguments.form < pieces.count else { return try completePass(direction) }
      return try advance(direction, by: pieces[arguments.form], count: arguments.pieces(self))
    } catch {
      throw error.placed(at: arguments.statement.range)
    }
  }
}

extension Arguments {
  /// How many pieces of a walk are asked for.
  func pieces(_ session: Session) throws(Diagnostic) -> Int {
    try integer("COUNT", "the number of pieces", in: 1...1_000_000, session: session) ?? 1
  }
}
