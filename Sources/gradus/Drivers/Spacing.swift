import LessonEngine

/// Where blank lines stand between events: the same in every driver.
struct Spacing {
  /// What an event is part of.
  private enum Kind {
    /// A step's title: it belongs to the text below it.
    case heading
    /// What the lesson says.
    case text
    /// A picture in the lesson.
    case figure
    /// Commands and what they answered.
    case talk
    /// What the lesson says of an attempt.
    case verdict
    /// A question with its choices.
    case question
    /// Not shown.
    case nothing
  }

  private var last: Kind?

  /// Whether a blank line comes before an event, which is shown next.
  mutating func isBlank(before event: PlayerEvent) -> Bool { isBlank(before: Self.kind(of: event)) }

  /// Whether a blank line comes before a prompt.
  mutating func isBlankBeforePrompt() -> Bool { isBlank(before: .talk) }

  private mutating func isBlank(before kind: Kind) -> Bool {
    guard kind != .nothing else { return false }
    defer { last = kind }
    guard let last else { return false }
    return switch (last, kind) {
    case (_, .heading): true
    case (.heading, _), (.talk, .talk), (.talk, .verdict), (.verdict, .verdict),
      (.question, .verdict):
      false
    default: true
    }
  }

  private static func kind(of event: PlayerEvent) -> Kind {
    switch event {
    case .step: .heading
    case .lessonBegins, .prose, .hint, .solution, .lessonDone, .lessonBug: .text
    case .figure: .figure
    case .typed, .ran, .failed, .note: .talk
    case .quiz: .question
    case .goals, .feedback, .question, .prediction, .pause, .stepDone: .verdict
    case .record, .openMenu, .quit: .nothing
    }
  }
}
