extension LintRule {
  static let unusedVariable = LintRule(
    name: "unused-variable",
    summary: "a variable of the front matter stands nowhere in the lesson",
    reason: """
      It was meant to make the lesson different for each learner, and does not.
      """,
    remedy: "Write {{name}} where its value belongs, or take it out of vars.",
    bad: "vars: {lr: [0.1, 0.5]}\n\noptimizer sgd lr=0.1",
    good: "vars: {lr: [0.1, 0.5]}\n\noptimizer sgd lr={{lr}}"
  ) { subject in
    let lesson = subject.lesson
    let used = Set(
      lesson.sources.flatMap(\.lines).flatMap { line in
        line.ranges(of: "{{").compactMap { range -> String? in
          let rest = line[range.upperBound...]
          guard let end = rest.firstRange(of: "}}") else { return nil }
          return rest[..<end.lowerBound].trimmingSpaces
        }
      })
    return lesson.declarations.filter { !used.contains($0.name) }.map { variable in
      subject.error(
        "the variable \(variable.name) is never used", at: variable.place,
        hint: "{{\(variable.name)}} stands for its value")
    }
  }
}
