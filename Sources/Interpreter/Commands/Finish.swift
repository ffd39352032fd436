extension Commands {
  static let finish = CommandDeclaration(
    "finish", purpose: .walk, effect: .changes,
    summary: "does the rest of the layer at which the walk stands",
    notes: ["forward or backward alone does the rest of the pass."],
    example: "finish",
    setup: "input 2; add linear 2; add sigmoid; data xor; forward neuron",
    pytorch: "x = net[0](x)"
  ) { session, arguments, _ throws(Diagnostic) in
    guard session.moment.walk != nil else {
      throw Diagnostic(
        "no layer has been begun", at: arguments.statement.range,
        hint: "forward neuron begins one, forward layer does a whole one")
    }
    return try session.goOn(by: .layer, arguments)
  }
}
