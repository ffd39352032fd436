import Interpreter
import Markdown

/// `<!-- allow wall-of-text: the poem is quoted whole -->`: an author knows better, and says why.
///
/// It holds for the step in which it stands; before the first step, for the whole lesson.
struct LintException: Sendable, Equatable {
  var rule: String
  var place: SourcePlace
  /// The lines of the file for which it holds; nil is the whole lesson.
  var lines: Range<Int>?

  /// Whether it names a rule.
  var isKnown: Bool { LintRules.rule(named: rule) != nil }

  func allows(_ finding: LintFinding) -> Bool {
    guard finding.rule == rule else { return false }
    guard let lines else { return true }
    return finding.error.file == place.file && lines.contains(finding.error.position.line)
  }

  static func all(in lesson: Lesson) -> [LintException] {
    lesson.allowances.map { LintException(rule: $0.rule, place: $0.place, lines: nil) }
      + lesson.steps.flatMap(\.allowances).filter { !lesson.allowances.contains($0) }.map {
        LintException(rule: $0.rule, place: $0.place, lines: lines(around: $0.place, in: lesson))
      }
  }

  /// The lines of the step, or of the included file, in which a place is.
  private static func lines(around place: SourcePlace, in lesson: Lesson) -> Range<Int>? {
    guard let source = lesson.sources.first(where: { $0.name == place.file }) else { return nil }
    let starts = lesson.steps.map(\.place).filter { $0.file == source.name }
      .map(\.position.line).sorted()
    let line = place.position.line
    return
      (starts.last { $0 <= line } ?? 1)..<(starts.first { $0 > line }
      ?? source.lines.count + 1)
  }
}

extension LintRule {
  static let exception = LintRule(
    name: "exception",
    summary: "an exception that names no rule, or is not needed",
    reason: """
      An exception is a note to the next author. One that is not needed any more hides the next \
      fault.
      """,
    remedy: "Name a rule of this list, a colon, and why the lesson is better so.",
    bad: "<!-- allow wall-of-txt: the poem is quoted whole -->",
    good: "<!-- allow wall-of-text: the poem is quoted whole -->"
  ) { subject in
    LintException.all(in: subject.lesson).filter { !$0.isKnown }.map { exception in
      subject.error(
        "there is no rule \"\(exception.rule)\"", at: exception.place,
        length: exception.rule.utf8.count, hint: "gradus help rules lists them",
        suggestion: Nearest.word(to: exception.rule, among: LintRules.all.map(\.name)))
    }
  }
}
