import Interpreter

/// To the next step without an answer, and back to the step before.
extension LessonPlayer {
  mutating func skip(in environment: Environment) {
    switch phase {
    case .finished:
      say(.openMenu)
    case .done:
      goOn(in: environment)
    default:
      guard lesson.about.policy.allowsSkip || step.exercises.isEmpty else {
        note(["This lesson has no skip.", wayOut()].compactMap { $0 }.joined(separator: " "))
        return
      }
      skipStep(in: environment)
    }
  }

  /// Installs what the model answers make, graded by nothing, and goes on.
  mutating func skipStep(in environment: Environment) {
    record(.skipped)
    installModel(in: environment)
    note("Skipped. The network is as the model answer makes it.")
    if place + 1 < places.count {
      leave(for: place + 1, in: environment)
    } else {
      goOn(in: environment)
    }
  }

  /// Makes the network as the model answers of the step do, and ends it.
  mutating func installModel(in environment: Environment) {
    if let start = starts[place] { base = start }
    for element in step.elements {
      let commands: [ScriptCommand]
      var mayFail = false
      switch element {
      case .setup(let script): commands = script.commands
      case .run(let transcript):
        commands = transcript.entries.map(\.command)
        mayFail = true
      case .exercise(let exercise):
        guard case .task(let task) = exercise.kind else { continue }
        commands = task.models.first?.commands ?? []
      default: continue
      }
      for command in commands {
        let run = runForLesson(command, in: environment)
        if let failure = run.failure, !mayFail { report(bug: failure.message, at: command) }
      }
    }
    anchor = base
    element = step.elements.count
    phase = .done
    if results[place] == nil { results[place] = .skipped }
  }

  mutating func back(in environment: Environment) {
    let target = phase == .finished ? place : place - 1
    guard target >= 0 else {
      note("This is where the lesson begins. reset begins it again.")
      return
    }
    note("Back to \"\(places[target].title.onOneLine)\". The network is as it was then.")
    goBack(to: target, in: environment)
  }

  mutating func goBack(to index: Int, in environment: Environment) {
    record(.back, at: index)
    if phase != .finished, index < place, results[place] != nil {
      ends[place] = isTrying ? anchor : base
    }
    if let start = starts[index] { base = start }
    enter(index, in: environment)
  }
}
