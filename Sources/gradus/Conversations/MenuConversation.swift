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
  /// The lesson from which the list was opened, where it is not at its end.
  private let atHand: LessonLibrary.Entry?
  /// What was chosen last.
  private(set) var chosen: LessonLibrary.Entry?

  init(shelf: LessonShelf, journal: Journal, atHand: LessonLibrary.Entry? = nil) {
    self.shelf = shelf
    self.journal = journal
    self.atHand = atHand
  }

  func begin(in environment: Environment) -> [PlayerEvent] {
    [
      .ran(
        command: "menu", Outcome([.table(LessonTable(shelf, journal: journal).table)]),
        after: session, byLesson: false),
      .note(
        "Type a lesson's number to begin it or to go on with it; next goes on with the one at hand, "
          + "quit leaves."),
    ]
  }

  func submit(_ line: String, in environment: Environment) -> [PlayerEvent] {
    var words = line.split(separator: " ").map(String.init)
    if words.count == 2, words[0] == "lesson" || words[0] == "learn" { words.removeFirst() }
    guard let word = words.first, words.count == 1 else { return begin(in: environment) }
    switch word.lowercased() {
    case "quit", "exit", "q": return [.quit]
    case "menu", "lessons", "help", "goals": return begin(in: environment)
    case "hint", "solution", "skip", "play", "reset", "keep":
      return [.note("\(word) works in a lesson; none is open. Type a lesson's number.")]
    default: break
    }
    do throws(LessonShelf.Failure) {
      chosen =
        switch word.lowercased() {
        case "next", "back":
          if let atHand { atHand } else { try shelf.entryToGoOn(with: journal.records) }
        default: try shelf.entry(for: word)
        }
      return [.openMenu]
    } catch {
      return [.failed(error.diagnostic)]
    }
  }

  func completions(line: String, cursor: Int, environment: Environment) -> Completions {
    let before = String(decoding: line.utf8.prefix(cursor), as: UTF8.self)
    return Completions(
      replaces: before.count,
      candidates: (shelf.library.entries.map(\.name) + ["next", "quit"]).filter {
        $0.hasPrefix(before)
      })
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
