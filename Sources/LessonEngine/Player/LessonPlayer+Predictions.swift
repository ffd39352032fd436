import Interpreter
import NeuralNetwork

/// Predict, then run: the learner commits to a guess, the commands run on a fork before their eyes,
/// and both are shown. The truth is worked out on the fork, so that it cannot go stale.
extension LessonPlayer {
  mutating func foretell(
    _ prediction: Prediction, _ line: String, in environment: Environment
  ) {
    let (words, confidence) = Self.confidence(in: line)
    guard let guess = guess(words, for: prediction.key) else {
      runInstead(line, else: Self.asked(by: prediction.key), in: environment)
      return
    }
    // The lesson's commands run on the lesson's network, whatever was tried out beside it.
    endTrying()
    let truth = outcome(of: prediction, in: environment)
    guard let came = truth.words else {
      // The lesson is at fault, and has said so: no guess is held against it.
      record(.answer(line, isRight: true))
      solve(in: environment)
      return
    }
    let isRight = truth.agrees(with: guess)
    record(.foretold(line, came: came, isRight: isRight, confidence: confidence))
    foresight.guesses.append(.init(isRight: isRight, confidence: confidence))
    say(.prediction(foretold: shown(guess, of: prediction.key), came: came, isRight: isRight))
    solve(in: environment)
  }

  /// "up 80%": the guess, and how sure the learner is of it. A lone "80%" is a guess.
  static func confidence(in line: String) -> (words: String, confidence: Double?) {
    let words = line.split(separator: " ")
    guard words.count >= 2, let last = words.last, last.hasSuffix("%"),
      let number = Double(last.dropLast()), (0...100).contains(number)
    else { return (line, nil) }
    return (line.dropLast(last.count).trimmingSpaces, number / 100)
  }

  // MARK: The guess

  enum Guess: Equatable {
    case number(Double)
    case choice(Int)
    case text(String)
    case shape([Int])
    /// Indices of what is ranked, in the order guessed.
    case order([Int])
  }

  private func guess(_ line: String, for key: Prediction.Key) -> Guess? {
    switch key {
    case .number: return number(in: line).map(Guess.number)
    case .shape: return ShapeKey.shape(in: line).map(Guess.shape)
    case .text: return Self.isCommand(line) ? nil : .text(line)
    case .order(let ranked):
      let shown = shuffled(ranked.map(\.words))
      return Self.order(in: line, of: ranked.count).map { .order($0.map { shown[$0] }) }
    case .choices(let choices):
      let words = choices.map { TextKey.folded($0.words) }
      let typed = TextKey.folded(line)
      let begun = words.indices.filter { words[$0].hasPrefix(typed) }
      let index =
        words.firstIndex(of: typed) ?? Self.choices(in: line, of: choices.count)?.first
        ?? (begun.count == 1 ? begun[0] : nil)
      return index.map(Guess.choice)
    }
  }

  private static func asked(by key: Prediction.Key) -> String {
    switch key {
    case .number: "a number is asked for here: a guess will do"
    case .text: "a word is asked for here: a guess will do"
    case .shape: "a shape is asked for here, its sizes with commas between: a guess will do"
    case .order(let ranked):
      "the order is asked for here: the numbers from 1 to \(ranked.count)"
    case .choices(let choices):
      "one of these is asked for here: " + choices.map(\.words).joined(separator: ", ")
    }
  }

  private func shown(_ guess: Guess, of key: Prediction.Key) -> String {
    switch (guess, key) {
    case (.number(let number), _): NumberText.text(number)
    case (.text(let words), _): words
    case (.shape(let shape), _): Self.text(ofShape: shape)
    case (.order(let order), .order(let ranked)):
      order.map { ranked[$0].words }.joined(separator: ", ")
    case (.choice(let index), .choices(let choices)): choices[index].words
    case (.order, _), (.choice, _): ""
    }
  }

  private static func text(ofShape shape: [Int]) -> String {
    "(\(shape.map(String.init).joined(separator: ", ")))"
  }

  // MARK: The truth

  /// What came of a prediction.
  private struct Truth {
    /// As it is shown; nil where the lesson is at fault.
    var words: String?
    /// As a learner would have typed it.
    var typed = ""
    var accepts: (Guess) -> Bool = { _ in false }

    func agrees(with guess: Guess) -> Bool { accepts(guess) }
  }

  /// Runs the commands on a fork, before the learner's eyes.
  private mutating func outcome(of prediction: Prediction, in environment: Environment) -> Truth {
    var fork = base
    for command in prediction.script.commands {
      let run = fork.run(command.text, in: lessonEnvironment(environment), within: meter)
      for step in run.steps {
        say(.ran(command: step.command, step.outcome, after: step.after, byLesson: true))
      }
      if let failure = run.failure {
        report(bug: failure.message, at: command)
        return Truth()
      }
    }
    switch truth(of: prediction.key, in: fork) {
    case .success(let truth): return truth
    case .failure(let fault):
      say(.lessonBug(fault.message))
      return Truth()
    }
  }

  private func truth(of key: Prediction.Key, in fork: Session) -> Result<Truth, KeyFault> {
    switch key {
    case .number(let target):
      return target.value(in: fork, names: names).map { number in
        Truth(words: NumberText.text(number), typed: Self.answerText(number)) { guess in
          guard case .number(let guessed) = guess else { return false }
          return (try? target.accepts(guessed, in: fork).get()) ?? false
        }
      }
    case .choices(let choices):
      let right = choices.indices.filter { choices[$0].predicate.holds(in: fork, names: names) }
      guard let first = right.first else {
        return .failure(KeyFault("\(choices[0].predicate.place): none of these choices came true"))
      }
      let words = right.map { choices[$0].words }.joined(separator: ", ")
      return .success(
        Truth(words: words, typed: choices[first].words) { guess in
          if case .choice(let index) = guess { right.contains(index) } else { false }
        })
    case .text(let expression, let place):
      return fork.text(of: expression, at: place, names: names).map { text in
        Truth(words: text, typed: text) { $0.isText(like: text) }
      }
    case .shape(let expression, let place):
      return fork.shape(of: expression, at: place, names: names).map { shape in
        Truth(
          words: Self.text(ofShape: shape),
          typed: shape.map(String.init).joined(separator: ", ")
        ) { $0 == .shape(shape) }
      }
    case .order(let ranked): return order(of: ranked, in: fork)
    }
  }

  private func order(
    of ranked: [Prediction.Ranked], in fork: Session
  ) -> Result<Truth, KeyFault> {
    var values: [Double] = []
    for item in ranked {
      switch fork.number(of: item.value, at: item.place, names: names) {
      case .success(let number): values.append(number)
      case .failure(let fault): return .failure(fault)
      }
    }
    let order = ranked.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    let shown = shuffled(ranked.map(\.words))
    return .success(
      Truth(
        words: order.map { ranked[$0].words }.joined(separator: ", "),
        typed: order.map { String((shown.firstIndex(of: $0) ?? 0) + 1) }.joined(separator: " ")
      ) { guess in
        guard case .order(let guessed) = guess else { return false }
        // Equal values stand in either order.
        return zip(guessed, guessed.dropFirst()).allSatisfy { values[$0] <= values[$1] }
      })
  }

  /// The guess that comes true, as it is typed.
  mutating func comingTrue(_ prediction: Prediction, in environment: Environment) -> String {
    outcome(of: prediction, in: environment).typed
  }
}

extension LessonPlayer.Guess {
  fileprivate func isText(like text: String) -> Bool {
    if case .text(let words) = self { TextKey.folded(words) == TextKey.folded(text) } else { false }
  }
}
