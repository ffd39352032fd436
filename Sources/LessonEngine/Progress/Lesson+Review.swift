extension Lesson {
  /// The lesson of one step alone, to do it again: everything before it has been done as the model
  /// answers do it, unseen.
  ///
  /// - Returns: nil where there is no such step any more, or nothing is asked in it.
  public func review(of id: String) -> Lesson? {
    guard let index = steps.firstIndex(where: { $0.id == id }), !steps[index].exercises.isEmpty
    else { return nil }
    var step = steps[index]
    let before = ((opening.map { [$0] } ?? []) + steps[..<index]).flatMap(\.modelCommands)
    step.elements =
      [.setup(Script(commands: before))]
      + step.elements.filter { if case .jump = $0 { false } else { true } }
    var review = self
    review.opening = nil
    review.steps = [step]
    review.about.title = "Review: \(title)"
    review.about.summary = nil
    review.about.minutes = nil
    review.about.learned = []
    review.about.introduces = []
    return review
  }
}

extension Lesson {
  /// The hash of the step that a review is of.
  public var hashOfReviewedStep: String { steps.first?.hash ?? "" }
}

extension Step {
  /// The commands of the step that lead to where the next one begins.
  fileprivate var modelCommands: [ScriptCommand] {
    elements.flatMap { element -> [ScriptCommand] in
      switch element {
      case .setup(let script): return script.commands
      case .run(let transcript):
        return transcript.entries.map { entry in
          var command = entry.command
          command.mayFail = entry.expectedError != nil
          return command
        }
      case .exercise(let exercise):
        guard case .task(let task) = exercise.kind else { return [] }
        return task.models.first?.commands ?? []
      default: return []
      }
    }
  }
}
