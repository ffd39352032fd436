import ArgumentParser
import Interpreter
import LessonEngine
import Terminal

/// `gradus learn`
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Learn with a lesson, and go on where you left it.",
    discussion: """
      A lesson is named by its number, its name or its file; without one, it goes on with the \
      lesson that was left last. Without a terminal, the lesson is played as a transcript.
      """)

  @Argument(help: "Number, name or file of a lesson.")
  var lesson: String?

  @OptionGroup var shared: SharedOptions

  @Flag(help: "Use the plain prompt even where the studio would fit.")
  var plain = false

  func run() throws {
    let program = try Program(shared: shared)
    guard program.capabilities.isInteractive else {
      let status = Transcript(program: program).play(lesson, draw: shared.seed ?? 0)
      throw ExitCode(status)
    }
    throw ExitCode(try Course(program: program, plain: plain, draw: shared.seed).run(lesson))
  }
}
