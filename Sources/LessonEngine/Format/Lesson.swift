/// A lesson: one Markdown file, checked whole before its first step is shown.
public struct Lesson: Sendable, Equatable {
  /// The file's name as it was handed in, for messages.
  public var file: String
  /// What the front matter says; of a file without one, what can be told from its text.
  public var about: About
  /// What comes before the first `##`: shown first, and no step.
  package var opening: Step?
  /// At least one.
  package var steps: [Step]
  /// Chose the values of the variables.
  public var draw: UInt64
  /// The variables as they stand in the text.
  package var variables: [String: String]
  /// What they may be, in the order of the file.
  package var declarations: [LessonVariable] = []
  /// Rules of the linter that hold nowhere in the lesson.
  package var allowances: [Allowance] = []
  /// Whether its front matter says that it is a lesson: any other Markdown is read as one, too.
  package var isDeclared = false
  /// The file and the parts that it includes, for messages.
  package var sources: [SourceFile] = []

  /// The name that other lessons and the journal know it by.
  public var id: String { about.id }
  /// As it is shown.
  public var title: String { about.title }
  /// The opening, where there is one, and the steps.
  package var places: [Step] { (opening.map { [$0] } ?? []) + steps }

  /// The parts that it includes, below its folder.
  public var includedFiles: [String] { sources.map(\.name).filter { $0 != file } }

  /// Whether another reading of the file drew the same values.
  public func hasVariables(of other: Lesson) -> Bool { variables == other.variables }

  /// An error at a place of the lesson, with its line.
  package func error(
    _ message: String, at place: SourcePlace, length: Int? = nil, hint: String? = nil,
    suggestion: String? = nil
  ) -> LessonError {
    let source = sources.first { $0.name == place.file } ?? SourceFile(name: place.file, text: "")
    return source.error(
      message, at: place.position, length: length, hint: hint, suggestion: suggestion)
  }
}

/// What a lesson says of itself.
public struct About: Sendable, Equatable {
  /// The name that other lessons and the journal know it by.
  public var id: String
  /// As it is shown.
  public var title: String
  /// One sentence for the menu.
  public var summary: String?
  /// For whom.
  public var level: Level?
  /// How long it takes.
  public var minutes: Int?
  /// What the session's random numbers follow from.
  public var seed: UInt64 = 0
  /// The ids of the lessons to do before.
  public var requires: [String] = []
  /// The commands and notions that are new here.
  public var introduces: [String] = []
  /// What is said at the end that the learner knows now; else `introduces` is.
  public var learned: [String] = []
  /// What the learner may do.
  public var policy = Policy()
  /// SPDX name.
  public var license: String?
  /// Who wrote it.
  public var authors: [String] = []

  /// For whom a lesson is.
  public enum Level: String, Sendable, CaseIterable {
    case beginner
    case intermediate
    case advanced
  }
}

/// What a learner may do in a lesson.
public struct Policy: Sendable, Equatable {
  /// Whether `skip` goes on without an answer.
  public var allowsSkip = true
  /// After how many refused attempts `solution` answers; nil is never.
  public var attemptsBeforeSolution: Int? = 0
  /// After how many wrong answers a question is answered by the lesson, and after how many refused
  /// attempts a task's solution is shown; nil is never.
  public var attempts: Int?
}
