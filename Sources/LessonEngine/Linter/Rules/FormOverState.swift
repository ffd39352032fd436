import Interpreter

extension LintRule {
  static let formOverState = LintRule(
    name: "form-over-state",
    summary: "a goal asks what was typed, and not what came of it",
    reason: """
      There is always another way to the same network. Who finds it has understood more than who \
      typed the line, and must not be told that it is wrong.
      """,
    remedy: "Require the state that the command leads to. Commands that only look are fine.",
    bad: "require used(\"train\") -- train it",
    good: "require loss < 0.05 -- the loss is below 0.05"
  ) { subject in
    subject.exercises.flatMap { _, exercise -> [LessonError] in
      guard case .task(let task) = exercise.kind else { return [] }
      let isStated = task.check.requirements.contains { Self.verb(usedIn: $0.predicate) == nil }
      guard !isStated else { return [] }
      return task.check.requirements.compactMap { requirement in
        guard let verb = Self.verb(usedIn: requirement.predicate),
          let command = Commands.all.first(where: { $0.verb == verb }), command.effect == .changes,
          // A pass through the network is there to be looked at.
          command.purpose != .walk
        else { return nil }
        return subject.error(
          "this goal asks whether \(verb) was typed, and not what came of it",
          at: requirement.predicate.place, length: requirement.predicate.text.utf8.count)
      }
    }
  }

  /// "train" of `used("train")` where that is the whole condition.
  private static func verb(usedIn predicate: Predicate) -> String? {
    let text = predicate.text.filter { $0 != " " }
    guard text.hasPrefix("used(\""), text.hasSuffix("\")") else { return nil }
    return String(text.dropFirst("used(\"".count).dropLast(2))
  }
}
