import NeuralNetwork

extension Commands {
  static let optimizer = CommandDeclaration(
    "optimizer", aliases: ["optim"], purpose: .configure, effect: .changes,
    summary: "chooses the rule that turns gradients into steps",
    forms: [[Parameter("NAME", .block(.optimizers), "help optimizers lists them")]],
    notes: [
      "It begins with nothing remembered of earlier steps. set lr 0.1 changes the rate alone."
    ],
    example: "optimizer sgd lr=0.5", pytorch: "optimizer = optim.SGD(net.parameters(), lr=0.5)"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let block = arguments.block("NAME") else { return Outcome() }
    let chosen = Catalog.optimizers[block.index].init(settings: try block.settings(in: session))
    session.moment.training.setOptimizer(chosen)
    return .note("optimizer \(chosen.label)")
  }
}
