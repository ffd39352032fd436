public import Interpreter
public import Markdown

/// Something that the lesson says or that a command did, in the order in which it is to be shown.
///
/// Every driver shows the same events: as text in the plain driver and in playback, as panes in
/// the studio.
public enum PlayerEvent: Sendable, Equatable {
  /// A new step begins: its number from 1, how many there are, and its title.
  case step(number: Int, of: Int, title: String)
  /// Prose of the lesson, its variables filled in.
  case prose([Block])
  /// A command ran, typed by the learner or run by the lesson. `after` is the session then,
  /// for the pictures that the outcome asks for.
  case ran(command: String, Outcome, after: Session, byLesson: Bool)
  /// A command failed; nothing changed.
  case failed(Diagnostic)
  /// The goals of the step, all of them, whenever one of them changed.
  case goals([Goal])
  /// What the lesson says to an attempt.
  case feedback(String, Tone)
  case quiz(Quiz)
  /// "How much is z? Type a number."
  case numberQuestion
  case hint(number: Int, of: Int, [Block])
  /// Model answers: each a list of commands.
  case solution([[String]], explanation: [Block])
  /// A sentence by Gradus itself: "Step back to 2. The network is as it was then."
  case note(String)
  /// A question or a `---` waits for Enter.
  case pause
  case stepDone(title: String)
  case lessonDone(title: String, solved: Int, of: Int)
  /// The lesson file is at fault, never the learner: a message with file:line:column.
  case lessonBug(String)
  /// To be appended to the journal before anything else is shown.
  case record(JournalRecord)
  /// Asks the driver for the list of lessons, or to leave.
  case openMenu
  case quit

  public enum Tone: Sendable, Equatable {
    case praise
    case correction
  }
}

/// A visible goal of a step.
public struct Goal: Sendable, Equatable {
  public var text: String
  public var isMet: Bool

  public init(text: String, isMet: Bool) {
    self.text = text
    self.isMet = isMet
  }
}

/// A multiple-choice question, as it is shown.
public struct Quiz: Sendable, Equatable {
  public var choices: [[Block]]
  public var allowsSeveral: Bool

  public init(choices: [[Block]], allowsSeveral: Bool) {
    self.choices = choices
    self.allowsSeveral = allowsSeveral
  }
}
