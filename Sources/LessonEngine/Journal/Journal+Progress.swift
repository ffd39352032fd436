/// What the journal says of a lesson.
extension Journal {
  /// How far a learner is in a lesson.
  public func progress(in lesson: Lesson) -> LessonProgress {
    var done: [String: String] = [:]
    var progress = LessonProgress(stepCount: lesson.steps.count)
    // What any of several programs did counts, and where one of them began the lesson again while
    // another went on, so does all that led to where the other is.
    let ways = [
      Self.standing(Self.history(records, lesson: lesson.id), lesson: lesson.id),
      Self.standing(records, lesson: lesson.id),
    ]
    for way in ways {
      var timesFinished = 0
      for record in way {
        switch record.event {
        case .solved, .skipped: done[record.step] = record.hash
        case .finished: timesFinished += 1
        default: break
        }
        progress.isBegun = true
      }
      progress.timesFinished = max(progress.timesFinished, timesFinished)
    }
    for step in lesson.steps {
      guard let hash = done[step.id] else { continue }
      progress.stepsDone += 1
      if hash != step.hash { progress.editedSteps.append(step.title) }
    }
    return progress
  }
}

/// How far a learner is in a lesson.
public struct LessonProgress: Sendable, Equatable {
  /// Whether the lesson was ever opened.
  public var isBegun = false
  /// How many steps were solved, shown, read or skipped, in any round.
  public var stepsDone = 0
  /// How many there are.
  public var stepCount: Int
  /// How often the end was reached.
  public var timesFinished = 0
  /// The titles of steps that were edited since they were done.
  public var editedSteps: [String] = []

  /// Says of a lesson that was edited since it was done; nil where it was not.
  public func sentenceOnEdits(of title: String) -> String? {
    guard !editedSteps.isEmpty else { return nil }
    let steps = editedSteps.map { "\"\($0.onOneLine)\"" }.joined(separator: ", ")
    return "\"\(title.onOneLine)\" was edited since you did it: \(steps). What you did is kept."
  }

  /// Progress in a lesson of so many steps.
  public init(
    isBegun: Bool = false, stepsDone: Int = 0, stepCount: Int, timesFinished: Int = 0
  ) {
    self.isBegun = isBegun
    self.stepsDone = stepsDone
    self.stepCount = stepCount
    self.timesFinished = timesFinished
  }
}
