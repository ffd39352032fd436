import Interpreter
import LessonEngine
import LineEditor

/// The list of lessons: a number or a name opens one.
final class MenuConversation: Conversation {
  let prompt = "lesson number > "
  let place: String? = "lessons"
  let session = Session()
  private let shelf: LessonShelf
  private let journal: Journal
  /// What was chosen last.
  private(set) var chosen: LessonLibrary.Entry?

  init(shelf: LessonShelf, journal: Journal) {
    self.shelf = shelf
    self.journal = journal
  }

  func begin(in environment: Environment) -> [PlayerEvent] {
    [
      .ran(
        command: "menu", Outcome([.table(LessonTable.of(shelf, journal: journal))]),
        after: session, byLesson: false),
      .note("Type a lesson's number to begin it or to go on with it; quit leaves."),
    ]
  }

  func submit(_ line: String, in environment: Environment) -> [PlayerEvent] {
    var words = line.split(separator: " ").map(String.init)
    if words.count == 2, words[0] == "lesson" || words[0] == "learn" { words.removeFirst() }
    guard let word = words.first, words.count == 1 else { return begin(in: environment) }
    switch word.lowercased() {
    case "quit", "exit", "q": return [.quit]
    case "menu", "lessons", "help": return begin(in: environment)
    default: break
    }
    do throws(LessonShelf.Failure) {
      chosen = try shelf.entry(for: word)
      return [.openMenu]
    } catch {
      return [.failed(error.diagnostic)]
    }
  }

  func completions(line: String, cursor: Int, environment: Environment) -> Completions {
    let before = String(decoding: line.utf8.prefix(cursor), as: UTF8.self)
    return Completions(
      replaces: before.count,
      candidates: (shelf.library.entries.map(\.name) + ["quit"]).filter { $0.hasPrefix(before) })
  }
}

extension LessonShelf.Failure {
  /// As the prompt shows it.
  var diagnostic: Diagnostic {
    switch self {
    case .notFound(let sentence): Diagnostic(sentence)
    case .invalid(let error): error.diagnostic
    }
  }
}

/// All lessons with how far one is in each.
enum LessonTable {
  static func of(_ shelf: LessonShelf, journal: Journal) -> Table {
    let rows = shelf.library.entries.map { entry -> [String] in
      let number = entry.number.map { "\($0)" } ?? ""
      do throws(LessonShelf.Failure) {
        let lesson = try shelf.lesson(entry)
        let minutes = lesson.about.minutes.map { "\($0) min" } ?? ""
        return [number, entry.name, lesson.title, minutes, state(journal.progress(in: lesson))]
      } catch {
        return [number, entry.name, "", "", "not valid"]
      }
    }
    return Table(
      title: "Lessons", columns: ["", "name", "title", "time", "progress"], rows: rows,
      footer: rows.isEmpty ? "None were found." : nil)
  }

  private static func state(_ progress: LessonProgress) -> String {
    if progress.timesFinished > 0 { return "done" }
    guard progress.isBegun else { return "" }
    return "\(progress.stepsDone) of \(progress.stepCount)"
  }
}
