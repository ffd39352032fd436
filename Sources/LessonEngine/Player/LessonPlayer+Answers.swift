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
    if isRight {
      let words = chosen.map { key.choices[$0].feedback.feedbackText }.filter { !$0.isEmpty }
      feedback = words.isEmpty ? "Right." : words.joined(separator: " ")
    } else if let wrong = chosen.first(where: { !right.contains($0) }) {
      let words = key.choices[wrong].feedback.feedbackText
      feedback = words.isEmpty ? "Not that one. Look again." : words
    } else {
      feedback = "That is right, but it is not all."
    }
    settle(line, isRight: isRight, feedback: feedback, in: environment)
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
    case .order(let lines): answer(order: lines, line, in: environment)
    }
  }

  private mutating func answer(_ key: NumberKey, _ line: String, in environment: Environment) {
    guard let number = number(in: line) else {
      runInstead(
        line, else: "a number is asked for here", hint: "2.75, or what gives one: 11 / 4",
        in: environment)
      return
    }
    let shown = Self.answerText(number)
    switch key.target.accepts(number, in: base, names: names) {
    case .failure(let fault): waive(fault, line, in: environment)
    case .success(true):
      settle(line, isRight: true, feedback: "Right: \(shown).", in: environment)
    case .success(false):
      let response = key.responses.first {
        (try? $0.target.accepts(number, in: base, names: names).get()) == true
      }
      settle(
        line, isRight: false, feedback: response?.feedback ?? "\(shown) is not it. Try again.",
        in: environment)
    }
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
      settle(line, isRight: false, feedback: response.feedback, in: environment)
    } else if Self.isCommand(line) {
      runCommands(line, in: environment)
    } else {
      settle(line, isRight: false, feedback: "That is not it. Try again.", in: environment)
    }
  }

  private mutating func answer(_ key: ShapeKey, _ line: String, in environment: Environment) {
    guard let shape = ShapeKey.shape(in: line) else {
      runInstead(line, else: "a shape is asked for here, as 4, 2", in: environment)
      return
    }
    let response = key.responses.first { $0.shape == shape }
    settle(
      line, isRight: shape == key.shape,
      feedback: shape == key.shape ? "Right." : response?.feedback ?? "That is not it. Try again.",
      in: environment)
  }

  private mutating func answer(
    order lines: [String], _ line: String, in environment: Environment
  ) {
    guard let chosen = Self.order(in: line, of: lines.count) else {
      runInstead(
        line, else: "the order is asked for here: the numbers from 1 to \(lines.count)",
        in: environment)
      return
    }
    let shown = shuffled(lines)
    let isRight = chosen.map { shown[$0] } == Array(lines.indices)
    let first = zip(chosen.map { shown[$0] }, lines.indices).first { $0 != $1 }?.1 ?? 0
    settle(
      line, isRight: isRight,
      feedback: isRight
        ? "Right." : first == 0 ? "Another one comes first." : "Right up to place \(first).",
      in: environment)
  }

  private static func order(in line: String, of count: Int) -> [Int]? {
    let words = line.split { " ,;".contains($0) }
    let numbers = words.compactMap { Int($0) }
    guard numbers.count == words.count, numbers.sorted() == Array(1...count) else { return nil }
    return numbers.map { $0 - 1 }
  }

  // MARK: Predictions

  mutating func foretell(
    _ prediction: Prediction, _ line: String, in environment: Environment
  ) {
    let guess: Guess
    switch prediction.key {
    case .number:
      guard let number = number(in: line) else {
        runInstead(line, else: "a number is asked for here: a guess will do", in: environment)
        return
      }
      guess = .number(number)
    case .choices(let choices):
      let words = choices.map { TextKey.folded($0.words) }
      let typed = TextKey.folded(line)
      let index =
        words.firstIndex(of: typed) ?? Self.choices(in: line, of: choices.count)?.first
        ?? Self.only(words.indices.filter { words[$0].hasPrefix(typed) })
      guard let index else {
        runInstead(
          line,
          else: "one of these is asked for here: "
            + choices.map(\.words).joined(separator: ", "), in: environment)
        return
      }
      guess = .choice(index)
    }
    let truth = outcome(of: prediction, in: environment)
    let isRight = truth.judge(guess, of: prediction)
    record(.answer(line, isRight: isRight))
    if let words = truth.words {
      say(.prediction(foretold: guess.words(of: prediction), came: words, isRight: isRight))
    }
    solve(in: environment)
  }

  private enum Guess {
    case number(Double)
    case choice(Int)

    func words(of prediction: Prediction) -> String {
      switch (self, prediction.key) {
      case (.number(let number), _): NumberText.text(number)
      case (.choice(let index), .choices(let choices)): choices[index].words
      case (.choice, .number): ""
      }
    }
  }

  /// What came of a prediction; nothing where the lesson is at fault.
  private struct Truth {
    var number: Double?
    var choices: [Int] = []
    var words: String?
    var session: Session

    func judge(_ guess: Guess, of prediction: Prediction) -> Bool {
      switch (guess, prediction.key) {
      case (.number(let number), .number(let target)):
        (try? target.accepts(number, in: session).get()) ?? false
      case (.choice(let index), _): choices.contains(index)
      case (.number, .choices): false
      }
    }
  }

  /// Runs the commands on a fork, before the learner's eyes.
  private mutating func outcome(of prediction: Prediction, in environment: Environment) -> Truth {
    var fork = base
    for command in prediction.script.commands {
      let run = fork.run(command.text, in: lessonEnvironment(environment))
      for step in run.steps {
        say(.ran(command: step.command, step.outcome, after: step.after, byLesson: true))
      }
      if let failure = run.failure { report(bug: failure.message, at: command) }
    }
    var truth = Truth(session: fork)
    switch prediction.key {
    case .number(let target):
      switch target.value(in: fork) {
      case .success(let number):
        truth.number = number
        truth.words = NumberText.text(number)
      case .failure(let fault): say(.lessonBug(fault.message))
      }
    case .choices(let choices):
      truth.choices = choices.indices.filter { choices[$0].predicate.holds(in: fork) }
      truth.words =
        truth.choices.isEmpty
        ? nil : truth.choices.map { choices[$0].words }.joined(separator: ", ")
      if truth.choices.isEmpty, let first = choices.first {
        say(.lessonBug("\(first.predicate.place): none of these choices came true"))
      }
    }
    return truth
  }

  /// The guess that comes true, as it is typed.
  mutating func comingTrue(_ prediction: Prediction, in environment: Environment) -> String {
    let truth = outcome(of: prediction, in: environment)
    switch prediction.key {
    case .number: return truth.number.map(Self.answerText) ?? ""
    case .choices(let choices): return truth.choices.first.map { choices[$0].words } ?? ""
    }
  }

  private static func only(_ indices: [Int]) -> Int? { indices.count == 1 ? indices[0] : nil }

  // MARK: Common

  /// An answer is given: right goes on, wrong stays, unless there were enough of them.
  private mutating func settle(
    _ line: String, isRight: Bool, feedback: String, in environment: Environment
  ) {
    record(.answer(line, isRight: isRight))
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
  private mutating func runInstead(
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

  private static func isCommand(_ line: String) -> Bool {
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
        guard case .success(let number) = key.target.value(in: base, names: names) else {
          return []
        }
        return [[Self.answerText(number)]]
      case .text(let key): return key.forms.map { [$0] }
      case .shape(let key): return [[key.shape.map(String.init).joined(separator: ", ")]]
      case .order(let lines):
        let shown = shuffled(lines)
        let numbers = lines.indices.map { line in (shown.firstIndex(of: line) ?? 0) + 1 }
        return [[numbers.map(String.init).joined(separator: " ")]]
      }
    case .prediction: return []
    }
  }

  /// A number as short as it can be typed: 2.75, not 2.7500.
  private static func answerText(_ number: Double) -> String {
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
      if case .code(let text) = inline { "`\(text)`" } else { [inline].plainText }
    }.joined()
  }
}
