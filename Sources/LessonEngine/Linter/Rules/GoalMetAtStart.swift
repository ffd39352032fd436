import Interpreter

extension LintRule {
  static let goalMetAtStart = LintRule(
    name: "goal-met-at-start",
    summary: "a goal has its tick before the learner has done anything",
    reason: """
      A tick for nothing says nothing, and a learner wonders what was asked. A goal that is there to \
      be kept (the weights are still the same) needs a when that answers whoever breaks it.
      """,
    remedy: "Require what changes, or add a when that uses the same names.",
    bad: "require inputs == 2 -- two inputs   (there are two from the step before)",
    good: "require layers == 1 -- one layer"
  ) { subject in
    subject.visits.flatMap { visit -> [LessonError] in
      guard case .task(let task) = visit.exercise.kind else { return [] }
      return zip(task.check.requirements, visit.player.goals).compactMap { requirement, goal in
        guard goal.isMet else { return nil }
        let names = Self.names(in: requirement.predicate.text)
        let isGuarded =
          task.check.diagnoses.contains {
            !names.isDisjoint(with: Self.names(in: $0.predicate.text))
          }
        guard !isGuarded else { return nil }
        return subject.error(
          "this goal is met before the learner does anything", at: requirement.predicate.place,
          length: requirement.predicate.text.utf8.count)
      }
    }
  }

  /// The words of a condition that name something: "l0.weight", "loss".
  private static func names(in text: String) -> Set<String> {
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
    let operators: Set<String> = ["and", "or", "not", "abs", "min", "max", "mean", "sum", "used"]
    return Set(
      words.map(String.init).filter { word in
        word.first?.isLetter == true && !operators.contains(word)
      })
  }
}
