import Interpreter
import NeuralNetwork

/// The ladder of hints, one rung each time, and the solution as the policy allows it.
extension LessonPlayer {
  mutating func hint() {
    guard let exercise = currentExercise else {
      unreadHint()
      return
    }
    let open = openHints(of: exercise)
    guard let index = open.first else {
      let none = exercise.hints.isEmpty ? "There is no hint here." : "There are no more hints."
      note([none, solutionWords(of: exercise)].compactMap { $0 }.joined(separator: " "))
      return
    }
    record(.hint(index + 1))
    show(exercise.hints[index], index: index, furtherCount: open.count - 1)
  }

  /// How the solution is to be had: "solution shows a good answer after 2 tries."; nil where there is
  /// none, or the policy of the lesson never shows it.
  private func solutionWords(of exercise: Exercise) -> String? {
    if case .prediction = exercise.kind { return nil }
    guard let needed = lesson.about.policy.attemptsBeforeSolution else { return nil }
    let left = needed - effort.attempts
    if left <= 0 { return "solution shows a good answer." }
    let tries =
      effort.attempts == 0 ? counted(left, "try", "tries") : counted(left, "more try", "more tries")
    return "solution shows a good answer after \(tries)."
  }

  /// What leads on where the lesson does not let go: a hint, the solution, or at least any guess.
  mutating func wayOut() -> String? {
    guard let exercise = currentExercise else { return "Enter goes on." }
    if !openHints(of: exercise).isEmpty { return "hint helps." }
    if case .prediction = exercise.kind { return "Any guess goes on." }
    return solutionWords(of: exercise)
  }

  /// The hints that fit the present state and were not shown yet.
  mutating func openHints(of exercise: Exercise) -> [Int] {
    var open: [Int] = []
    for (index, hint) in exercise.hints.enumerated() where !effort.hints.contains(index) {
      if hint.condition.map({ holds($0, names: names) }) ?? true { open.append(index) }
    }
    return open
  }

  mutating func show(_ hint: Hint, index: Int, furtherCount: Int) {
    effort.hints.insert(index)
    stepEffort.readHints[element, default: []].insert(index)
    let number = effort.hints.count
    say(.hint(number: number, of: number + furtherCount, hint.blocks))
    effort.failuresInARow = 0
    stepEffort.usedHints = true
    stepEffort.isUntouched = false
  }

  /// After the exercises of a step: a hint that was not read, whatever its state was. It counts for
  /// nothing; there is often something worth knowing in it.
  mutating func unreadHint() {
    let passed = step.elements.indices.prefix(element)
    for index in passed {
      guard case .exercise(let exercise) = step.elements[index] else { continue }
      let read = stepEffort.readHints[index, default: []]
      guard let next = exercise.hints.indices.first(where: { !read.contains($0) }) else { continue }
      stepEffort.readHints[index, default: []].insert(next)
      say(.hint(number: next + 1, of: exercise.hints.count, exercise.hints[next].blocks))
      return
    }
    note("There is no hint here that you have not read. Enter goes on.")
  }

  mutating func showSolution() {
    guard let needed = lesson.about.policy.attemptsBeforeSolution else {
      let isHintLeft = currentExercise.map { !openHints(of: $0).isEmpty } ?? false
      note("This lesson shows no solutions." + (isHintLeft ? " hint helps." : ""))
      return
    }
    guard let exercise = currentExercise else {
      for solved in stepEffort.solutions {
        say(.solution(solved.answers, explanation: solved.explanation))
      }
      if stepEffort.solutions.isEmpty { note("There is nothing to solve here. Enter goes on.") }
      return
    }
    if case .prediction = exercise.kind {
      note("Nobody is to know before it has run: any guess will do.")
      return
    }
    guard effort.attempts >= needed else {
      let tries = counted(needed, "try", "tries")
      let were = effort.attempts == 1 ? "was" : "were"
      note("The solution is shown after \(tries); so far there \(were) \(effort.attempts).")
      return
    }
    record(.shown)
    showSolution(of: exercise)
  }

  mutating func showSolution(of exercise: Exercise) {
    effort.isShown = true
    // Who types it from here on need not take away what was there before.
    effort.afresh = anchor
    stepEffort.wasShown = true
    stepEffort.isUntouched = false
    say(.solution(solutions(of: exercise), explanation: explanation(of: exercise)))
  }
}
