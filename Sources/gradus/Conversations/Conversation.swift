import Interpreter
import LessonEngine
import LineEditor

/// What stands behind the prompt: a lesson, free play, or the list of lessons. The drivers show its
/// events and hand it what is typed.
protocol Conversation {
  /// "lesson 3/12 > "
  var prompt: String { get }
  /// "lesson 3/12", where that can be said.
  var place: String? { get }
  /// What pictures and the status line are of.
  var session: Session { get }
  /// Everything to be shown before the first prompt.
  mutating func begin(in environment: Environment) -> [PlayerEvent]
  mutating func submit(_ line: String, in environment: Environment) -> [PlayerEvent]
  /// Something outside has changed, and the prompt was left for it.
  mutating func wake(in environment: Environment) -> [PlayerEvent]
  /// What the word before the cursor can become.
  func completions(line: String, cursor: Int, environment: Environment) -> Completions
}

extension Conversation {
  mutating func wake(in environment: Environment) -> [PlayerEvent] { [] }
}
