public import Interpreter
import Markdown
import NeuralNetwork

/// Plays a lesson: a value that takes one line after the other and says what is to be shown.
///
/// Every driver has the same player behind it. It knows the lesson, the session that the learner
/// works on, where in the lesson that is, and the sessions with which each step began, so that going
/// back in the lesson goes back in the network.
///
/// Nothing is advanced before the learner has pressed Enter after a solved step.
public struct LessonPlayer: Sendable {
  /// The lesson that is played.
  public let lesson: Lesson
  /// What the learner works on; in free play the copy that is played with.
  public var session: Session { fork ?? base }
  /// What is said at the end to come next.
  public var nextTitle: String?
  /// Reads a file for the lesson's own commands, by its path below the lesson's folder. Without
  /// it, they read none; the learner's commands read what the environment lets them.
  public var readLessonFile: (@Sendable (_ path: String) throws(Diagnostic) -> [UInt8])?

  /// Counts what the lesson does until the next line is typed.
  var meter = LessonBudget.meter()
  /// Whether the lesson's author answers for what is typed as well, as it is the lesson's own
  /// answers: then that has the same budget.
  var isRehearsed = false
  /// The session of the lesson.
  var base: Session
  /// The session as the lesson left it last: what is tried out beside the lesson changes `base`, and
  /// not this.
  var anchor: Session
  /// Whether it was said that what is tried out beside the lesson does not count.
  var hasToldOfTrying = false
  /// The session of free play, while there is any.
  var fork: Session?
  /// The opening and the steps.
  let places: [Step]
  /// Index in `places`.
  var place = 0
  /// Index of the next element of the step.
  var element = 0
  /// Where a `goto` leads at the end of the step, once Enter is pressed.
  var jumpTarget: Int?
  var phase = Phase.notBegun
  /// What the learner has done for the exercise at hand.
  var effort = Effort()
  /// By index in `places`: the session with which the step began, and the one with which the
  /// learner left it.
  var starts: [Int: Session] = [:]
  var ends: [Int: Session] = [:]
  /// How each step ended that did.
  var results: [Int: StepResult] = [:]
  /// Of all exercises of the step.
  var stepEffort = StepEffort()
  /// What is to be shown, as it comes about.
  var events: [PlayerEvent] = []
  /// What this step has shown so far, to be shown again after a pause of days.
  var page: [PlayerEvent] = []
  var records: [JournalRecord]
  /// What was seen of each step's answers: whoever goes back to one, or begins it again, has not
  /// forgotten them.
  var aids: [Int: Aids] = [:]
  /// How often each `goto` has led back, by its place in the file.
  var returns: [String: Int] = [:]
  /// The last reset before this player began, and what led to where the learner was before it.
  let resetBefore: (scope: JournalRecord.Scope, before: [JournalRecord])?
  /// At most one: what `reset undo` brings back.
  var beforeReset: [BeforeReset] = []
  /// Whether `reset all` was typed once.
  var asksToResetAll = false
  /// What was foretold in this round.
  var foresight = Foresight()
  var isReplaying = false
  /// Whether a replay shows what is shown.
  var retells = false
  /// Steps that were edited since the learner did them.
  var editedSteps: [String] = []
  /// What a replay could not do again, as a file that was read then cannot be read now.
  var unreadable: [String] = []
  /// The hash of the files that the commands read which a replay is about to do again.
  var filesThen: String?
  /// What a replay did again with files that hold something else now.
  var changed: [String] = []
  /// The ids of steps that the learner did and that the lesson has no more.
  var goneSteps: Set<String> = []
  /// What the lesson's `run` fences did, for whoever compares it with what they expect.
  var transcripts: [(entry: Transcript.Entry, run: Run)]?

  enum Phase: Sendable, Equatable {
    case notBegun
    /// Waits for Enter within a step.
    case paused
    /// Waits for the exercise at `element`.
    case exercise
    /// Waits for Enter at the end of a step.
    case done
    case finished
  }

  enum StepResult: Sendable, Equatable {
    case ended(JournalRecord.Ending)
    case skipped
  }

  struct Aids: Sendable {
    var usedHints = false
    var wasShown = false
  }

  /// What was done for one exercise.
  struct Effort: Sendable {
    /// Refused.
    var attempts = 0
    /// Refused, or not even run, since a hint was last offered.
    var failuresInARow = 0
    var commands = 0
    var hints: Set<Int> = []
    var isShown = false
    /// Whether the model answer itself was tried, after the learner's refused one.
    var isModelChecked = false
    var goals: [Goal] = []
    /// After a refused attempt: the session as the lesson left it, with what was typed since. Who
    /// begins anew need not take the failed attempt away first.
    var afresh: Session?
    var reportedBugs: Set<String> = []
  }

  struct StepEffort: Sendable {
    var attempts = 0
    var usedHints = false
    var wasShown = false
    /// How many exercises were done.
    var solvedCount = 0
    /// By element: the hints that were read, and the solutions, for who asks afterwards.
    var readHints: [Int: Set<Int>] = [:]
    var solutions: [(answers: [[String]], explanation: [Block])] = []
    /// Nothing happened yet since the step began.
    var isUntouched = true
  }

  /// A player at the beginning of a lesson, or where `records` leave off.
  ///
  /// - Parameters:
  ///   - records: the journal's, of all lessons or of this one; see `begin`.
  ///   - nextTitle: of the lesson that follows in the course.
  public init(lesson: Lesson, records: [JournalRecord] = [], nextTitle: String? = nil) {
    self.lesson = lesson
    self.nextTitle = nextTitle
    base = Session(seed: lesson.about.seed)
    anchor = base
    places = lesson.places
    self.records = Journal.unfinished(records, lesson: lesson.id)
    resetBefore = Journal.lastReset(records, lesson: lesson.id)
  }

  // MARK: What drivers ask

  /// Begins the lesson; with records, replays them and goes on where they end.
  public mutating func begin(in environment: Environment) -> [PlayerEvent] {
    meter = LessonBudget.meter()
    if records.isEmpty { beginAfresh(in: environment) } else { replay(in: environment) }
    return takeEvents()
  }

  /// The number of the step from 1; 0 in the opening.
  public var stepNumber: Int { place + 1 - (lesson.opening == nil ? 0 : 1) }
  /// How many steps there are.
  public var stepCount: Int { lesson.steps.count }
  /// The present step's title.
  public var stepTitle: String { places[place].title }
  /// Whether the end was shown.
  public var isFinished: Bool { phase == .finished }
  /// Whether free play is on.
  public var isPlaying: Bool { fork != nil }
  /// Whether Enter goes on.
  public var waitsForEnter: Bool { phase == .paused || phase == .done }
  /// The goals of the task at hand, as they were last judged.
  public var goals: [Goal] { phase == .exercise ? effort.goals : [] }

  /// What stands before the cursor.
  public var prompt: String {
    if fork != nil { return "play > " }
    if phase == .finished { return "done > " }
    if phase == .exercise, let exercise = currentExercise {
      if case .task = exercise.kind {} else { return "answer > " }
    }
    return "lesson \(stepNumber)/\(stepCount) > "
  }

  /// The words to complete besides commands.
  public var words: [String] { LessonWord.allCases.map(\.rawValue) }

  // MARK: Common to all parts

  var step: Step { places[place] }

  var currentExercise: Exercise? {
    guard phase == .exercise, step.elements.indices.contains(element),
      case .exercise(let exercise) = step.elements[element]
    else { return nil }
    return exercise
  }

  /// What a lesson knows and a session does not.
  var names: [String: Value] {
    [
      "attempts": .number(Double(effort.attempts)), "hints": .number(Double(effort.hints.count)),
    ]
  }

  /// The names that conditions may use besides the session's own.
  package static let lessonNames = ["attempts", "hints"]

  mutating func say(_ event: PlayerEvent) {
    if !isReplaying || retells { events.append(event) }
    keep(event)
  }

  /// Remembers what makes up the page of a step: what the lesson said, and not what the learner
  /// typed.
  private mutating func keep(_ event: PlayerEvent) {
    switch event {
    case .step:
      page = [event]
    case .prose, .figure, .quiz, .question, .hint, .solution, .prediction,
      .ran(_, _, _, byLesson: true):
      page.append(event)
    default: break
    }
  }

  mutating func note(_ sentence: String) { say(.note(sentence)) }

  mutating func record(
    _ event: JournalRecord.Event, at index: Int? = nil, wrong: WrongState? = nil,
    files: String? = nil
  ) {
    guard !isReplaying else { return }
    let step = places[index ?? place]
    var record = JournalRecord(lesson: lesson.id, step: step.id, hash: step.hash, event: event)
    record.wrong = wrong
    record.files = files
    events.append(.record(record))
  }

  mutating func takeEvents() -> [PlayerEvent] {
    defer { events = [] }
    return events
  }

  /// The environment for the lesson's own commands: they read nothing outside its folder, and write
  /// nothing.
  func lessonEnvironment(_ environment: Environment) -> Environment {
    var environment = environment
    let read = readLessonFile
    environment.readFile = { path throws(Diagnostic) in
      guard let read, LessonFiles.isInside(path) else {
        throw Diagnostic("a lesson's commands read only files of the lesson's folder, not \(path)")
      }
      return try read(path)
    }
    environment.writeFile = Environment.writeNothing
    return environment
  }
}
