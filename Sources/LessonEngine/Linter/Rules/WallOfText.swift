import Markdown

extension LintRule {
  /// The most rows of text before something happens: a screen, less its prompt and status line.
  private static let limit = LintSubject.screen.rows - 2

  static let wallOfText = LintRule(
    name: "wall-of-text",
    summary: "more than a screen of text before the learner does anything",
    reason: """
      What has scrolled away is not read. A learner at a prompt has come to do something.
      """,
    remedy: "Cut it, put a pause (---) in, or ask something in between.",
    bad: "30 lines of prose, and then a task",
    good: "10 lines of prose, a task, 10 lines of prose, a task"
  ) { subject in
    subject.lesson.places.flatMap { step -> [LessonError] in
      var errors: [LessonError] = []
      var rows = 0
      var isSaid = false
      for element in step.elements {
        switch element {
        case .prose(let blocks):
          for block in blocks {
            rows += Self.rows(of: block, columns: subject.columns) + 1
            guard rows > limit, !isSaid else { continue }
            isSaid = true
            errors.append(
              subject.error(
                "here the text fills more than a screen, and nothing was done yet",
                at: subject.place(of: block, in: step),
                hint: "a line --- waits for Enter"))
          }
        case .pause, .exercise, .run, .figure:
          rows = 0
          isSaid = false
        case .setup, .jump: break
        }
      }
      return errors
    }
  }

  /// How many rows a block takes on a screen.
  private static func rows(of block: Block, columns: (String) -> Int) -> Int {
    func wrapped(_ text: String, _ width: Int) -> Int {
      var rows = 1
      var used = 0
      for word in text.split(separator: " ") {
        let length = columns(String(word))
        if used > 0, used + 1 + length > width {
          rows += 1
          used = length
        } else {
          used += (used > 0 ? 1 : 0) + length
        }
      }
      return rows
    }
    let width = LintSubject.screen.columns - 4
    return switch block.content {
    case .heading(_, let inlines), .paragraph(let inlines): wrapped(inlines.plainText, width)
    case .list(let items, _):
      items.flatMap(\.blocks).reduce(0) { $0 + rows(of: $1, columns: columns) }
    case .quote(let blocks): blocks.reduce(0) { $0 + rows(of: $1, columns: columns) }
    case .code(_, let text, _): text.split(separator: "\n", omittingEmptySubsequences: false).count
    case .table(let table): table.rows.count + 2
    case .rule: 1
    case .html: 0
    }
  }
}
