/// What one learner did in one step, in all rounds of the lesson.
public struct StepHistory: Sendable, Equatable {
  /// How it ended.
  public enum Ending: String, Sendable, CaseIterable {
    case solved
    case solvedWithHints
    case shown
    case read
    case skipped
  }

  /// The id of the step.
  public var step: String
  /// The first ending; what was skipped and done later counts as done. Nil while it has none.
  public var ending: Ending?
  /// Attempts and answers that were refused until then.
  public var refusals = 0
  /// Hints that were asked for until then.
  public var hints = 0
  /// Seconds until then, without breaks.
  public var seconds = 0.0
  /// What was reached and refused, each as often as it was.
  public var wrong: [WrongState] = []

  /// How often it was tried: the refused attempts, and the one that was not.
  public var tries: Int { refusals + (ending == .solved || ending == .solvedWithHints ? 1 : 0) }
}

/// What one learner did in one lesson.
public struct LessonHistory: Sendable, Equatable {
  /// The id of the lesson.
  public var lesson: String
  /// In the order in which they were begun.
  public var steps: [StepHistory] { list.elements }
  /// How often the end was reached.
  public private(set) var timesFinished = 0
  /// Seconds, without breaks.
  public private(set) var seconds = 0.0
  /// When something was done last, in seconds since 1970.
  public private(set) var lastTime: Double?
  private var list = KeyedList<String, StepHistory>()
  /// By run: when it wrote last.
  private var times: [String?: Double] = [:]

  /// Who does nothing for longer is not at it, in seconds.
  static let longestPause = 900.0

  init(lesson: String) {
    self.lesson = lesson
  }

  /// The lessons in which something was done, in the order in which they were begun.
  public static func all(of records: [JournalRecord]) -> [LessonHistory] {
    var histories = KeyedList<String, LessonHistory>()
    for record in records {
      histories.change(record.lesson, orNew: LessonHistory(lesson: record.lesson)) {
        $0.add(record)
      }
    }
    return histories.elements
  }

  /// Seconds between two things that were done one after the other, none where a break was between.
  static func seconds(from first: Double?, to second: Double?) -> Double {
    guard let first, let second, second > first, second - first <= longestPause else { return 0 }
    return second - first
  }

  private mutating func add(_ record: JournalRecord) {
    // What was done in a step is recorded at its end: the time before it was spent there.
    let spent = Self.seconds(from: times[record.run] ?? nil, to: record.time)
    times[record.run] = record.time
    lastTime = record.time.map { max($0, lastTime ?? $0) } ?? lastTime
    seconds += spent
    switch record.event {
    case .opened, .resumed, .reviewed: return
    case .finished:
      timesFinished += 1
      return
    default: break
    }
    list.change(record.step, orNew: StepHistory(step: record.step)) { $0.add(record, after: spent) }
  }
}

extension StepHistory {
  fileprivate mutating func add(_ record: JournalRecord, after spent: Double) {
    if let wrong = record.wrong { self.wrong.append(wrong) }
    guard ending == nil || ending == .skipped else { return }
    seconds += spent
    switch record.event {
    case .attempt, .answer(_, isRight: false): refusals += 1
    case .hint: hints += 1
    case .skipped: ending = .skipped
    case .solved(let how, _):
      ending =
        switch how {
        case .solved: .solved
        case .solvedWithHints: .solvedWithHints
        case .shown: .shown
        case .read: .read
        }
    default: break
    }
  }
}
