import Interpreter

extension LintRule {
  static let whenNotTested = LintRule(
    name: "when-not-tested",
    summary: "no reject shows that a when is said to the mistake that it is for",
    reason: """
      A when is read only after a failure, and only if none before it fits: nobody sees by reading \
      whether a learner ever will. A reject makes the mistake on purpose in every test.
      """,
    remedy: "Make the mistake in a reject, and put some words of the feedback below it.",
    bad: "when layers > 1 -- One layer is enough.",
    good: "when layers > 1 -- One layer is enough.\n…\n```gradus reject\nadd tanh; add tanh\n"
      + "-- One layer is enough\n```"
  ) { subject in
    subject.exercises.flatMap { _, exercise -> [LessonError] in
      guard case .task(let task) = exercise.kind else { return [] }
      return task.check.diagnoses.compactMap { diagnosis in
        let isTested = task.rejects.contains { reject in
          guard let words = reject.feedback, !words.isEmpty else { return false }
          return diagnosis.feedback.lowercased().contains(words.lowercased())
        }
        return isTested
          ? nil
          : subject.error(
            "no reject shows that this is ever said", at: diagnosis.place,
            hint: "a fence ```gradus reject with the mistake, and -- with words of the feedback")
      }
    }
  }
}
