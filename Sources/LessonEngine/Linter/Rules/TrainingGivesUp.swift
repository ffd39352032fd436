import Interpreter

extension LintRule {
  static let trainingGivesUp = LintRule(
    name: "training-gives-up",
    summary: "the training of a model answer ends without what it waits for",
    reason: """
      train until says what is to be reached. Where the lesson's own answer does not reach it, a \
      learner who reads carefully believes to have done something wrong.
      """,
    remedy: "Wait for less, or give it more epochs; where it shall fail, say so in an exception.",
    bad: "train until accuracy == 1 max=5   (which takes 40)",
    good: "train until accuracy == 1 max=500"
  ) { subject in
    subject.visits.flatMap { visit -> [LessonError] in
      guard case .task(let task) = visit.exercise.kind else { return [] }
      return task.models.flatMap { model -> [LessonError] in
        var player = visit.player
        return model.commands.compactMap { command in
          guard command.text.contains("until"), player.isOpen(since: visit.player) else {
            _ = player.submit(command.text, in: subject.environment)
            return nil
          }
          let events = player.submit(command.text, in: subject.environment)
          guard let missed = events.missedCondition else { return nil }
          return subject.error(
            "this training ends without \(missed)", at: command.place,
            length: command.text.utf8.count)
        }
      }
    }
  }
}

extension [PlayerEvent] {
  /// What a training of the learner's waited for in vain.
  fileprivate var missedCondition: String? {
    for case .ran(_, let outcome, _, byLesson: false) in self {
      for case .training(let report) in outcome.reports {
        if case .missed(let condition) = report.ending { return condition }
      }
    }
    return nil
  }
}
