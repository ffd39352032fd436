extension Commands {
  static let neuron = CommandDeclaration(
    "neuron", purpose: .walk, effect: .changes,
    summary: "does the next neuron of the walk, and shows its formula with the numbers",
    forms: [[Parameter("COUNT", .value, optional: true, "how many; 1")]],
    notes: [
      "It goes the way that the walk goes: forward, and when there is a loss, backward."
    ],
    example: "neuron",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "z = net[0].weight[0] @ x[0] + net[0].bias[0]"
  ) { session, arguments, _ throws(Diagnostic) in
    try session.goOn(by: .neuron, arguments)
  }
}
