import Interpreter
import LessonEngine
import LineEditor

/// Free play: commands, and `record` to make a lesson of them.
struct FreeConversation: Conversation {
  private(set) var session: Session
  private var recorder: Recorder
  let prompt = "> "
  let place: String? = nil

  init(seed: UInt64) {
    session = Session(seed: seed)
    recorder = Recorder(seed: seed)
  }

  mutating func begin(in environment: Environment) -> [PlayerEvent] {
    [.note("Free play. Type help for the commands, quit to leave.")]
  }

  mutating func submit(_ line: String, in environment: Environment) -> [PlayerEvent] {
    if let events = recorder.answer(line) { return events }
    let run = session.run(line, in: environment)
    var events: [PlayerEvent] = []
    for step in run.steps {
      events.append(
        .ran(command: step.command, step.outcome, after: step.after, byLesson: false))
      if step.command == "help" { events.append(.note("At this prompt, \(Recorder.usage).")) }
    }
    events += recorder.keep(run)
    if run.steps.last?.outcome.quits ?? false {
      events.append(.quit)
    } else if let failure = run.failure {
      events.append(.failed(failure))
    }
    return events
  }

  /// What is to be said to who has left, however that was.
  mutating func end() -> [PlayerEvent] { recorder.end() }

  func completions(line: String, cursor: Int, environment: Environment) -> Completions {
    Completions(
      ofCommand: line, cursor: cursor, session: session, environment: environment,
      extra: ["record"])
  }
}
