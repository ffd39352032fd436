public import Interpreter
public import Markdown

/// Something that the lesson says or that a command did, in the order in which it is to be shown.
///
/// Every driver shows the same events: as text in the plain driver and in playback, as panes in
/// the studio. Texts come from lesson files and may hold control characters: what draws them
/// passes them through the one filter.
public enum PlayerEvent: Sendable, Equatable {
  /// The lesson opens.
  case lessonBegins(LessonHeader)
  /// A new step begins: its number from 1, how many there are, and its title.
  case step(number: Int, of: Int, title: String)
  /// Prose of the lesson, its variables filled in.
  case prose([Block])
  /// A picture of the live state. `alternative` is its text form, for where nothing is drawn.
  case figure(PictureRequest, alternative: String, of: Session)
  /// What was typed at the prompt: only playback says so, as a terminal echoes it by itself.
  case typed(prompt: String, line: String)
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
  /// A question that is answered in one line.
  case question(Question)
  /// What the learner foretold, and what came of it.
  case prediction(foretold: String, came: String, isRight: Bool)
  case hint(number: Int, of: Int, [Block])
  /// Model answers: each a list of commands, or one line that answers a question.
  case solution([[String]], explanation: [Block])
  /// A sentence by Gradus itself: "Back to step 2. The network is as it was then."
  case note(String)
  /// The lesson waits for Enter, and then goes on.
  case pause
  /// The step is solved, shown or read; Enter goes on to the next.
  case stepDone(title: String)
  case lessonDone(LessonSummary)
  /// The lesson file is at fault, never the learner: a message with file:line:column.
  case lessonBug(String)
  /// To be appended to the journal before anything else is shown.
  case record(JournalRecord)
  /// Asks the driver for the list of lessons, or to leave.
  case openMenu
  case quit

  /// How it is meant.
  public enum Tone: Sendable, Equatable {
    case praise
    case correction
  }
}

/// What is said of a lesson before its first step.
public struct LessonHeader: Sendable, Equatable {
  /// As the front matter has it.
  public var title: String
  /// One sentence.
  public var summary: String?
  /// How long it takes.
  public var minutes: Int?
  /// How many steps there are.
  public var stepCount: Int

  /// A header of these.
  public init(title: String, summary: String?, minutes: Int?, stepCount: Int) {
    self.title = title
    self.summary = summary
    self.minutes = minutes
    self.stepCount = stepCount
  }
}

/// What is said of a lesson after its last step.
public struct LessonSummary: Sendable, Equatable {
  /// Of the lesson.
  public var title: String
  /// How many steps the learner came through, which a `goto` can make fewer than there are: the sum
  /// of the four that follow.
  public var stepCount: Int
  /// Solved, or read where nothing was asked.
  public var solved: Int
  /// Solved after a hint.
  public var solvedWithHints: Int
  /// Done after the solution was shown.
  public var shown: Int
  /// Skipped.
  public var skipped: Int
  /// What the lesson introduced: commands and notions.
  public var learned: [String]
  /// The title of the lesson that follows, where there is one.
  public var next: String?
  /// How well the learner foretold what came, if anything was to be foretold.
  public var foresight: Foresight

  /// A summary of these.
  public init(
    title: String, stepCount: Int, solved: Int, solvedWithHints: Int, shown: Int, skipped: Int,
    learned: [String], next: String?, foresight: Foresight = Foresight()
  ) {
    self.title = title
    self.stepCount = stepCount
    self.solved = solved
    self.solvedWithHints = solvedWithHints
    self.shown = shown
    self.skipped = skipped
    self.learned = learned
    self.next = next
    self.foresight = foresight
  }
}

/// A visible goal of a step.
public struct Goal: Sendable, Equatable {
  /// In the author's words.
  public var text: String
  /// Whether it is reached in the present state.
  public var isMet: Bool
  /// What is there and what is wanted, field by field, while the goal is not met.
  public var differences: [Difference]

  /// The differences as one line: "loss is 0.2312, wanted < 0.05; layers is 1, wanted 2".
  public var difference: String? {
    differences.isEmpty ? nil : differences.map(\.description).joined(separator: "; ")
  }

  /// A goal, as it was judged.
  public init(text: String, isMet: Bool, differences: [Difference] = []) {
    self.text = text
    self.isMet = isMet
    self.differences = differences
  }
}

/// One respect in which the learner's state is not yet what is asked.
public enum Difference: Sendable, Equatable, CustomStringConvertible {
  /// "layers" is "1", and wanted "2" or "< 0.05".
  case field(String, found: String, wanted: String)
  /// Nothing to compare yet: "there is no layer l1".
  case missing(String)

  /// As a sentence shows it.
  public var description: String {
    switch self {
    case .field(let name, let found, let wanted): "\(name) is \(found), wanted \(wanted)"
    case .missing(let sentence): sentence
    }
  }
}

/// A multiple-choice question, as it is shown. Choices are answered by number, or by letter.
public struct Quiz: Sendable, Equatable {
  /// In the order in which they are numbered.
  public var choices: [[Block]]
  /// Whether several are to be chosen.
  public var allowsSeveral: Bool

  /// A question with these choices.
  public init(choices: [[Block]], allowsSeveral: Bool) {
    self.choices = choices
    self.allowsSeveral = allowsSeveral
  }
}

/// A question that is answered in one line; what is asked stands in the prose before it.
public indirect enum Question: Sendable, Equatable {
  /// A number, or an expression that gives one.
  case number
  case text
  /// A shape: "4, 2".
  case shape
  /// The lines to be put in order, shuffled; the answer is their numbers: "3 1 2".
  case order([String])
  /// One of these.
  case choice([String])
  /// A guess before something runs; a percentage after it says how sure the learner is: "up 80%".
  case prediction(Question)
}
