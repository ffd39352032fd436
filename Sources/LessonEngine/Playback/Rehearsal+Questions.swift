import Interpreter
import Markdown

/// Wrong answers to questions: each is refused, and what the lesson foresees gets the feedback that
/// the lesson has for it.
extension Rehearsal {
  /// An answer that is typed to a question.
  private struct Attempt {
    var line: String
    /// What must be said to it; nil is anything that corrects.
    var feedback: String?
    /// What is wrong where another feedback comes.
    var complaint = "this gets another feedback"
    /// Of the line in the file that foresees the answer.
    var place: SourcePlace?
  }

  // MARK: Choices

  func wrongChoices(
    of key: QuizKey, _ exercise: Exercise, at start: LessonPlayer, in environment: Environment
  ) -> [TestCase] {
    let right = Set(key.choices.indices.filter { key.choices[$0].isRight })
    return key.choices.indices.filter { [$0] != right }.map { index in
      let words = right.contains(index) ? "" : key.choices[index].feedback.feedbackText
      return refused(
        Attempt(
          line: "\(index + 1)", feedback: words.isEmpty ? nil : words,
          place: key.choices[index].place), exercise, at: start, in: environment)
    }
  }

  // MARK: One line

  func wrongAnswers(
    to key: AnswerKey, _ exercise: Exercise, at start: LessonPlayer, in environment: Environment
  ) -> [TestCase] {
    switch key.kind {
    case .number(let key): return numbers(key, exercise, at: start, in: environment)
    case .text(let key):
      return key.forms.dropFirst().map { form in
        accepted(form, exercise, at: start, in: environment)
      }
        + key.responses.map { response in
          refused(
            Attempt(line: response.form, feedback: response.feedback, place: response.place),
            exercise, at: start,
            in: environment)
        } + [refused(Attempt(line: "no such answer"), exercise, at: start, in: environment)]
    case .shape(let key):
      return key.responses.map { response in
        refused(
          Attempt(
            line: response.shape.map(String.init).joined(separator: ", "),
            feedback: response.feedback, place: response.place), exercise, at: start,
          in: environment)
      } + [refused(Attempt(line: "977, 983"), exercise, at: start, in: environment)]
    case .order(let key): return orders(key, exercise, at: start, in: environment)
    }
  }

  private func orders(
    _ key: OrderKey, _ exercise: Exercise, at start: LessonPlayer, in environment: Environment
  ) -> [TestCase] {
    let shown = start.shuffled(key.lines)
    func line(_ order: [Int]) -> String {
      order.map { "\((shown.firstIndex(of: $0) ?? 0) + 1)" }.joined(separator: " ")
    }
    let right = Array(key.lines.indices)
    let foreseen = key.responses.map { response in
      var order = right
      // Only these two stand wrong: the first is put right before the second.
      order.removeAll { $0 == response.first }
      order.insert(response.first, at: order.firstIndex(of: response.second) ?? 0)
      return refused(
        Attempt(line: line(order), feedback: response.feedback, place: response.place), exercise,
        at: start, in: environment)
    }
    return foreseen
      + [refused(Attempt(line: line(right.reversed())), exercise, at: start, in: environment)]
  }

  private func numbers(
    _ key: NumberKey, _ exercise: Exercise, at start: LessonPlayer, in environment: Environment
  ) -> [TestCase] {
    var cases: [TestCase] = []
    var known: [Double] = []
    for response in key.responses {
      let value = response.target.value(in: start.session, names: start.names)
      guard case .success(let number) = value else {
        if case .failure(let problem) = value {
          cases.append(
            TestCase(
              .wrong, at: start, of: exercise,
              faults: [fault(ofBug: problem.message, at: exercise.place)]))
        }
        continue
      }
      known.append(number)
      cases.append(
        refused(
          Attempt(
            line: "\(number)", feedback: response.feedback,
            complaint: "another when answers \(NumberText.text(number)) before this one does",
            place: response.place),
          exercise, at: start, in: environment))
    }
    guard case .success(let right) = key.target.value(in: start.session, names: start.names) else {
      return cases
    }
    for response in key.responses {
      let takesRight = response.target.accepts(right, in: start.session, names: start.names)
      guard (try? takesRight.get()) == true else { continue }
      cases.append(
        TestCase(
          .wrong, at: start, of: exercise,
          faults: [fault("the right answer is among those of this when", at: response.place)]))
    }
    // Far from everything that the key knows.
    let far = ([right] + known).map(abs).reduce(1, max) * 1000 + 977
    cases.append(refused(Attempt(line: "\(far)"), exercise, at: start, in: environment))
    return cases
  }

  private func accepted(
    _ line: String, _ exercise: Exercise, at start: LessonPlayer, in environment: Environment
  ) -> TestCase {
    var player = start
    let events = player.submit(line, in: environment)
    var testCase = TestCase(
      .alternative, at: start, of: exercise, detail: line, faults: bugs(events))
    if player.isOpen(since: start) {
      testCase.faults.append(fault("the answer \"\(line)\" is not accepted", at: exercise.place))
    }
    return testCase
  }

  private func refused(
    _ attempt: Attempt, _ exercise: Exercise, at start: LessonPlayer, in environment: Environment
  ) -> TestCase {
    var player = start
    let events = player.submit(attempt.line, in: environment)
    var testCase = TestCase(
      .wrong, at: start, of: exercise, detail: attempt.line, faults: bugs(events))
    let said = events.corrections
    let place = attempt.place ?? exercise.place
    testCase.place = place
    if events.hasPraise {
      testCase.faults.append(
        fault("the wrong answer \"\(attempt.line)\" is accepted", at: place))
    } else if said.isEmpty {
      testCase.faults.append(
        fault("the wrong answer \"\(attempt.line)\" gets no feedback", at: place))
    } else if let wanted = attempt.feedback, !said.contains(wanted) {
      testCase.faults.append(
        fault(
          attempt.complaint, at: place,
          hint: "it is told: \(said.joined(separator: " "))"))
    } else if !player.session.isAtSameMoment(as: start.session), player.isOpen(since: start) {
      testCase.faults.append(
        fault("the wrong answer \"\(attempt.line)\" changes the network", at: place))
    }
    return testCase
  }

  // MARK: Predictions

  func guesses(
    at prediction: Prediction, _ exercise: Exercise, from start: LessonPlayer,
    in environment: Environment
  ) -> [TestCase] {
    var fork = start
    fork.isReplaying = true
    let right = fork.comingTrue(prediction, in: environment)
    // Nothing comes true: the lesson is at fault, and any guess brings it to light.
    if right.isEmpty {
      return [guess("1", isRight: false, exercise, from: start, in: environment)]
    }
    var cases = [guess(right, isRight: true, exercise, from: start, in: environment)]
    switch prediction.key {
    case .text:
      cases.append(guess("nothing of it", isRight: false, exercise, from: start, in: environment))
    case .shape:
      cases.append(guess("977, 983", isRight: false, exercise, from: start, in: environment))
    case .order:
      let reversed = right.split(separator: " ").reversed().joined(separator: " ")
      cases.append(guess(reversed, isRight: false, exercise, from: start, in: environment))
    case .number:
      let far = (Double(right).map(abs) ?? 0) * 1000 + 977
      cases.append(guess("\(far)", isRight: false, exercise, from: start, in: environment))
    case .choices(let choices):
      let wrong = choices.indices.filter { index in
        guess(choices[index].words, isRight: true, exercise, from: start, in: environment)
          .faults.isEmpty == false
      }
      if let first = wrong.first {
        cases.append(
          guess(choices[first].words, isRight: false, exercise, from: start, in: environment))
      } else {
        cases[0].faults.append(fault("every choice of this comes true", at: exercise.place))
      }
    }
    return cases
  }

  private func guess(
    _ line: String, isRight: Bool, _ exercise: Exercise, from start: LessonPlayer,
    in environment: Environment
  ) -> TestCase {
    var player = start
    let events = player.submit(line, in: environment)
    var testCase = TestCase(
      .prediction, at: start, of: exercise, detail: line, faults: bugs(events))
    let found = events.lazy.compactMap { event -> Bool? in
      if case .prediction(_, _, let found) = event { found } else { nil }
    }.first
    if found == nil, testCase.faults.isEmpty {
      testCase.faults.append(
        fault("the guess \"\(line)\" is neither right nor wrong", at: exercise.place))
    } else if let found, found != isRight {
      testCase.faults.append(
        fault(
          "the guess \"\(line)\" counts as \(found ? "right" : "wrong")", at: exercise.place))
    }
    return testCase
  }
}
