import Interpreter

extension LintRule {
  static let introducedNotUsed = LintRule(
    name: "introduced-not-used",
    summary: "the lesson claims to introduce a command that it never uses",
    reason: """
      Lessons that come later rely on it: a learner is taken to know a command that nobody has \
      shown.
      """,
    remedy: "Use the command in a run, a try or a predict, or take it out of introduces.",
    bad: "introduces: [input, gradcheck]",
    good: "introduces: [input]"
  ) { subject in
    let lesson = subject.lesson
    var used = Set<String>()
    for (_, element) in subject.elements {
      for command in element.shownCommands {
        let parsed = (try? ParsedCommand.commands(in: command.text)) ?? []
        used.formUnion(parsed.map(\.verb))
      }
    }
    // What the prose names as code is shown as well.
    let words = Set(subject.elements.flatMap { $0.element.codeWords })
    let verbs = Set(Commands.all.map(\.verb))
    let idle = lesson.about.introduces.filter {
      verbs.contains($0) && !used.contains($0) && !words.contains($0)
    }
    if idle.isEmpty { return [] }
    let names = idle.joined(separator: ", ")
    let message =
      idle.count == 1 ? "\(names) is never used here" : "\(names) are never used here"
    return [
      subject.error(
        message, at: subject.place(ofKey: "introduces"),
        hint: "leave \(names) to the lesson that uses \(idle.count == 1 ? "it" : "them")")
    ]
  }
}
