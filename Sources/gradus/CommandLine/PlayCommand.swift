import ArgumentParser

/// `gradus play FILE`
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Play a lesson with its own answers, as a transcript.",
    discussion: """
      Needs no terminal. The status is 0 when every answer of the lesson is accepted, 1 when one \
      is not, 2 when the file is not a valid lesson.
      """)

  @Argument(help: "Number, name or file of a lesson.")
  var lesson: String

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let program = try Program(shared: shared)
    throw ExitCode(Transcript(program: program).play(lesson, draw: shared.seed ?? 0))
  }
}
