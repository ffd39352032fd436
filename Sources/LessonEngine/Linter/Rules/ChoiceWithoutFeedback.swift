import Markdown

extension LintRule {
  static let choiceWithoutFeedback = LintRule(
    name: "choice-without-feedback",
    summary: "a wrong choice of a quiz has no feedback",
    reason: """
      Somebody chooses it for a reason. "Not that one" does not meet that reason, and the learner \
      tries the next choice instead of thinking again.
      """,
    remedy: "Below the choice, write a quote that says what speaks against it.",
    bad: "- [ ] Yes, slanted",
    good: "- [ ] Yes, slanted\n\n  > Then two points lie on the line itself."
  ) { subject in
    subject.exercises.flatMap { _, exercise -> [LessonError] in
      guard case .quiz(let key) = exercise.kind else { return [] }
      return key.choices.compactMap { choice in
        guard !choice.isRight, choice.feedback.isEmpty else { return nil }
        return subject.error(
          "this wrong choice has no feedback",
          at: choice.place,
          hint: "a quote below it: > …")
      }
    }
  }
}
