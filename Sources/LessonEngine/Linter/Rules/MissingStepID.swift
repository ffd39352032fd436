import Markdown

extension LintRule {
  static let missingStepID = LintRule(
    name: "missing-step-id",
    summary: "a published step has no id of its own",
    reason: """
      What a learner has done is kept under the id of the step. Without one it is kept under the \
      heading, and is lost as soon as somebody mends a word of it.
      """,
    remedy: "Write a comment with an id below the heading, and never change it again.",
    bad: "## A line cannot do it",
    good: "## A line cannot do it\n<!-- step id=line-fails -->"
  ) { subject in
    let lesson = subject.lesson
    let name = lesson.file.split(separator: "/").last.map(String.init) ?? lesson.file
    // Until a course links it, nobody's progress depends on it.
    guard subject.course.published.contains(name) else { return [] }
    return lesson.steps.compactMap { step in
      guard step.idPlace == nil, !step.title.isEmpty else { return nil }
      return subject.error(
        "this step has no id of its own", at: step.place,
        hint: "below it: <!-- step id=\(step.id) -->")
    }
  }
}
