import Interpreter
import LessonEngine

/// All lessons with how far one is in each, and what they build on.
struct LessonTable {
  /// A lesson that could be read, or none.
  private let rows: [(entry: LessonLibrary.Entry, lesson: Lesson?)]
  private let journal: Journal
  /// The ids of the lessons that were finished.
  private let done: Set<String>

  init(_ shelf: LessonShelf, journal: Journal) {
    rows = shelf.library.entries.map { ($0, try? shelf.lesson($0)) }
    self.journal = journal
    done = Set(
      rows.compactMap(\.lesson).filter { journal.progress(in: $0).timesFinished > 0 }.map(\.id))
  }

  /// By id, of the lessons that are there.
  var titles: [String: String] {
    Dictionary(rows.compactMap { $0.lesson.map { ($0.id, $0.title) } }) { first, _ in first }
  }

  /// The ids of the lessons that this one builds on and that are not done.
  func missing(for lesson: Lesson) -> [String] {
    lesson.about.requires.filter { !done.contains($0) }
  }

  /// What is said where a lesson builds on others that are not done; nobody is kept from it.
  func prerequisites(of lesson: Lesson) -> String? {
    let missing = missing(for: lesson)
    guard !missing.isEmpty, !journal.progress(in: lesson).isBegun else { return nil }
    let names = missing.map { "\"\(titles[$0] ?? $0)\"" }.joined(separator: " and ")
    return "\"\(lesson.title)\" builds on \(names), not done yet. You can do it all the same; "
      + "menu leads to the others."
  }

  var table: Table {
    let cells = rows.map { entry, lesson -> [String] in
      // Numbers are those of the lessons that ship; lessons of others go by their names.
      let number = entry.course == nil ? entry.number.map { "\($0)" } ?? "" : ""
      guard let lesson else { return [number, entry.name, "", "", "not valid"] }
      let minutes = lesson.about.minutes.map { "\($0) min" } ?? ""
      return [number, entry.name, lesson.title, minutes, state(of: lesson)]
    }
    return Table(
      title: "Lessons", columns: ["", "name", "title", "time", "progress"], rows: cells,
      footer: rows.isEmpty ? "None were found." : nil)
  }

  /// "done", "3 of 12", "after 1", or nothing: it can be begun.
  private func state(of lesson: Lesson) -> String {
    let progress = journal.progress(in: lesson)
    if progress.timesFinished > 0 { return "done" }
    if progress.isBegun { return "\(progress.stepsDone) of \(progress.stepCount)" }
    let missing = missing(for: lesson)
    return missing.isEmpty ? "" : "after \(missing.map(number).joined(separator: ", "))"
  }

  /// A lesson's number, by which it is opened; its id where it has none.
  private func number(of id: String) -> String {
    let entry = rows.first { $0.lesson?.id == id }?.entry
    return entry?.number.map(String.init) ?? id
  }
}
