import NeuralNetwork

extension Commands {
  static let new = CommandDeclaration(
    "new", purpose: .build, effect: .changes,
    summary: "begins an empty network; data, loss and optimizer stay",
    example: "new", pytorch: "net = nn.Sequential()"
  ) { session, _, _ in
    session.moment.training.network = Network()
    session.moment.freezing = Freezing()
    session.moment.networkWasRebuilt()
    return .note("an empty network; data, loss and optimizer stay as they are")
  }
}
