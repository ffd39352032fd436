public import ArgumentParser
import Canvas
import Foundation
import Interpreter
public import LessonEngine

/// `gradus export`
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a lesson as you have done it: its text, your answers, what came of them.",
    discussion: """
      Writes to standard output: gradus export 1 > my-lesson.md. Without a lesson, it is the one \
      that was done last. What you did is played again, so that outputs are as they were.
      """)

  @Argument(help: "Number, name or file of a lesson.")
  var lesson: String?

  @Flag(help: "How it is written: to be read, as a table, or as an object a line.")
  var format = LessonExport.Format.markdown

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let program = try Program(shared: shared)
    let records = try program.journal().records
    let shelf = LessonShelf(library: program.library)
    let entry: LessonLibrary.Entry
    let lesson: Lesson
    do throws(LessonShelf.Failure) {
      entry = try self.entry(in: shelf, records: records)
      let any = try shelf.lesson(entry)
      guard let draw = Journal.drawOfLastRound(records, lesson: any.id) else {
        throw .notFound("nothing is done yet in \"\(any.title)\"; gradus learn begins it")
      }
      lesson = try shelf.lesson(entry, draw: draw)
    } catch {
      program.complain(error)
      throw ExitCode(2)
    }
    let episodes = LessonPlayer.retelling(
      records, of: lesson, readLessonFile: LessonShelf.reader(of: entry),
      in: program.environment(confinedTo: nil))
    let export = LessonExport(lesson, episodes, render: Workbench.render)
    Output.write(Array(export.text(format, shown: SafeText.block).utf8))
  }

  private func entry(
    in shelf: LessonShelf, records: [JournalRecord]
  ) throws(LessonShelf.Failure) -> LessonLibrary.Entry {
    if let lesson { return try shelf.entry(for: lesson) }
    guard let last = records.last(where: { !$0.isReview }) else {
      throw .notFound("nothing is done yet; gradus learn begins")
    }
    // What a journal calls a lesson is an id, and never the path of a file.
    guard let entry = shelf.entry(withID: last.lesson) else {
      throw .notFound(
        "\"\(last.lesson)\", done last, is not among the lessons; gradus export FILE exports it")
    }
    return entry
  }
}

extension LessonExport.Format: EnumerableFlag {}
