import Interpreter
import Markdown

extension LintRule {
  static let widerThanScreen = LintRule(
    name: "wider-than-screen",
    summary:
      "code, an output or a figure is wider than 80 columns, or a figure higher than 24 rows",
    reason: """
      Prose is wrapped, a figure cannot be: in a terminal of 80 by 24 it is cut off or falls apart.
      """,
    remedy: "Break the line, or draw the figure smaller.",
    bad: "a code block with a line of 100 characters",
    good: "the same on two lines"
  ) { subject in
    var errors: [LessonError] = []
    for (step, element) in subject.elements {
      switch element {
      case .prose(let blocks): errors += blocks.flatMap { Self.wide($0, of: step, in: subject) }
      case .run(let transcript):
        for entry in transcript.entries {
          let wide = (entry.expected ?? []).first { subject.columns($0) > limit }
          guard let wide else { continue }
          errors.append(
            subject.error(
              "an expected output is \(subject.columns(wide)) columns wide", at: entry.command.place
            )
          )
        }
      case .figure(let figure):
        let lines = figure.alternative.split(separator: "\n", omittingEmptySubsequences: false)
        let widest = lines.map { subject.columns(String($0)) }.max() ?? 0
        if widest > limit {
          errors.append(
            subject.error("this figure is \(widest) columns wide", at: figure.place))
        }
        if lines.count > LintSubject.screen.rows {
          errors.append(subject.error("this figure is \(lines.count) rows high", at: figure.place))
        }
      default: break
      }
    }
    return errors
  }

  private static let limit = LintSubject.screen.columns

  private static func wide(
    _ block: Block, of step: Step, in subject: LintSubject
  ) -> [LessonError] {
    switch block.content {
    case .code(_, let text, _):
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let widest = lines.map { subject.columns(String($0)) }.max() ?? 0
      guard widest > limit else { return [] }
      return [
        subject.error(
          "this code is \(widest) columns wide",
          at: subject.place(of: block, in: step))
      ]
    case .list(let items, _):
      return items.flatMap { $0.blocks.flatMap { wide($0, of: step, in: subject) } }
    case .quote(let blocks): return blocks.flatMap { wide($0, of: step, in: subject) }
    default: return []
    }
  }
}
