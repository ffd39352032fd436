import NeuralNetwork

extension Commands {
  static let help = CommandDeclaration(
    "help", aliases: ["?"], purpose: .other, effect: .looks,
    summary: "explains a command, a building block or a topic",
    forms: [
      [Parameter("TOPIC", .topic, optional: true, "a command, a block, or one of the topics")]
    ],
    example: "help train", pytorch: "help(nn.Linear)"
  ) { session, arguments, environment throws(Diagnostic) in
    guard let word = arguments.word("TOPIC") else { return Outcome([.help(HelpTopics.overview)]) }
    return Outcome([.help(try HelpTopics.page(on: word, pictures: environment.pictures))])
  }
}
