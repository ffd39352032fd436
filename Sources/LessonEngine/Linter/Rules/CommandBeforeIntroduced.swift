import Interpreter

extension LintRule {
  static let commandBeforeIntroduced = LintRule(
    name: "command-before-introduced",
    summary: "a learner must type a command that nothing has introduced",
    reason: """
      Whoever has never met a command cannot know that it exists, and guesses. A lesson says which \
      commands it introduces; those of the lessons that it requires are known.
      """,
    remedy: "Add the command to introduces and explain it, or require the lesson that does.",
    bad: "introduces: [input]\n\n```gradus try\ninput 2\nadd linear 1\n```",
    good: "introduces: [input, add]\n\n```gradus try\ninput 2\nadd linear 1\n```"
  ) { subject in
    let lesson = subject.lesson
    var known = subject.course.known(before: lesson).union(lesson.about.introduces)
    // These are in every lesson's help, or end it.
    known.formUnion(["help", "quit", "undo", "redo", "new"])
    var errors: [LessonError] = []
    for (_, exercise) in subject.exercises {
      guard case .task(let task) = exercise.kind else { continue }
      for command in task.models.flatMap(\.commands) {
        for parsed in (try? ParsedCommand.commands(in: command.text)) ?? []
        where known.insert(parsed.verb).inserted {
          errors.append(
            subject.error(
              "nothing introduces the command \"\(parsed.verb)\"", at: command.place,
              length: command.text.utf8.count,
              hint:
                "introduces: [\((lesson.about.introduces + [parsed.verb]).joined(separator: ", "))]"
            ))
        }
      }
    }
    return errors
  }
}
