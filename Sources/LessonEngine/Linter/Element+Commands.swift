import Interpreter
import Markdown

extension Element {
  /// The commands that a learner sees or types.
  var shownCommands: [ScriptCommand] {
    switch self {
    case .run(let transcript): return transcript.entries.map(\.command)
    case .exercise(let exercise):
      switch exercise.kind {
      case .task(let task): return task.models.flatMap(\.commands)
      case .prediction(let prediction): return prediction.script.commands
      case .quiz, .answer: return []
      }
    case .prose, .pause, .setup, .figure, .jump: return []
    }
  }

  /// The first words of what the prose sets as code.
  var codeWords: [String] {
    guard case .prose(let blocks) = self else { return [] }
    return blocks.flatMap(\.codeWords)
  }
}

extension Block {
  fileprivate var codeWords: [String] {
    switch content {
    case .paragraph(let inlines), .heading(_, let inlines): inlines.flatMap(\.codeWords)
    case .list(let items, _): items.flatMap { $0.blocks.flatMap(\.codeWords) }
    case .quote(let blocks): blocks.flatMap(\.codeWords)
    case .code(_, let text, _):
      text.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    case .table(let table):
      (table.header + table.rows.joined()).joined().flatMap(\.codeWords)
    case .rule, .html: []
    }
  }
}

extension Inline {
  fileprivate var codeWords: [String] {
    switch content {
    case .code(let text): text.split(separator: " ").first.map { [String($0)] } ?? []
    case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, let inner):
      inner.flatMap(\.codeWords)
    default: []
    }
  }
}
