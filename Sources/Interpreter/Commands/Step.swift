import NeuralNetwork

extension Commands {
  static let step = CommandDeclaration(
    "step", purpose: .walk, effect: .changes,
    summary: "lets the optimizer change the parameters by their gradients, once",
    notes: ["forward; backward; step; zero_grad is one step of train."],
    example: "step",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor; forward; backward",
    pytorch: "optimizer.step()"
  ) { session, arguments, _ throws(Diagnostic) in
    if let walk = session.moment.walk {
      throw Diagnostic(
        "the pass \(walk.direction.rawValue) has come to \(session.placeText(walk.cursor.layer)) only; "
          + "in PyTorch a pass cannot be left halfway", at: arguments.statement.range,
        hint: walk.direction == .forward ? "forward; backward; step" : "backward; step")
    }
    guard session.moment.gradientsAreUsed else {
      let why =
        session.hasGradients
        ? "the gradients are zero: there is nothing to step along"
        : "there are no gradients yet; PyTorch's step would change nothing and say nothing"
      throw Diagnostic(
        why, at: arguments.statement.range,
        hint: session.moment.pass == nil || session.moment.passWentBack
          ? "forward; backward; step" : "backward; step")
    }
    let before = session.network.parameters
    let loss = session.moment.pass?.loss
    let rate = session.learningRate
    try session.moment.withOptimizerInForce { state throws(Diagnostic) in state.updateParameters() }
    session.moment.training.step += 1
    session.moment.accumulation.addStep()
    session.timeline.count(steps: 1)
    if session.isFullBatch { session.moment.training.cursor.epoch += 1 }
    session.moment.drawnBatch = nil
    session.moment.forgetResults()
    if let loss { session.moment.curve.append([loss]) }
    let moved = zip(before, session.network.parameters).map { abs($1 - $0) }
    let scheduled = session.schedule == nil ? "" : " · lr \(NumberText.brief(rate))"
    return .note(
      "step \(session.step): \(session.optimizer.label)\(scheduled) · largest change "
        + NumberText.decimal(Double(moved.max() ?? 0)))
  }
}
