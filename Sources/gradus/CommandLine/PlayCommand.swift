import ArgumentParser
import Canvas

/// `gradus play FILE`
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Play a lesson with its own answers, as a transcript.",
    discussion: """
      Needs no terminal. The status is 0 when every answer of the lesson is accepted, 1 when one \
      is not, 2 when the file is not a valid lesson, 4 when its commands want more work or memory \
      than a lesson may have.
      """)

  @Argument(help: "Number, name or file of a lesson.")
  var lesson: String

  @Option(
    help: ArgumentHelp(
      "Write a recording of the terminal as well, an asciicast, in which somebody types and reads.",
      valueName: "file.cast"))
  var cast: String?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    guard let cast, !cast.hasSuffix(".cast") else { return }
    throw ValidationError("the file of a cast ends in .cast: \(SafeText.line(cast)).cast")
  }

  func run() throws {
    let program = try Program(shared: shared)
    throw ExitCode(Transcript(program: program, cast: cast).play(lesson, draw: shared.seed ?? 0))
  }
}
