import NeuralNetwork

extension Commands {
  static let backward = CommandDeclaration(
    "backward", purpose: .walk, effect: .changes,
    summary: "sends the loss back through the network, at once or a piece at a time, and adds up "
      + "the gradients",
    forms: walkPieces + [
      [
        Parameter("NAME", .newName, optional: true, "of let: back through what it is computed from")
      ]
    ],
    notes: [
      "backward layer, backward neuron and backward op do the next piece and show its numbers: the "
        + "first is the loss, the last l0. backward alone does the rest.",
      "Gradients add up until zero_grad sets them to zero, as in PyTorch.",
      "Each forward pass can go backward once.",
      "backward y goes back from a number that let has named; backward op y does it one operation at "
        + "a time, with the numbers in the formulas.",
    ],
    example: "backward",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor; forward",
    pytorch: "loss.backward()"
  ) { session, arguments, _ throws(Diagnostic) in
    if let outcome = try session.scalarWalk(arguments) { return outcome }
    return try session.walk(.backward, arguments)
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
    session.moment.tape.clear()
    return .note("all gradients are zero")
  }
}
