import Interpreter
import LessonEngine
import LineEditor

/// A lesson behind the prompt.
struct LessonConversation: Conversation {
  private var player: LessonPlayer

  init(player: LessonPlayer) { self.player = player }

  var prompt: String {
    guard player.waitsForEnter, !player.isPlaying else { return player.prompt }
    let place = place.map { $0 + ", " } ?? ""
    return place + "Enter goes on > "
  }
  var session: Session { player.session }
  var place: String? {
    if player.isPlaying { return "free play" }
    if player.isFinished { return "done" }
    return player.stepNumber > 0 ? "lesson \(player.stepNumber)/\(player.stepCount)" : nil
  }

  mutating func begin(in environment: Environment) -> [PlayerEvent] {
    player.begin(in: environment)
  }

  mutating func submit(_ line: String, in environment: Environment) -> [PlayerEvent] {
    let events = player.submit(line, in: environment)
    guard Recorder.isMeant(by: line) else { return events }
    // No command of a session has this name, which is one of the prompt without a lesson.
    return events.map { event in
      guard case .failed(var failure) = event else { return event }
      failure.message = "record makes a lesson of what is done at the prompt of gradus repl"
      failure.hint = "in a lesson, what you do is kept anyway: gradus export"
      failure.suggestion = nil
      return .failed(failure)
    }
  }

  func completions(line: String, cursor: Int, environment: Environment) -> Completions {
    Completions(
      ofCommand: line, cursor: cursor, session: session, environment: environment,
      extra: player.words)
  }
}
