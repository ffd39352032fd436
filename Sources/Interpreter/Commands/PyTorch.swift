import NeuralNetwork

extension Commands {
  static let pytorch = CommandDeclaration(
    "pytorch", purpose: .look, effect: .looks,
    summary: "writes the network, the loss, the optimizer and the last command as PyTorch",
    notes: [
      "It is a whole script, and runs. Small networks bring their weights, small data its samples; "
        + "for large data, numbers of the same shape stand in."
    ],
    example: "pytorch", setup: "input 2; add linear 1; add sigmoid; loss bce; data xor; train 3",
    pytorch: "print(net)"
  ) { session, _, _ in
    .note(PyTorchScript(session).lines.joined(separator: "\n"))
  }
}
