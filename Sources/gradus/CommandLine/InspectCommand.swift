import ArgumentParser
import Interpreter
import LessonEngine

/// `gradus inspect FILE`
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show all that a lesson can do, before it is run.",
    discussion: """
      Lists what the lesson reads, which commands it holds, its steps and its rules. Nothing of it \
      is run. Answers and hints stay hidden unless they are asked for.
      """)

  @Argument(help: "Number, name or file of a lesson.")
  var lesson: String

  @Flag(help: "Show model answers, conditions and hints as well.")
  var answers = false

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let program = try Program(shared: shared)
    let shelf = LessonShelf(library: program.library)
    let lesson: Lesson
    do throws(LessonShelf.Failure) {
      lesson = try shelf.lesson(try shelf.entry(for: self.lesson), draw: shared.seed ?? 0)
    } catch {
      program.complain(error)
      throw ExitCode(2)
    }
    var page = program.page
    let inventory = LessonInventory(of: lesson, showsAnswers: answers).page
    Output.write(
      page.bytes(
        .ran(command: "inspect", Outcome([.help(inventory)]), after: Session(), byLesson: false)))
  }
}
