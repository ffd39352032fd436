import NeuralNetwork

extension Commands {
  static let backward = CommandDeclaration(
    "backward", purpose: .walk, effect: .changes,
    summary: "sends the loss back through the network and adds up the gradients",
    notes: [
      "Gradients add up until zero_grad sets them to zero, as in PyTorch.",
      "Each forward pass can go backward once.",
    ],
    example: "backward",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor; forward",
    pytorch: "loss.backward()"
  ) { session, arguments, _ throws(Diagnostic) in
    let range = arguments.statement.range
    guard session.loss != nil else { throw Diagnostic(NetworkError.noLoss, at: range) }
    guard var pass = session.moment.pass else {
      throw Diagnostic(
        "backward needs a forward pass of the network as it is now; in PyTorch there would be no "
          + "graph to go back through", at: range, hint: "forward")
    }
    guard !session.moment.passWentBack else {
      throw Diagnostic(
        "this forward pass has gone backward already; PyTorch frees its graph and raises an error",
        at: range, hint: "forward")
    }
    let data = try session.requireData()
    let plan = try session.plan(capacity: pass.count)
    let parameters = session.network.parameters
    try Diagnostic.wording(at: range) { () throws(NetworkError) in
      try plan.backward(
        &pass, parameters: parameters, data: data, gradients: &session.moment.training.gradients)
    }
    session.moment.dropFrozenGradients()
    session.moment.pass = pass
    session.moment.passWentBack = true
    let added = session.moment.gradientsAreUsed
    session.moment.hasGradients = true
    session.moment.gradientsAreUsed = true
    session.moment.accumulation.addPass()
    let norm = session.gradients.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    let count = session.gradients.count
    var outcome = Outcome.note(
      "backward: gradients of \(count) \(count == 1 ? "parameter" : "parameters") · norm "
        + NumberText.decimal(norm))
    if added {
      outcome.reports.append(
        .note("they were added to the gradients from before: zero_grad keeps passes apart"))
    }
    if let remark = session.remarkOnStep { outcome.reports.append(.note(remark)) }
    return outcome
  }

  static let zeroGrad = CommandDeclaration(
    "zero_grad", purpose: .walk, effect: .changes,
    summary: "sets all gradients to zero",
    example: "zero_grad",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor; forward; backward",
    pytorch: "optimizer.zero_grad()"
  ) { session, _, _ in
    session.moment.training.zeroGradients()
    session.moment.gradientsAreUsed = false
    session.moment.accumulation = Accumulation()
    return .note("all gradients are zero")
  }
}
