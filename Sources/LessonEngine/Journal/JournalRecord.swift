/// One line of the journal: something the learner did that is worth keeping.
public struct JournalRecord: Codable, Sendable, Equatable {
  /// The id of the lesson.
  public var lesson: String
  /// The id of the step.
  public var step: String

  public init(lesson: String, step: String) {
    self.lesson = lesson
    self.step = step
  }
}
