/// One line of the journal: something the learner did that is worth keeping.
///
/// Records in their order replay a lesson to the exact state in which it was left.
public struct JournalRecord: Sendable, Equatable {
  /// What happened.
  public enum Event: Sendable, Equatable {
    /// The lesson was opened afresh; `draw` chose the values of its variables.
    case opened(draw: UInt64)
    /// The lesson was gone on with, from where the records of that run had led so far.
    case resumed(run: String)
    /// A step began.
    case began
    /// Enter at a pause, or after a step.
    case went
    /// Commands that ran on the lesson's session, as one line. A `train` that was interrupted
    /// stands here with the steps that it did.
    case command(String)
    /// An answer to a question.
    case answer(String, isRight: Bool)
    /// A guess before something ran, as it was typed, what came of it, and how sure the learner
    /// was, 0 to 1, where that was said.
    case foretold(String, came: String, isRight: Bool, confidence: Double?)
    /// An attempt at a task that was checked and refused.
    case attempt
    /// A hint was shown, by its number from 1.
    case hint(Int)
    /// The solution was shown.
    case shown
    /// The step ended well: how, and after how many refused attempts.
    case solved(Ending, attempts: Int)
    case skipped
    /// The learner went back to this step's beginning.
    case back
    /// What was tried out beside the lesson's own work counts from here on.
    case kept
    /// The step or the lesson begins again; of `all`, what was done in every lesson is forgotten.
    case reset(Scope)
    /// The last reset of this scope is taken back, with what was done since.
    case undone(Scope)
    /// The lesson came to its end.
    case finished
    /// The step was done again in a review: how, and after how many refused attempts.
    case reviewed(Ending, attempts: Int)
  }

  /// What a reset is of.
  public enum Scope: String, Sendable, Equatable {
    case step
    case lesson
    case all
  }

  /// How a step ended.
  public enum Ending: String, Sendable, Equatable {
    case solved
    case solvedWithHints
    /// After its solution was shown.
    case shown
    /// It asked nothing.
    case read
  }

  /// The id of the lesson.
  public var lesson: String
  /// The id of the step.
  public var step: String
  /// The hash of the step's text, to tell whether it was edited since.
  public var hash: String
  /// What happened.
  public var event: Event
  /// What an attempt or an answer that was refused had led to.
  public var wrong: WrongState?
  /// The hash of the files that a command read, to tell whether they were changed since.
  public var files: String?
  /// Seconds since 1970; whoever appends the record stamps it.
  public var time: Double?
  /// Which run of the program it is of, so that two that play one lesson at a time do not mix; who
  /// appends the record stamps it.
  public var run: String?

  /// A record of something that happened in a step.
  public init(
    lesson: String, step: String, hash: String, event: Event, time: Double? = nil,
    run: String? = nil
  ) {
    self.lesson = lesson
    self.step = step
    self.hash = hash
    self.event = event
    self.time = time
    self.run = run
  }
}

/// What a learner had reached when an attempt was refused, in the words of a condition, so that those
/// of many learners can be counted.
public struct WrongState: Sendable, Equatable {
  /// What a `when` would say to it: "layers == 1", "2.5 +- 1%"; of a quiz, "choice 2".
  public var signature: String
  /// Whether the lesson had something of its own to say to it.
  public var isAnswered: Bool

  /// A state with this signature.
  public init(signature: String, isAnswered: Bool) {
    self.signature = signature
    self.isAnswered = isAnswered
  }
}
