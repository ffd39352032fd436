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
    // Looking makes no folder; where there is none, nothing was done yet.
    let journal = JournalStore.journal(in: program.folders.state)
    let table = LessonTable(LessonShelf(library: program.library), journal: journal).table
    var page = program.page
    Output.write(
      page.bytes(
        .ran(command: "lessons", Outcome([.table(table)]), after: Session(), byLesson: false)))
  }
}
