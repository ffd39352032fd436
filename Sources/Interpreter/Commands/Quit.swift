extension Commands {
  static let quit = CommandDeclaration(
    "quit", aliases: ["exit"], purpose: .other, effect: .looks,
    summary: "leaves Gradus",
    example: "quit", pytorch: "exit()"
  ) { _, _, _ in Outcome(quits: true) }
}
