import ArgumentParser
import Foundation
import Interpreter
import LessonEngine
import NeuralNetwork

/// `gradus progress`
struct ProgressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "progress",
    abstract: "Show how far you are in each lesson, and on which days you practised.")

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let program = try Program(shared: shared)
    var page = program.page
    let journal = try program.journal()
    if let warning = journal.warning { Output.write(page.bytes(.note(warning))) }
    guard !journal.records.isEmpty else {
      Output.write(page.bytes(.note("Nothing is done yet. gradus learn begins.")))
      return
    }
    let shelf = LessonShelf(library: program.library)
    let rows = program.library.entries.map { entry in
      ProgressTable.Row(
        number: entry.number.map { "\($0)" } ?? "", name: entry.name,
        lesson: try? shelf.lesson(entry))
    }
    let clock = LocalClock.now
    let width = min(program.columns, 80)
    let table = ProgressTable.table(rows, journal: journal, offset: clock.offset, width: width)
    let calendar = PracticeCalendar(journal.records, today: clock.today, offset: clock.offset)
    let days = calendar.seconds.count
    let streak = calendar.streak
    Output.write(
      page.bytes(
        .ran(
          command: "progress",
          Outcome([
            .table(table), .note(calendar.text(width: width)),
            .note(
              "\(counted(days, "day")) of practice"
                + (streak > 1 ? ", \(streak) of them in a row up to now." : ".")),
          ]),
          after: Session(), byLesson: false)))
    for lesson in rows.compactMap(\.lesson) {
      let progress = journal.progress(in: lesson)
      if let sentence = progress.sentenceOnEdits(of: lesson.title) {
        Output.write(page.bytes(.note(sentence)))
      }
    }
    let schedule = shelf.schedule(journal.records, offset: clock.offset)
    if let sentence = schedule.sentence(on: clock.today) {
      Output.write(page.bytes(.note(sentence)))
    }
  }
}

/// The day and the time of the place.
struct LocalClock {
  let today: Day
  /// Seconds by which the clocks of the place are ahead of Greenwich's.
  let offset: Int

  static var now: LocalClock {
    let date = Date()
    let offset = TimeZone.current.secondsFromGMT(for: date)
    return LocalClock(
      today: Day(of: date.timeIntervalSince1970, offset: offset), offset: offset)
  }
}
