import NeuralNetwork

extension Commands {
  static let optimizer = CommandDeclaration(
    "optimizer", aliases: ["optim"], purpose: .configure, effect: .changes,
    summary: "chooses the rule that turns gradients into steps",
    forms: [[Parameter("NAME", .block(.optimizers), "help optimizers lists them")]],
    notes: [
      "It begins with nothing remembered of earlier steps. set lr 0.1 changes the rate alone.",
      "Each takes l1=0.001, clip_norm=1 (clip=1) and clip_value=0.5 besides: what is done to the "
        + "gradients first. weight_decay=0.01 is the optimizer's own.",
    ],
    example: "optimizer sgd lr=0.5", pytorch: "optimizer = optim.SGD(net.parameters(), lr=0.5)"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let block = arguments.block("NAME") else { return Outcome() }
    let chosen = Catalog.optimizers[block.index].init(settings: try block.settings(in: session))
    try Diagnostic.wording(at: block.range) { () throws(NetworkError) in
      try chosen.check()
      try MemoryLimit.check(
        "parameters, gradients and what \(block.declaration.name) keeps",
        shape: [2 + chosen.stateNames.count, session.network.parameters.count],
        limit: Session.memoryLimit)
    }
    session.moment.chooseOptimizer(chosen)
    guard let schedule = session.moment.schedule else { return .note("optimizer \(chosen.label)") }
    return .note("optimizer \(chosen.label) · the schedule begins anew: \(schedule.label)")
  }
}
