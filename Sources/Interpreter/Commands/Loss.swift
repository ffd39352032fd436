import NeuralNetwork

extension Commands {
  static let loss = CommandDeclaration(
    "loss", purpose: .configure, effect: .changes,
    summary: "chooses how the distance from the targets is measured",
    forms: [[Parameter("NAME", .block(.losses), "help losses lists them")]],
    notes: ["print loss shows its present value."],
    example: "loss bce", pytorch: "loss_fn = nn.BCELoss()"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let block = arguments.block("NAME") else { return Outcome() }
    let loss = Catalog.losses[block.index].init(settings: try block.settings(in: session))
    session.moment.training.loss = loss
    session.moment.forgetResults()
    var outcome = Outcome.note("loss \(block.declaration.name): \(block.declaration.summary)")
    if let output = session.network.output, !session.network.layers.isEmpty,
      let data = session.trainingData
    {
      do throws(NetworkError) {
        try loss.check(output: output, targets: data.targets)
      } catch {
        outcome.reports.append(.note("mind: \(Diagnostic(error).message)"))
      }
    }
    return outcome
  }
}
