import NeuralNetwork

extension Commands {
  static let why = CommandDeclaration(
    "why", purpose: .look, effect: .looks,
    summary: "finds what is wrong with the network or its training, and says what to try",
    notes: [
      "It judges by numbers: values, gradients, updates, the curve of the loss, the data; large data "
        + "by a part of the samples.",
      "Each finding says how sure it is: certain, likely or possible. It changes nothing.",
    ],
    example: "why",
    setup: "input 2; add linear 4; add tanh; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "# no counterpart: print p.grad.norm() / p.norm() for each p of net.parameters()"
  ) { session, arguments, _ throws(Diagnostic) in
    do throws(Diagnostic) {
      return Outcome([.diagnosis(try session.diagnosis())])
    } catch {
      throw error.placed(at: arguments.statement.range)
    }
  }
}
