import Interpreter
import Markdown

/// Reads the bodies of ```` ```answer number|text|order|shape ````.
struct AnswerParser {
  let body: FenceBody

  func key(_ kind: String) throws(LessonError) -> AnswerKey {
    switch kind {
    case "number": AnswerKey(kind: .number(try number()))
    case "text": AnswerKey(kind: .text(try text()))
    case "order": AnswerKey(kind: .order(try order()))
    default: AnswerKey(kind: .shape(try shape()))
    }
  }

  // MARK: Numbers

  private func number() throws(LessonError) -> NumberKey {
    let (answers, responses) = try linesAndResponses(of: body.statements)
    guard let first = answers.first else {
      throw body.source.error("the answer is missing", at: body.start, hint: Self.numberHint)
    }
    if answers.count > 1 {
      throw body.error(
        "a number has one answer; a line after it begins with when", at: answers[1],
        hint: "when 2.5 +- 0.005 -- The bias comes on top.")
    }
    var key = NumberKey(target: try target(first))
    for (line, feedback) in responses {
      key.responses.append(
        .init(target: try target(line), feedback: feedback, place: place(of: line)))
    }
    return key
  }

  static let numberHint = "0.731 +- 1%, [0.72, 0.74] or = l1.output[0] +- 0.005"

  /// `0.731`, `0.731 +- 1%`, `[0.72, 0.74]`, `= EXPRESSION +- 0.005`.
  func target(_ line: SourceLine) throws(LessonError) -> NumberKey.Target {
    if line.text.hasPrefix("[") { return .interval(try interval(line)) }
    let (value, given) = try splitAtTolerance(line)
    if value.text.hasPrefix("=") {
      let formula = value.from(1).trimmed
      let expression = try CheckParser.expression(formula, in: body.source)
      let place = place(of: formula)
      // A learner reads four digits after the point.
      return .computed(expression, given ?? .absolute(0.000_1), place)
    }
    guard let number = Double(value.text), number.isFinite else {
      throw body.error("this is not a number", at: value, hint: Self.numberHint)
    }
    return .value(number, given ?? .absolute(Self.halfOfLastDigit(value.text)))
  }

  private func interval(_ line: SourceLine) throws(LessonError) -> ClosedRange<Double> {
    let inner = line.text.dropFirst().dropLast()
    let ends = inner.split(separator: ",", omittingEmptySubsequences: false).map {
      Double($0.trimmingSpaces)
    }
    guard line.text.hasSuffix("]"), ends.count == 2, let low = ends[0], let high = ends[1],
      low.isFinite, high.isFinite
    else {
      throw body.error("an interval has two numbers", at: line, hint: "[0.72, 0.74]")
    }
    guard low <= high else {
      throw body.error("this interval ends before it begins", at: line, hint: "[0.72, 0.74]")
    }
    return low...high
  }

  private func splitAtTolerance(
    _ line: SourceLine
  ) throws(LessonError) -> (value: SourceLine, NumberKey.Tolerance?) {
    for sign in ["+-", "±"] {
      guard let range = line.text.ranges(of: sign).last else { continue }
      let offset = line.text.utf8.distance(from: line.text.startIndex, to: range.upperBound)
      let tolerance = line.from(offset).trimmed
      let value = line.upTo(line.text[..<range.lowerBound]).trimmed
      let isRelative = tolerance.text.hasSuffix("%")
      let digits = isRelative ? tolerance.text.dropLast().trimmingSpaces : tolerance.text
      guard let number = Double(digits), number.isFinite, number >= 0 else {
        throw body.error(
          "how far the answer may be off is not a number", at: tolerance, hint: Self.numberHint)
      }
      return (value, isRelative ? .relative(number / 100) : .absolute(number))
    }
    return (line, nil)
  }

  /// 0.731 is meant to its last digit: 0.0005. A whole number is meant exactly.
  static func halfOfLastDigit(_ text: String) -> Double {
    let mantissa = text.lowercased().split(separator: "e").first ?? ""
    guard let point = mantissa.firstIndex(of: ".") else { return 0 }
    var distance = 0.5
    for _ in mantissa[point...].dropFirst() { distance /= 10 }
    return distance
  }

  // MARK: Words, order, shape

  private func text() throws(LessonError) -> TextKey {
    let lines = body.lines.map(\.trimmed).filter { !$0.text.isEmpty }
    let (answers, responses) = try linesAndResponses(of: lines)
    guard !answers.isEmpty else {
      throw body.source.error(
        "the answer is missing", at: body.start, hint: "one accepted form a line")
    }
    return TextKey(
      forms: answers.map(\.text),
      responses: responses.map {
        .init(form: $0.line.text, feedback: $0.feedback, place: place(of: $0.line))
      })
  }

  private func order() throws(LessonError) -> OrderKey {
    let (lines, responses) = try linesAndResponses(
      of: body.lines.map(\.trimmed).filter { !$0.text.isEmpty },
      like: "when step before backward -- There is nothing to step along yet.")
    guard lines.count >= 2 else {
      throw body.source.error(
        "an order needs at least two lines", at: body.start, hint: "one line each, in their order")
    }
    for (index, line) in lines.enumerated()
    where lines[..<index].contains(where: { $0.text == line.text }) {
      throw body.error("this line is there twice, so that no order is the right one", at: line)
    }
    var key = OrderKey(lines: lines.map(\.text))
    for (line, feedback) in responses {
      key.responses.append(try response(line, feedback, among: key.lines))
    }
    return key
  }

  /// `step before backward`
  private func response(
    _ line: SourceLine, _ feedback: String, among lines: [String]
  ) throws(LessonError) -> OrderKey.Response {
    let hint = "when step before backward -- There is nothing to step along yet."
    guard let range = line.text.firstRange(of: " before ") else {
      throw body.error("a when of an order names two of its lines", at: line, hint: hint)
    }
    func index(_ part: SourceLine) throws(LessonError) -> Int {
      let words = TextKey.folded(part.text)
      if let index = lines.firstIndex(where: { TextKey.folded($0) == words }) { return index }
      throw body.error(
        "this is no line of the order", at: part, hint: hint,
        suggestion: Nearest.word(to: part.text, among: lines))
    }
    let first = line.upTo(line.text[..<range.lowerBound])
    let offset = line.text.utf8.distance(from: line.text.startIndex, to: range.upperBound)
    return OrderKey.Response(
      first: try index(first.trimmed), second: try index(line.from(offset).trimmed),
      feedback: feedback, place: place(of: line))
  }

  private func shape() throws(LessonError) -> ShapeKey {
    let (answers, responses) = try linesAndResponses(of: body.statements)
    guard let first = answers.first, answers.count == 1 else {
      throw body.source.error("a shape has one answer", at: body.start, hint: "(4, 2)")
    }
    var key = ShapeKey(shape: try shape(first))
    for (line, feedback) in responses {
      key.responses.append(
        .init(shape: try shape(line), feedback: feedback, place: place(of: line)))
    }
    return key
  }

  private func shape(_ line: SourceLine) throws(LessonError) -> [Int] {
    guard let shape = ShapeKey.shape(in: line.text) else {
      throw body.error("this is not a shape", at: line, hint: "(4, 2)")
    }
    return shape
  }

  private func place(of line: SourceLine) -> SourcePlace { body.source.place(line.position) }

  /// The lines that do not begin with `when`, and those that do.
  private func linesAndResponses(
    of lines: [SourceLine], like example: String = "when 2.5 +- 0.005 -- The bias comes on top."
  ) throws(LessonError) -> ([SourceLine], [(line: SourceLine, feedback: String)]) {
    var answers: [SourceLine] = []
    var responses: [(line: SourceLine, feedback: String)] = []
    for line in lines {
      let (word, rest) = line.firstWord
      guard word == "when" else {
        answers.append(line)
        continue
      }
      guard let (left, words) = rest.splitAtWords, !words.isEmpty, !left.text.isEmpty else {
        throw body.error(
          "a when needs an answer and what is said to it", at: line, hint: example)
      }
      responses.append((left, words))
    }
    return (answers, responses)
  }
}

extension StringProtocol {
  /// Without spaces and tabs on either side.
  var trimmingSpaces: String {
    var text = self[...]
    while text.first == " " || text.first == "\t" { text = text.dropFirst() }
    while text.last == " " || text.last == "\t" { text = text.dropLast() }
    return String(text)
  }
}
