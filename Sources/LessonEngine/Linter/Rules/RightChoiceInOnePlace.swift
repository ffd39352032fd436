extension LintRule {
  static let rightChoiceInOnePlace = LintRule(
    name: "right-choice-in-one-place",
    summary: "the right choice stands in the same place in every quiz",
    reason: """
      After the second quiz a learner knows the place, and answers without reading.
      """,
    remedy: "Let the right choices stand in different places.",
    bad: "the first choice is right in all of three quizzes",
    good: "the first, the third, the second"
  ) { subject in
    let quizzes = subject.exercises.compactMap { _, exercise -> (SourcePlace, Int)? in
      guard case .quiz(let key) = exercise.kind, !key.allowsSeveral,
        let index = key.choices.firstIndex(where: \.isRight)
      else { return nil }
      return (exercise.place, index)
    }
    guard quizzes.count >= 3, Set(quizzes.map(\.1)).count == 1, let (place, index) = quizzes.last
    else { return [] }
    return [
      subject.error(
        "in all \(quizzes.count) quizzes choice \(index + 1) is the right one", at: place,
        hint: "move one of them")
    ]
  }
}
