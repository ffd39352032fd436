import Interpreter
import Markdown

/// `<!-- allow wall-of-text: the poem is quoted whole -->`: an author knows better, and says why.
///
/// It holds for the step in which it stands; before the first step, for the whole lesson.
struct LintException: Sendable, Equatable {
  var rule: String
  var place: SourcePlace
  /// Of the steps in which it stands: several, where it is in a part that several include; nil is
  /// the whole lesson.
  var extent: [SourceLines]?

  /// Whether it names a rule.
  var isKnown: Bool { LintRules.rule(named: rule) != nil }

  func allows(_ finding: LintFinding) -> Bool {
    guard finding.rule == rule else { return false }
    guard let extent else { return true }
    return extent.contains {
      $0.file == finding.error.file && $0.lines.contains(finding.error.position.line)
    }
  }

  static func all(in lesson: Lesson) -> [LintException] {
    var exceptions = lesson.allowances.map {
      LintException(rule: $0.rule, place: $0.place, extent: nil)
    }
    for step in lesson.steps {
      for allowance in step.allowances {
        guard let known = exceptions.firstIndex(where: { $0.place == allowance.place }) else {
          exceptions.append(
            LintException(rule: allowance.rule, place: allowance.place, extent: step.extent))
          continue
        }
        exceptions[known].extent? += step.extent
      }
    }
    return exceptions
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
