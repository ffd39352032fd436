import Interpreter
import Markdown

extension LintRule {
  static let whenNeverFires = LintRule(
    name: "when-never-fires",
    summary: "a when can never be read, as one before it always is, or as its state is accepted",
    reason: """
      An author has foreseen a mistake and written what helps, and the learner who makes it is told \
      something else.
      """,
    remedy: "Put the most special when first; take out what the goals accept.",
    bad: "when loss > 0.1 -- Go on.\nwhen loss > 1 -- The step is too large.",
    good: "when loss > 1 -- The step is too large.\nwhen loss > 0.1 -- Go on."
  ) { subject in
    subject.exercises.flatMap { _, exercise -> [LessonError] in
      guard case .task(let task) = exercise.kind else { return [] }
      let goals = task.check.requirements.map { Condition($0.predicate.expression) }
      let conditions = task.check.diagnoses.map { Condition($0.predicate.expression) }
      return task.check.diagnoses.indices.compactMap { index in
        let predicate = task.check.diagnoses[index].predicate
        let condition = conditions[index]
        func error(_ message: String) -> LessonError {
          subject.error(message, at: predicate.place, length: predicate.text.utf8.count)
        }
        if condition.contradictsItself { return error("this when contradicts itself") }
        if let earlier = conditions[..<index].firstIndex(where: { condition.implies($0) }) {
          let line = task.check.diagnoses[earlier].predicate.place.position.line
          return error("this when is never read: the one of line \(line) always comes first")
        }
        if goals.allSatisfy({ condition.implies($0) }) {
          return error("this when is never read: where it holds, the goals are met")
        }
        return nil
      }
    }
  }
}
