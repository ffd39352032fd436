import Markdown

/// Reads the task list after `<!-- quiz -->`: `[x]` is right, a quote under a choice answers it.
struct QuizParser {
  static func key(
    _ items: [ListItem], allowsSeveral: Bool, prose: Prose
  ) throws(LessonError) -> QuizKey {
    var choices: [QuizKey.Choice] = []
    for item in items {
      guard let isRight = item.isChecked else {
        throw prose.source.error(
          "every choice of a quiz begins with [ ] or [x]", at: item.start, hint: "- [ ] …")
      }
      var blocks: [Block] = []
      var feedback: [Block] = []
      for block in try prose.blocks(item.blocks, depth: 1) {
        if case .quote(let inner) = block.content {
          feedback += inner
        } else {
          blocks.append(block)
        }
      }
      guard !blocks.isEmpty else {
        throw prose.source.error("this choice has no words", at: item.start)
      }
      choices.append(
        .init(
          blocks: blocks, isRight: isRight, feedback: feedback,
          place: prose.source.place(item.start)))
    }
    let right = choices.count { $0.isRight }
    let place = items.first?.start ?? SourcePosition(line: 1, column: 1)
    guard right > 0 else {
      throw prose.source.error(
        "no choice of this quiz is right", at: place, hint: "- [x] marks the right one")
    }
    guard choices.count >= 2 else {
      throw prose.source.error("a quiz needs at least two choices", at: place)
    }
    guard choices.count <= 26 else {
      throw prose.source.error(
        "a quiz has at most 26 choices, as each has a letter; this one has \(choices.count)",
        at: place)
    }
    return QuizKey(choices: choices, allowsSeveral: allowsSeveral || right > 1)
  }
}
