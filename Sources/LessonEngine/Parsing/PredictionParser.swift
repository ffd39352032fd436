import Interpreter
import Markdown

/// Reads the body of ```` ```gradus predict ````: commands, and what is to be foretold of them.
///
/// That is one line `answer = …`, `text = …` or `shape = …`, or at least two lines `choice WORDS = …`
/// or `order WORDS = …`.
struct PredictionParser {
  let body: FenceBody

  func prediction(question: String?) throws(LessonError) -> Prediction {
    var commands: [SourceLine] = []
    var asked: [(kind: String, line: SourceLine, rest: SourceLine)] = []
    let kinds = Construct.names(.line, in: "gradus predict")
    for line in body.lines.map(\.trimmed) {
      let (word, rest) = line.firstWord
      if kinds.contains(word) {
        asked.append((word, line, rest))
      } else if rest.text.hasPrefix("="), let near = Nearest.word(to: word, among: kinds) {
        throw body.source.error(
          "no line of a predict begins with \"\(word)\"", at: line.position,
          length: word.utf8.count, hint: Self.hints[near], suggestion: near)
      } else {
        commands.append(line)
      }
    }
    guard let first = asked.first else { throw nothingAsked() }
    if let other = asked.first(where: { $0.kind != first.kind }) {
      throw body.error("a predict asks for one thing: this asks for another", at: other.line)
    }
    if asked.count > 1, !["choice", "order"].contains(first.kind) {
      throw body.error("a predict has one \(first.kind)", at: asked[1].line)
    }
    if asked.count == 1, ["choice", "order"].contains(first.kind) {
      throw body.error(
        first.kind == "order" ? "an order needs at least two lines" : "one choice is no choice",
        at: first.line, hint: Self.hints[first.kind])
    }
    return Prediction(
      question: question,
      script: Script(commands: try ScriptParser(body: body).commands(of: commands)),
      key: try key(first.kind, asked.map { ($0.line, $0.rest) }))
  }

  private func nothingAsked() -> LessonError {
    body.source.error(
      "a predict has one answer, or at least two choices", at: body.start,
      hint: "answer = loss +- 0.01")
  }

  private func key(
    _ kind: String, _ lines: [(line: SourceLine, rest: SourceLine)]
  ) throws(LessonError) -> Prediction.Key {
    let rest = lines[0].rest
    switch kind {
    case "answer": return .number(try AnswerParser(body: body).target(rest))
    case "text", "shape":
      guard rest.text.hasPrefix("=") else {
        throw body.error("a \(kind) needs what gives it", at: lines[0].line, hint: Self.hints[kind])
      }
      let value = rest.from(1).trimmed
      let expression = try CheckParser.expression(value, in: body.source)
      let place = body.source.place(value.position)
      return kind == "text" ? .text(expression, place) : .shape(expression, place)
    case "order":
      var ranked: [Prediction.Ranked] = []
      for (line, rest) in lines {
        let (words, value) = try wordsAndValue(rest, of: line, kind: kind)
        ranked.append(
          .init(
            words: words, value: try CheckParser.expression(value, in: body.source),
            place: body.source.place(value.position)))
      }
      return .order(ranked)
    default:
      var choices: [Prediction.Choice] = []
      for (line, rest) in lines {
        let (words, value) = try wordsAndValue(rest, of: line, kind: kind)
        choices.append(
          .init(words: words, predicate: try CheckParser.predicate(value, in: body.source)))
      }
      return .choices(choices)
    }
  }

  private static let hints = [
    "answer": "answer = loss +- 0.01", "text": "text = l1.kind", "shape": "shape = l1.output",
    "order": "order the first weight = l0.weight[0,0]", "choice": "choice down = loss < before",
  ]

  /// `it goes down = loss < before`
  private func wordsAndValue(
    _ rest: SourceLine, of line: SourceLine, kind: String
  ) throws(LessonError) -> (words: String, value: SourceLine) {
    guard let equals = rest.text.firstRange(of: " = ") else {
      throw body.error(
        kind == "order"
          ? "an order needs words and the value that they stand for"
          : "a choice needs words and when they are right", at: line, hint: Self.hints[kind])
    }
    let offset = rest.text.utf8.distance(from: rest.text.startIndex, to: equals.upperBound)
    return (rest.text[..<equals.lowerBound].trimmingSpaces, rest.from(offset).trimmed)
  }
}
