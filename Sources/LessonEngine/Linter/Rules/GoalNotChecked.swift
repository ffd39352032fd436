import Interpreter

extension LintRule {
  static let goalNotChecked = LintRule(
    name: "goal-not-checked",
    summary: "no goal asks for a command of the model answer",
    reason: """
      What is asked and not checked is passed over: who forgets it gets the same tick, and goes on \
      with another network than the lesson believes.
      """,
    remedy: "Require what the command does, or leave it out of the model answer.",
    bad: "```gradus try\nadd linear 4\nadd tanh\n```\n\n```gradus check\nrequire layers >= 1 -- a "
      + "layer\n```",
    good: "```gradus try\nadd linear 4\nadd tanh\n```\n\n```gradus check\nrequire layers == 2 and "
      + "l1.kind == \"tanh\" -- a layer that bends\n```"
  ) { subject in
    subject.visits.flatMap { visit -> [LessonError] in
      guard case .task(let task) = visit.exercise.kind, let model = task.models.first,
        model.commands.count > 1
      else { return [] }
      return model.commands.indices.compactMap { index in
        let command = model.commands[index]
        // To look is never wrong.
        guard !command.onlyLooks else { return nil }
        var player = visit.player
        var others = model.commands
        others.remove(at: index)
        _ = player.submit(
          others.map(\.text).joined(separator: "; "), in: subject.environment)
        guard !player.isOpen(since: visit.player) else { return nil }
        return subject.error(
          "no goal asks for this command: without it the answer is accepted as well",
          at: command.place, length: command.text.utf8.count)
      }
    }
  }
}
