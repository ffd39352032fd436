extension Commands {
  static let op = CommandDeclaration(
    "op", purpose: .walk, effect: .changes,
    summary: "does the next operation of the walk: one product, one sum, one function",
    forms: [[Parameter("COUNT", .value, optional: true, "how many; 1")]],
    notes: [
      "It goes the way that the walk goes: forward, and when there is a loss, backward."
    ],
    example: "op",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "p = x[0, 0] * net[0].weight[0, 0]"
  ) { session, arguments, _ throws(Diagnostic) in
    try session.goOn(by: .op, arguments)
  }
}
