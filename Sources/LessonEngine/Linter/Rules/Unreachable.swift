extension LintRule {
  static let unreachable = LintRule(
    name: "unreachable",
    summary: "nothing leads to a step, or to what stands in it after a goto",
    reason: """
      Nobody will ever see it, and whoever edits the lesson believes that somebody does.
      """,
    remedy: "Give the goto a condition, or take out what it jumps over.",
    bad: "<!-- goto end -->\n\n## Never seen",
    good: "<!-- goto end when=\"attempts == 0\" -->\n\n## For who needed several tries"
  ) { subject in
    let places = subject.lesson.places
    var open = [0]
    var reached = Set<Int>()
    var errors: [LessonError] = []
    while let index = open.popLast() {
      guard places.indices.contains(index), reached.insert(index).inserted else { continue }
      var goesOn = true
      for element in places[index].elements {
        guard case .jump(let jump) = element else { continue }
        if let target = places.firstIndex(where: { $0.id == jump.target }) { open.append(target) }
        if jump.condition == nil {
          goesOn = false
          break
        }
      }
      if goesOn { open.append(index + 1) }
    }
    for (index, step) in places.enumerated() {
      guard reached.contains(index) else {
        errors.append(subject.error("nothing leads to this step", at: step.place))
        continue
      }
      let end = step.elements.firstIndex { element in
        if case .jump(let jump) = element { jump.condition == nil } else { false }
      }
      guard let end, end + 1 < step.elements.count, case .jump(let jump) = step.elements[end]
      else { continue }
      errors.append(
        subject.error(
          "what stands after this goto is never reached", at: jump.place,
          hint: "a goto without a condition stands last"))
    }
    return errors
  }
}
