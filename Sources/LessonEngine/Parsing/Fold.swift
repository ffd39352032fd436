import Interpreter
import Markdown

/// What a `<details>` is, by its summary.
enum Fold {
  case hint, solution
  /// Any other: it is read as if it stood open.
  case other

  /// What an author calls it; nil where it is nothing of ours.
  var name: String? {
    switch self {
    case .hint: "hint"
    case .solution: "solution"
    case .other: nil
    }
  }

  /// Throws where a summary is nearly one of ours: its text would be read at once.
  init(_ summary: String?, at position: SourcePosition, in source: SourceFile) throws(LessonError) {
    let words = (summary ?? "").lowercased().split { !$0.isLetter }
    switch words.first {
    case "hint" where words.count == 1: self = .hint
    case "solution" where words.count == 1: self = .solution
    default: self = .other
    }
    // "Hint for the brave" would be read at once, and not when it is asked for.
    if self == .other, let word = words.first,
      words.count == 1 || word == "hint" || word == "hints",
      let near = Nearest.word(to: String(word), among: Construct.names(.details))
    {
      throw source.error(
        "a <details> named \"\(summary ?? "")\" is ordinary text", at: position, suggestion: near)
    }
  }
}
