import NeuralNetwork

extension Commands {
  static let backward = CommandDeclaration(
    "backward", purpose: .walk, effect: .changes,
    summary: "sends the loss back through the network, at once or a piece at a time, and adds up "
      + "the gradients",
    forms: walkPieces + [[]],
    notes: [
      "backward layer, backward neuron and backward op do the next piece and show its numbers: the "
        + "first is the loss, the last l0. backward alone does the rest.",
      "Gradients add up until zero_grad sets them to zero, as in PyTorch.",
      "Each forward pass can go backward once.",
    ],
    example: "backward",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor; forward",
    pytorch: "loss.backward()"
  ) { session, arguments, _ throws(Diagnostic) in
    try session.walk(.backward, arguments)
  }

  static let zeroGrad = CommandDeclaration(
    "zero_grad", purpose: .walk, effect: .changes,
    summary: "sets all gradients to zero",
    example: "zero_grad",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor; forward; backward",
    pytorch: "optimizer.zero_grad()"
  ) { session, arguments, _ throws(Diagnostic) in
    if let walk = session.moment.walk, walk.direction == .backward {
      throw Diagnostic(
        "the way back has come to \(session.placeText(walk.cursor.layer)) only, and its gradients "
          + "are being added up", at: arguments.statement.range,
        hint: "backward goes the rest of the way; zero_grad stands before it")
    }
    session.moment.training.zeroGradients()
    session.moment.gradientsAreUsed = false
    session.moment.accumulation = Accumulation()
    return .note("all gradients are zero")
  }
}
