import Interpreter
import Markdown
import NeuralNetwork

/// Questions: choices, numbers, words, shapes, orders.
///
/// What reads as an answer is one; what does not is run as commands, so that a learner can look at
/// the network before answering.
extension LessonPlayer {
  // MARK: Multiple choice

  mutating func answer(_ key: QuizKey, _ line: String, in environment: Environment) {
    guard let chosen = Self.choices(in: line, of: key.choices.count) else {
      runInstead(
        line, else: "a choice has a number from 1 to \(key.choices.count), or a letter",
        in: environment)
      return
    }
    if chosen.count > 1, !key.allowsSeveral {
      say(.failed(Diagnostic("one choice is right here, not several", source: line)))
      return
    }
    let right = Set(key.choices.indices.filter { key.choices[$0].isRight })
    let isRight = Set(chosen) == right
    let feedback: String
    var isAnswered = false
    if isRight {
      let words = chosen.map { key.choices[$0].feedback.feedbackText }.filter { !$0.isEmpty }
      feedback = words.isEmpty ? "Right." : words.joined(separator: " ")
    } else if let wrong = chosen.first(where: { !right.contains($0) }) {
      let words = key.choices[wrong].feedback.feedbackText
      feedback = words.isEmpty ? "Not that one. Look again." : words
      isAnswered = !words.isEmpty
    } else {
      feedback = "That is right, but it is not all."
      isAnswered = true
    }
    let numbers = chosen.map { "choice \($0 + 1)" }.joined(separator: " and ")
    settle(
      line, isRight: isRight, feedback: feedback,
      wrong: WrongState(signature: numbers, isAnswered: isAnswered), in: environment)
  }

  /// "2", "b", "1 3", "a, c", "ac": indices from 0; nil where the line is no choice.
  static func choices(in line: String, of count: Int) -> [Int]? {
    let words = line.lowercased().split { " ,;".contains($0) }.filter { $0 != "and" }
    var chosen: [Int] = []
    for word in words {
      if let number = Int(word) {
        guard (1...count).contains(number) else { return nil }
        chosen.append(number - 1)
      } else {
        for letter in word.utf8 {
          let index = Int(letter) - Int(UInt8(ascii: "a"))
          guard (0..<count).contains(index) else { return nil }
          chosen.append(index)
        }
      }
    }
    return chosen.isEmpty || Set(chosen).count != chosen.count ? nil : chosen.sorted()
  }

  // MARK: One line

  mutating func answer(_ key: AnswerKey, _ line: String, in environment: Environment) {
    switch key.kind {
    case .number(let key): answer(key, line, in: environment)
    case .text(let key): answer(key, line, in: environment)
    case .shape(let key): answer(key, line, in: environment)
    case .order(let key): answer(key, line, in: environment)
    }
  }

  private mutating func answer(_ key: NumberKey, _ line: String, in environment: Environment) {
    guard let number = number(in: line) else {
      runInstead(
        line, else: "a number is asked for here", hint: example(besides: key), in: environment)
      return
    }
    let shown = Self.answerText(number)
    switch accepts(number, for: key.target) {
    case .failure(let fault): waive(fault, line, in: environment)
    case .success(true):
      settle(line, isRight: true, feedback: "Right: \(shown).", in: environment)
    case .success(false):
      let response = key.responses.first {
        (try? $0.target.accepts(number, in: base, names: names).get()) == true
      }
      let right = try? key.target.value(in: base, names: names).get()
      settle(
        line, isRight: false, feedback: response?.feedback ?? "\(shown) is not it. Try again.",
        wrong: WrongState(number: number, right: right, isAnswered: response != nil),
        in: environment)
    }
  }

  /// A number and an expression to show how one is typed: never the answer, nor a wrong one that
  /// the lesson knows.
  private func example(besides key: NumberKey) -> String? {
    let examples = [(0.5, "0.5", "1 / 2"), (12.25, "12.25", "49 / 4"), (-720, "-720", "-6 * 120")]
    let targets = [key.target] + key.responses.map(\.target)
    let harmless = examples.first { number, _, _ in
      targets.allSatisfy { target in
        if case .success(true) = accepts(number, for: target) { false } else { true }
      }
    }
    return harmless.map { "\($0.1), or what gives one: \($0.2)" }
  }

  /// Held against what the learner sees, and against what the lesson left: who tries something out
  /// before answering may mean either.
  private func accepts(_ number: Double, for target: NumberKey.Target) -> Result<Bool, KeyFault> {
    let seen = target.accepts(number, in: base, names: names)
    if case .success(true) = seen { return seen }
    let left = target.accepts(number, in: anchor, names: names)
    if case .success = left { return left }
    return seen
  }

  /// "0.5", "−0.7", "2,75", "85 %", "1/3", "l0.bias[0]": what the learner means by a line.
  func number(in line: String) -> Double? {
    var text = line.replacing("\u{2212}", with: "-")
    var scale = 1.0
    if text.hasSuffix("%") {
      text = text.dropLast().trimmingSpaces
      scale = 0.01
    }
    // 2,75 and 0,731 are numbers; 1,000 can be one or a thousand.
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let isClear = parts.count == 2 && (parts[1].count != 3 || Int(parts[0]) == 0)
    if isClear, !text.contains("."), !text.contains("(") {
      let point = text.replacing(",", with: ".")
      if let number = Double(point) { return number * scale }
    }
    if let number = Double(text) { return number * scale }
    switch try? base.evaluate(text, names: names) {
    case .number(let number): return number * scale
    case .tensor(let tensor) where tensor.values.count == 1:
      return Double(tensor.values[0]) * scale
    default: return nil
    }
  }

  private mutating func answer(_ key: TextKey, _ line: String, in environment: Environment) {
    let folded = TextKey.folded(line)
    if key.forms.contains(where: { TextKey.folded($0) == folded }) {
      settle(line, isRight: true, feedback: "Right.", in: environment)
      return
    }
    if let response = key.responses.first(where: { TextKey.folded($0.form) == folded }) {
      settle(
        line, isRight: false, feedback: response.feedback,
        wrong: WrongState(answer: folded, isAnswered: true), in: environment)
    } else if Self.isCommand(line) {
      runCommands(line, in: environment)
    } else {
      settle(
        line, isRight: false, feedback: "That is not it. Try again.",
        wrong: WrongState(answer: folded, isAnswered: false), in: environment)
    }
  }

  private mutating func answer(_ key: ShapeKey, _ line: String, in environment: Environment) {
    guard let shape = ShapeKey.shape(in: line) else {
      runInstead(
        line, else: "a shape is asked for here: its sizes with commas between", in: environment)
      return
    }
    let response = key.responses.first { $0.shape == shape }
    settle(
      line, isRight: shape == key.shape,
      feedback: shape == key.shape ? "Right." : response?.feedback ?? "That is not it. Try again.",
      wrong: WrongState(
        answer: "(\(shape.map(String.init).joined(separator: ", ")))", isAnswered: response != nil),
      in: environment)
  }

  private mutating func answer(_ key: OrderKey, _ line: String, in environment: Environment) {
    guard let chosen = Self.order(in: line, of: key.lines.count) else {
      runInstead(
        line, else: "the order is asked for here: the numbers from 1 to \(key.lines.count)",
        in: environment)
      return
    }
    let shown = shuffled(key.lines)
    let order = chosen.map { shown[$0] }
    let isRight = order == Array(key.lines.indices)
    // By line, the place where the learner put it.
    var places = order
    for (place, line) in order.enumerated() { places[line] = place }
    let response = key.responses.first { places[$0.first] < places[$0.second] }
    let right = zip(order, key.lines.indices).prefix { $0 == $1 }.count
    let feedback =
      isRight
      ? "Right."
      : response?.feedback
        ?? (right == 0 ? "Another one comes first." : "Right up to place \(right).")
    settle(
      line, isRight: isRight, feedback: feedback,
      wrong: WrongState(order: order, of: key.lines, isAnswered: response != nil),
      in: environment)
  }

  static func order(in line: String, of count: Int) -> [Int]? {
    let words = line.split { " ,;".contains($0) }
    let numbers = words.compactMap { Int($0) }
    guard numbers.count == words.count, numbers.sorted() == Array(1...count) else { return nil }
    return numbers.map { $0 - 1 }
  }

  // MARK: Common

  /// An answer is given: right goes on, wrong stays, unless there were enough of them.
  private mutating func settle(
    _ line: String, isRight: Bool, feedback: String, wrong: WrongState? = nil,
    in environment: Environment
  ) {
    record(.answer(line, isRight: isRight), wrong: isRight ? nil : wrong)
    say(.feedback(feedback, isRight ? .praise : .correction))
    if isRight {
      solve(in: environment)
      return
    }
    effort.attempts += 1
    stepEffort.attempts += 1
    if let limit = lesson.about.policy.attempts, effort.attempts >= limit,
      let exercise = currentExercise
    {
      showSolution(of: exercise)
      solve(in: environment)
    } else {
      stumble()
    }
  }

  /// The key is at fault: any answer is accepted.
  private mutating func waive(_ fault: KeyFault, _ line: String, in environment: Environment) {
    say(.lessonBug(fault.message))
    record(.answer(line, isRight: true))
    solve(in: environment)
  }

  /// Runs what is no answer, if it is a command; else says what is asked for.
  mutating func runInstead(
    _ line: String, else expected: String, hint: String? = nil, in environment: Environment
  ) {
    if Self.isCommand(line) {
      runCommands(line, in: environment)
    } else {
      var diagnostic = Diagnostic(expected, hint: hint, source: line)
      if !line.contains(" ") { diagnostic.suggestion = Nearest.word(to: line, among: words) }
      say(.failed(diagnostic))
      stumble()
    }
  }

  static func isCommand(_ line: String) -> Bool {
    (try? ParsedCommand.commands(in: line))?.isEmpty == false
  }

  /// Good answers, as they would be typed.
  func solutions(of exercise: Exercise) -> [[String]] {
    switch exercise.kind {
    case .task(let task): return task.models.map { $0.commands.map(\.text) }
    case .quiz(let key):
      let right = key.choices.indices.filter { key.choices[$0].isRight }
      return [[right.map { String($0 + 1) }.joined(separator: " ")]]
    case .answer(let key):
      switch key.kind {
      case .number(let key):
        let here = key.target.value(in: base, names: names)
        let number = (try? here.get()) ?? (try? key.target.value(in: anchor, names: names).get())
        guard let number else { return [] }
        return [[Self.answerText(number)]]
      case .text(let key): return key.forms.map { [$0] }
      case .shape(let key): return [[key.shape.map(String.init).joined(separator: ", ")]]
      case .order(let key):
        let shown = shuffled(key.lines)
        let numbers = key.lines.indices.map { line in (shown.firstIndex(of: line) ?? 0) + 1 }
        return [[numbers.map(String.init).joined(separator: " ")]]
      }
    case .prediction: return []
    }
  }

  /// A number as short as it can be typed: 2.75, not 2.7500.
  static func answerText(_ number: Double) -> String {
    let short = NumberText.text(number)
    guard short.contains("."), !short.contains("e") else { return short }
    var text = short
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// What is said with them: the author's words, else a quiz's feedback to the right choice.
  func explanation(of exercise: Exercise) -> [Block] {
    if !exercise.explanation.isEmpty { return exercise.explanation }
    guard case .quiz(let key) = exercise.kind else { return [] }
    return key.choices.filter(\.isRight).flatMap(\.feedback)
  }
}

extension [Block] {
  /// As one line of feedback; code keeps its marks.
  var feedbackText: String {
    map { block in
      switch block.content {
      case .paragraph(let inlines), .heading(_, let inlines): inlines.feedbackText
      default: [block].plainText
      }
    }.joined(separator: " ")
  }
}

extension [Inline] {
  fileprivate var feedbackText: String {
    map { inline in
      if case .code(let text) = inline.content { "`\(text)`" } else { [inline].plainText }
    }.joined()
  }
}
