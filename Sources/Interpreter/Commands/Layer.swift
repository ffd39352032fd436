extension Commands {
  static let layer = CommandDeclaration(
    "layer", purpose: .walk, effect: .changes,
    summary: "does the next layer of the walk, and shows its numbers",
    forms: [[Parameter("COUNT", .value, optional: true, "how many; 1")]],
    notes: [
      "It goes the way that the walk goes: forward, and when there is a loss, backward."
    ],
    example: "layer",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "x = net[0](x)"
  ) { session, arguments, _ throws(Diagnostic) in
    try session.goOn(by: .layer, arguments)
  }
}
