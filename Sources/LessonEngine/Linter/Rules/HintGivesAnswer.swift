import Interpreter
import Markdown

extension LintRule {
  static let hintGivesAnswer = LintRule(
    name: "hint-gives-answer",
    summary: "a hint before the last one gives the answer away",
    reason: """
      A ladder of hints lets everybody climb as high as they need. Where an early rung is the \
      answer, nobody has to think any more, and the rungs above it are for nothing.
      """,
    remedy: "Ask a question or name the idea first; keep the answer for the last hint.",
    bad: "Hint 1: `add linear 4`\nHint 2: Each layer is one command.",
    good: "Hint 1: Each layer is one command.\nHint 2: `add linear 4`"
  ) { subject in
    var errors: [LessonError] = []
    for visit in subject.visits where visit.exercise.hints.count > 1 {
      let told = Self.text(before: visit, in: subject)
      for hint in visit.exercise.hints.dropLast() {
        let text = Self.folded(hint.blocks.plainText)
        guard Self.gives(text, theAnswerTo: visit), !Self.gives(told, theAnswerTo: visit)
        else { continue }
        errors.append(
          subject.error(
            "this hint gives the answer away, and another one follows",
            at: hint.place))
      }
    }
    return errors
  }

  /// What the step has said before it asks.
  private static func text(before visit: LintSubject.Visit, in subject: LintSubject) -> String {
    let elements = visit.player.step.elements.prefix(visit.player.element)
    return folded(
      elements.map { element in
        if case .prose(let blocks) = element { blocks.plainText } else { "" }
      }.joined(separator: " "))
  }

  private static func folded(_ text: String) -> String {
    text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func gives(_ text: String, theAnswerTo visit: LintSubject.Visit) -> Bool {
    switch visit.exercise.kind {
    case .task(let task):
      return task.models.contains { model in
        model.commands.allSatisfy { text.contains(folded($0.text)) }
      }
    case .quiz(let key):
      return key.choices.filter(\.isRight).contains {
        text.contains(folded($0.blocks.plainText))
      }
    case .answer(let key):
      switch key.kind {
      case .number(let key):
        return text.numbers.contains { number in
          let isRight = key.target.accepts(
            number, in: visit.player.session, names: visit.player.names)
          return (try? isRight.get()) == true
        }
      case .text(let key):
        return key.forms.contains { $0.count > 2 && text.contains(TextKey.folded($0)) }
      case .shape(let key):
        return text.contains(key.shape.map(String.init).joined(separator: ", "))
      case .order: return false
      }
    case .prediction: return false
    }
  }
}
