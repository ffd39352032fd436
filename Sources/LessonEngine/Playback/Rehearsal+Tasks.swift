import Interpreter
import Markdown

/// What a learner may type where something is asked, but for the first model answer.
extension Rehearsal {
  func cases(
    of exercise: Exercise, at start: LessonPlayer, in environment: Environment
  ) -> [TestCase] {
    var cases = [nothing(exercise, at: start, in: environment)]
    switch exercise.kind {
    case .task(let task):
      for model in task.models.dropFirst() {
        cases.append(alternative(model, of: exercise, at: start, in: environment))
      }
      for rejected in task.rejects {
        cases.append(reject(rejected, at: start, in: environment))
      }
    case .quiz(let key): cases += wrongChoices(of: key, exercise, at: start, in: environment)
    case .answer(let key): cases += wrongAnswers(to: key, exercise, at: start, in: environment)
    case .prediction(let prediction):
      cases += guesses(at: prediction, exercise, from: start, in: environment)
    }
    return cases + detours(at: start, of: exercise, in: environment)
  }

  /// Enter and `next` do not get past an exercise.
  private func nothing(
    _ exercise: Exercise, at start: LessonPlayer, in environment: Environment
  ) -> TestCase {
    var testCase = TestCase(.nothing, at: start, of: exercise)
    if case .task = exercise.kind, start.goals.allSatisfy(\.isMet) {
      testCase.faults = [
        fault("the goals are met before the learner does anything", at: exercise.place)
      ]
      return testCase
    }
    for line in ["", "next"] {
      var player = start
      let events = player.submit(line, in: environment)
      if !player.isOpen(since: start) {
        testCase.faults = [fault("Enter alone gets past this", at: exercise.place)]
      }
      testCase.faults += bugs(events)
    }
    return testCase
  }

  private func alternative(
    _ model: Script, of exercise: Exercise, at start: LessonPlayer, in environment: Environment
  ) -> TestCase {
    var player = start
    var testCase = TestCase(
      .alternative, at: start, of: exercise,
      detail: model.commands.map(\.text).joined(separator: "; "))
    testCase.place = model.commands.first?.place ?? exercise.place
    for command in model.commands where player.isOpen(since: start) {
      let events = player.submit(command.text, in: environment)
      for case .failed(let failure) in events where player.isOpen(since: start) {
        testCase.faults.append(fault(failure.message, at: command.place, hint: failure.hint))
      }
      testCase.faults += bugs(events)
    }
    if player.isOpen(since: start), testCase.faults.isEmpty {
      testCase.faults.append(
        fault(
          "this answer is not accepted", at: testCase.place, hint: Self.openGoals(of: player)))
    }
    return testCase
  }

  private func reject(
    _ reject: Reject, at start: LessonPlayer, in environment: Environment
  ) -> TestCase {
    var player = start
    // As one line: it is the state at its end that must be refused.
    let line = reject.script.commands.map(\.text).joined(separator: "; ")
    var testCase = TestCase(.reject, at: start, detail: line)
    testCase.place = reject.place
    var events = player.submit(line, in: environment)
    for case .failed(let failure) in events where player.isOpen(since: start) {
      testCase.faults.append(
        fault("what is to be refused does not even run: \(failure.message)", at: reject.place))
      return testCase
    }
    guard player.isOpen(since: start) else {
      testCase.faults.append(fault("this is accepted, and must not be", at: reject.place))
      return testCase
    }
    if events.corrections.isEmpty { events += player.submit("next", in: environment) }
    testCase.faults += bugs(events)
    guard let wanted = reject.feedback, !wanted.isEmpty else { return testCase }
    let said = events.corrections
    if !said.contains(where: { $0.lowercased().contains(wanted.lowercased()) }) {
      testCase.faults.append(
        fault(
          "this gets another feedback", at: reject.feedbackPlace ?? reject.place,
          hint: "it is told: \(said.joined(separator: " "))"))
    }
    return testCase
  }
}
