import NeuralNetwork

extension Commands {
  static let print = CommandDeclaration(
    "print", aliases: ["p", "echo"], purpose: .look, effect: .looks,
    summary: "shows the value of an expression",
    forms: [[Parameter("EXPRESSION", .expressions, "numbers, names, addresses; texts are labels")]],
    notes: [
      "help names and help functions list what expressions know; help addresses the rest.",
      "A number of the network is of the network as it is now: of the last forward pass if nothing "
        + "has changed since, else of all training samples.",
    ],
    example: "print l0.weight[0,1], loss",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "print(net[0].weight[0, 1], loss)"
  ) { session, arguments, _ throws(Diagnostic) in
    var evaluator = Evaluator(session)
    var reports: [Report] = []
    var label: String?
    for node in arguments.nodes("EXPRESSION") {
      if case .text(let text) = node.kind {
        if let earlier = label { reports.append(.note(earlier)) }
        label = text
        continue
      }
      let value = try evaluator.value(of: node)
      reports.append(.value(label: label ?? arguments.text(in: node.range), value))
      label = nil
    }
    if let label { reports.append(.note(label)) }
    return Outcome(reports)
  }
}
