import Interpreter
import Markdown

extension LintRule {
  static let shownOtherwise = LintRule(
    name: "shown-otherwise",
    summary: "the text shows a command to look in another way than the model answer has it",
    reason: """
      No goal can ask what was looked at, so that only the text says it. Whoever types what stands \
      there sees other numbers than those that the lesson goes on with.
      """,
    remedy: "Let the code in the text and the model answer be the same command.",
    bad: "    predict 1 -2\n\n```gradus try\npredict 1 2\n```",
    good: "    predict 1 -2\n\n```gradus try\npredict 1 -2\n```"
  ) { subject in
    subject.lesson.places.flatMap { step -> [LessonError] in
      let shown = step.elements.flatMap { element -> [ParsedCommand] in
        if case .run(let transcript) = element {
          return transcript.entries.flatMap {
            (try? ParsedCommand.commands(in: $0.command.text)) ?? []
          }
        }
        guard case .prose(let blocks) = element else { return [] }
        return blocks.flatMap { block -> [ParsedCommand] in
          guard case .code(let info, let text, _) = block.content, info.isEmpty else { return [] }
          return (try? ParsedCommand.commands(in: text)) ?? []
        }
      }
      return step.exercises.flatMap { exercise -> [LessonError] in
        guard case .task(let task) = exercise.kind, let model = task.models.first else { return [] }
        return model.commands.compactMap { command in
          guard command.onlyLooks,
            let parsed = try? ParsedCommand.commands(in: command.text).first
          else { return nil }
          let alike = shown.filter { $0.verb == parsed.verb }
          guard let first = alike.first, !alike.contains(where: { $0.text == parsed.text }) else {
            return nil
          }
          return subject.error(
            "the text shows this as: \(first.text)", at: command.place,
            length: command.text.utf8.count)
        }
      }
    }
  }
}
