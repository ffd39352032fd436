import ArgumentParser
import Interpreter
import LessonEngine

/// `gradus lessons`
struct LessonsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lessons", abstract: "List the lessons, and how far you are in each.")

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let program = try Program(shared: shared)
    // The lessons are there even where what was done cannot be read.
    let journal = Result { try program.journal() }
    let table = LessonTable(
      LessonShelf(library: program.library), journal: (try? journal.get()) ?? Journal()
    ).table
    var page = program.page
    Output.write(
      page.bytes(
        .ran(command: "lessons", Outcome([.table(table)]), after: Session(), byLesson: false)))
    _ = try journal.get()
  }
}
