import Markdown

/// One route through one part of a lesson, and what came of it.
public struct TestCase: Sendable, Equatable {
  /// The way that was taken.
  public var route: Route
  /// The id of the step.
  public var step: String
  /// What was typed, or which of several it was; empty where the route says it all.
  public var detail: String
  /// Where in the file it begins.
  package var place: SourcePlace
  /// What was wrong; nothing where all was well.
  public var faults: [TestFault] = []
  /// The output that was held against the file, as it should be or not.
  package var output: OutputDrift?

  /// "build: another model answer is accepted: input 2; add linear 1"
  public var name: String {
    detail.isEmpty ? "\(step): \(route.summary)" : "\(step): \(route.summary): \(detail)"
  }
}

/// What is wrong with a lesson, as its test found it.
public struct TestFault: Sendable, Equatable {
  /// How it is wrong, which the exit status tells.
  public enum Kind: String, Sendable {
    /// Something that must be so is not.
    case failed
    /// An expected output is not what comes: `gradus fix` can write it anew.
    case drifted
    /// The lesson's own commands want more work or memory than a lesson may.
    case overBudget
  }

  /// How it is wrong.
  public var kind: Kind
  /// What, and where.
  public var error: LessonError
  /// Of a drift: what the file says, what came, and the file's lines that say it.
  package var drift: OutputDrift?

  /// A fault of this kind.
  public init(_ kind: Kind = .failed, _ error: LessonError) {
    self.kind = kind
    self.error = error
  }
}

/// What became of all routes through one lesson.
public struct LessonReport: Sendable, Equatable {
  /// As it was named.
  public var file: String
  /// As the lesson names itself; empty where it cannot be read.
  public var title: String
  /// In the order in which they were taken.
  public var cases: [TestCase]
  /// Why the file is no lesson.
  public var refusal: LessonError?

  /// A report of these cases.
  public init(
    file: String, title: String = "", cases: [TestCase] = [], refusal: LessonError? = nil
  ) {
    self.file = file
    self.title = title
    self.cases = cases
    self.refusal = refusal
  }

  /// Each fault once, however many routes and draws met it, in the order of the file.
  public var faults: [TestFault] {
    var seen = Set<String>()
    return cases.flatMap(\.faults).filter { seen.insert($0.error.headline).inserted }
      .sorted { ($0.error.file, $0.error.position) < ($1.error.file, $1.error.position) }
  }
}

/// What the exit status says.
public enum TestStatus: Int32, Sendable {
  case good = 0
  case failed = 1
  case notALesson = 2
  case drifted = 3
  case overBudget = 4

  /// The gravest of what was found.
  public init(of reports: [LessonReport]) {
    var kinds = Set(reports.flatMap { $0.cases.flatMap(\.faults) }.map(\.kind))
    let refusals = reports.compactMap(\.refusal)
    if refusals.contains(where: \.isOverBudget) { kinds.insert(.overBudget) }
    self =
      refusals.contains { !$0.isOverBudget }
      ? .notALesson
      : kinds.contains(.overBudget)
        ? .overBudget
        : kinds.contains(.failed) ? .failed : kinds.contains(.drifted) ? .drifted : .good
  }
}
