import ArgumentParser
import Terminal

/// `gradus repl`
struct ReplCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl",
    abstract: "Play freely: commands without a lesson.",
    discussion: """
      Without a terminal, commands are read from standard input and results are written as text; \
      the status is 1 at the first error.
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "Use the plain prompt even where the studio would fit.")
  var plain = false

  @Flag(help: "Go on after an error in commands from standard input.")
  var keepGoing = false

  func run() throws {
    let program = try Program(shared: shared)
    guard program.capabilities.isInteractive else {
      throw ExitCode(
        CommandFile(program: program, goesOnAfterErrors: keepGoing).run(seed: shared.seed ?? 0))
    }
    let trouble = program.folders.makeState()
    let stage = try program.makeStage(plain: plain, keepsHistory: trouble == nil)
    var conversation = FreeConversation(seed: shared.seed ?? 0)
    let ending = stage.run(&conversation)
    // What the studio shows is gone with it.
    stage.driver.leave()
    var page = program.page
    for event in conversation.end() { Output.write(page.bytes(event)) }
    throw ExitCode(stage.status(of: ending))
  }
}
