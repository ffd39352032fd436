import Interpreter
import Markdown

/// `<details>`: hints and solutions, which belong to what stands before them, and what is folded
/// only for those who read the file elsewhere.
extension StepBuilder {
  mutating func readDetails(
    _ summary: String?, at position: SourcePosition
  ) throws(LessonError) {
    if let quiz = pendingQuiz { throw missingChoices(at: quiz.place) }
    switch try fold(summary, at: position) {
    case .hint: try readHint(at: position)
    case .solution: try readSolution(at: position)
    case .other: try readFolded(summary, at: position)
    }
  }

  private func fold(_ summary: String?, at position: SourcePosition) throws(LessonError) -> Fold {
    rules.isStrict ? try Fold(summary, at: position, in: source) : .other
  }

  private mutating func readHint(at position: SourcePosition) throws(LessonError) {
    let place = source.place(position)
    let hint = Hint(
      blocks: try blocksOfDetails(at: position), condition: pendingCondition?.predicate,
      place: place)
    pendingCondition = nil
    if let index = lastExercise, case .exercise(var exercise) = step.elements[index] {
      exercise.hints.append(hint)
      step.elements[index] = .exercise(exercise)
    } else {
      earlyHints.append(hint)
    }
  }

  private mutating func readSolution(at position: SourcePosition) throws(LessonError) {
    try checkCondition()
    let opened = source
    let blocks = try blocksOfDetails(at: position)
    guard let index = lastExercise, case .exercise(var exercise) = step.elements[index] else {
      throw opened.error(
        "this solution belongs to nothing that the learner is asked", at: position,
        hint: "it stands after the task, quiz or answer that it solves")
    }
    guard exercise.explanation.isEmpty else {
      throw opened.error("there is a solution already", at: position)
    }
    exercise.explanation = blocks
    step.elements[index] = .exercise(exercise)
  }

  /// What a hint or a solution says, up to its end.
  private mutating func blocksOfDetails(
    at position: SourcePosition
  ) throws(LessonError) -> [Block] {
    let opened = source
    var blocks: [Block] = []
    while let piece = take() {
      let reader = Prose(source: source, rules: rules)
      switch piece {
      case .detailsEnd:
        guard !blocks.isEmpty else {
          throw opened.error("this says nothing", at: position)
        }
        return blocks
      case .block(let block): blocks.append(try reader.block(block, depth: 1))
      case .text(let text, let place):
        // Without blank lines around it, GitHub does not read Markdown here either.
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        blocks.append(
          try reader.block(.plain(words, at: place)))
      case .comment(let comment, let place):
        if try Directive(comment, at: place, in: source) != nil {
          throw source.error("this comment does nothing inside <details>", at: place)
        }
      case .detailsBegin(_, let place):
        throw source.error("a <details> stands inside a hint here", at: place)
      }
    }
    throw opened.error(
      "this <details> is never closed", at: position, hint: "a line </details> closes it")
  }

  /// Any other `<details>`: its content is read as if it stood open; its summary is a heading of
  /// what it shows. Authors fold model answers away so, for those who read on GitHub.
  private mutating func readFolded(
    _ summary: String?, at position: SourcePosition
  ) throws(LessonError) {
    let opened = source
    try checkCondition()
    let before = prose.count
    let elements = step.elements.count
    var depth = 1
    while let piece = take() {
      switch piece {
      case .detailsEnd: depth -= 1
      case .detailsBegin(let inner, let place) where try fold(inner, at: place) == .other:
        depth += 1
        guard depth <= 16 else {
          throw source.error("these <details> stand too deep in each other", at: place)
        }
        continue
      default:
        try read(piece)
        continue
      }
      guard depth == 0 else { continue }
      if let summary, !summary.isEmpty, step.elements.count == elements, prose.count > before {
        let words = try variables.filled(summary, in: opened, at: position)
        var heading = Block.plain(words, at: position, isStrong: true)
        heading.file = opened.name
        prose.insert(heading, at: before)
      }
      return
    }
    // HTML of somebody else: the section closes it.
  }
}
