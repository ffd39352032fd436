import Interpreter
import LessonEngine
import LineEditor

/// One step that is done again. It ends by itself once the step is done.
struct ReviewConversation: Conversation {
  private var lesson: LessonConversation
  private let number: Int
  private let count: Int
  /// How it was done; nil while it is not.
  private(set) var result: (ending: JournalRecord.Ending, attempts: Int)?

  /// - Parameters:
  ///   - number: which of the steps it is, from 1.
  ///   - count: how many there are.
  init(player: LessonPlayer, number: Int, count: Int) {
    lesson = LessonConversation(player: player)
    self.number = number
    self.count = count
  }

  var prompt: String {
    let place = "review \(number)/\(count)"
    return lesson.prompt.hasPrefix("answer")
      ? "\(place), \(lesson.prompt)" : lesson.prompt.replacing("lesson 1/1", with: place)
  }
  var place: String? { "review \(number)/\(count)" }
  var session: Session { lesson.session }

  mutating func begin(in environment: Environment) -> [PlayerEvent] {
    shown(lesson.begin(in: environment))
  }

  mutating func submit(_ line: String, in environment: Environment) -> [PlayerEvent] {
    let words = line.split(separator: " ").map { $0.lowercased() }
    switch words.first {
    case "reset" where ["lesson", "all"].contains(words.last):
      return [
        .note("A review is one step, which reset begins again; your lessons stay as they are.")
      ]
    case "menu" where words.count == 1 && result == nil:
      let more = number < count ? " The next one:" : ""
      return [.note("This step is left for another time.\(more)"), .openMenu]
    default: return shown(lesson.submit(line, in: environment))
    }
  }

  func completions(line: String, cursor: Int, environment: Environment) -> Completions {
    lesson.completions(line: line, cursor: cursor, environment: environment)
  }

  /// Nothing of the lesson's own course: what is recorded is no place in it, and its end is no end.
  private mutating func shown(_ events: [PlayerEvent]) -> [PlayerEvent] {
    var shown: [PlayerEvent] = []
    for event in events {
      switch event {
      case .record(let record):
        switch record.event {
        case .solved(let ending, let attempts): result = result ?? (ending, attempts)
        case .skipped: result = result ?? (.shown, 0)
        default: break
        }
      case .step: break
      case .lessonDone: shown.append(.openMenu)
      default: shown.append(event)
      }
    }
    return shown
  }
}
