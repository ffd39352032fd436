import Interpreter
import LessonEngine
import LineEditor

/// The loop: shows what a conversation says, reads a line, hands it over.
struct Dialogue {
  /// How a dialogue ended.
  enum Ending: Equatable {
    /// The learner left.
    case quit
    /// The list of lessons was asked for.
    case menu
    /// A signal ended it.
    case terminated
  }

  let driver: any Driver
  let editor: LineEditor
  let environment: Environment
  /// Keeps a record of progress; answers a sentence when that fails.
  let keep: ([JournalRecord]) -> String?

  /// Runs until the learner leaves.
  func run<Talk: Conversation>(_ conversation: inout Talk) -> Ending {
    // To go on with a lesson is to do again what was done in it, which can take long.
    driver.willRun()
    let beginning = conversation.begin(in: environment)
    driver.didRun()
    if let ending = show(beginning, conversation) { return ending }
    while true {
      let current = conversation
      editor.completions = { line, cursor in
        current.completions(line: line, cursor: cursor, environment: environment)
      }
      switch driver.readLine(prompt: conversation.prompt) {
      case .interrupted: continue
      case .woken:
        driver.willRun()
        let events = conversation.wake(in: environment)
        driver.didRun()
        if let ending = show(events, conversation) { return ending }
      case .endOfInput: return .quit
      case .terminated: return .terminated
      case .line(let line):
        driver.willRun()
        let events = conversation.submit(line, in: environment)
        driver.didRun()
        if let ending = show(events, conversation) { return ending }
      }
    }
  }

  /// Records are kept before anything is shown, so that what was seen is never lost.
  private func show(_ events: [PlayerEvent], _ conversation: some Conversation) -> Ending? {
    let records = events.compactMap { if case .record(let record) = $0 { record } else { nil } }
    var visible: [PlayerEvent] = []
    var ending: Ending?
    for event in events {
      switch event {
      case .record: break
      case .quit: ending = .quit
      case .openMenu: ending = .menu
      default: visible.append(event)
      }
    }
    if !records.isEmpty, let sentence = keep(records) { visible.append(.note(sentence)) }
    driver.show(visible, session: conversation.session, place: conversation.place)
    return ending
  }
}

extension Completions {
  /// What the command language has for the word before the cursor.
  init(
    ofCommand line: String, cursor: Int, session: Session, environment: Environment,
    extra: [String] = []
  ) {
    let start = Completion.wordStart(line: line, cursor: cursor)
    let word = String(decoding: line.utf8.prefix(cursor).dropFirst(start), as: UTF8.self)
    self.init(
      replaces: word.count,
      candidates: Completion.candidates(
        line: line, cursor: cursor, session: session, environment: environment, extra: extra))
  }
}
