import NeuralNetwork

extension Commands {
  static let help = CommandDeclaration(
    "help", aliases: ["?"], purpose: .other, effect: .looks,
    summary: "explains a command, a building block or a topic",
    forms: [
      [
        Parameter("TOPIC", .topic, optional: true, "a command, a block, or one of the topics"),
        Parameter("BLOCK", .topic, optional: true, "of that command: help schedule step"),
      ]
    ],
    example: "help train", pytorch: "help(nn.Linear)"
  ) { session, arguments, environment throws(Diagnostic) in
    guard let word = arguments.word("TOPIC") else { return Outcome([.help(HelpTopics.overview)]) }
    if let block = arguments.word("BLOCK") {
      return Outcome([.help(try HelpTopics.page(on: block, of: word))])
    }
    return Outcome([.help(try HelpTopics.page(on: word, pictures: environment.pictures))])
  }
}
