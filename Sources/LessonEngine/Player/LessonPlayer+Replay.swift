import Interpreter
import NeuralNetwork

/// Resuming: the records are played again, by the same code that made them, and nothing is shown.
///
/// Each `began` is a point of agreement: where the lesson was edited in between, so that the player
/// is somewhere else, it is put there. Commands are run again whatever became of the lesson's text,
/// and a step that ended stays ended: an edited lesson costs nothing that was done.
extension LessonPlayer {
  mutating func replay(in environment: Environment) {
    guard replayUnseen(in: environment) else {
      note(
        "Stopped, while what you did was done again. Nothing of it is lost: the lesson goes on where "
          + "you left it the next time.")
      say(.quit)
      return
    }
    welcome()
  }

  /// Plays the records again.
  ///
  /// - Returns: false where the learner stopped it, which can take as long as it took then.
  mutating func replayUnseen(in environment: Environment) -> Bool {
    var replay = beginReplay(in: environment)
    defer { isReplaying = false }
    for (index, record) in records.enumerated() {
      if !replay.isLost, wasDropped(record, before: records.dropFirst(index + 1)) {
        passOver(record)
        continue
      }
      meet(record, in: &replay)
      if replay.stop.isAskedFor { return false }
    }
    restartIfEdited(in: replay.environment)
    return true
  }

  /// Takes a command that was dropped as told.
  private mutating func passOver(_ record: JournalRecord) {
    stepEffort.isUntouched = false
    guard case .command(let line) = record.event else { return }
    if Self.parsed(line).contains(where: { !Self.looksOnly($0.verb) }) { hasToldOfTrying = true }
  }

  /// A replay on its way.
  struct Replay {
    let environment: Environment
    /// Whether the learner wants no more of it. A training run that stopped half-way must not be
    /// taken for the one that was left.
    let stop: StopSign
    /// The lesson has no step any more in which the records are now.
    var isLost = false
  }

  mutating func beginReplay(in environment: Environment) -> Replay {
    let stop = StopSign()
    var environment = environment
    environment.onProgress = { [show = environment.onProgress] progress, snapshot in
      var progress = progress
      progress.isReplay = true
      if show(progress, snapshot) == .stop { stop.ask() }
      return stop.isAskedFor ? .stop : .goOn
    }
    environment.isInterrupted = { [isInterrupted = environment.isInterrupted] in
      if isInterrupted() { stop.ask() }
      return stop.isAskedFor
    }
    environment.wait = { _ in }
    environment.isReplay = true
    isReplaying = true
    base = Session(seed: lesson.about.seed)
    anchor = base
    enter(0, in: environment)
    return Replay(environment: environment, stop: stop)
  }

  /// Plays one record again.
  mutating func meet(_ record: JournalRecord, in replay: inout Replay) {
    meter = LessonBudget.meter()
    if record.event == .began {
      replay.isLost = !meet(record, in: replay.environment)
      if replay.isLost { goneSteps.insert(record.step) }
    } else if replay.isLost {
      if case .command(let line) = record.event {
        noteUnreadable(base.run(line, in: replay.environment), line)
      }
      anchor = base
    } else {
      play(record, in: replay.environment)
    }
  }

  /// Goes to where a step began. False where there is no such step any more.
  private mutating func meet(_ record: JournalRecord, in environment: Environment) -> Bool {
    guard let index = places.firstIndex(where: { $0.id == record.step }) else { return false }
    if index != place || !stepEffort.isUntouched { leave(for: index, in: environment) }
    return true
  }

  private mutating func play(_ record: JournalRecord, in environment: Environment) {
    switch record.event {
    case .opened, .resumed, .began, .finished, .reviewed: break
    case .went:
      if case .task(let task)? = currentExercise?.kind, judge(task).allSatisfy(\.isMet) {
        stepEffort.isUntouched = false
        solve(in: environment)
      } else if phase == .exercise, results[place] != nil, let end = ends[place] {
        base = end
      } else if phase == .paused || phase == .done {
        goOn(in: environment)
      }
    case .command(let line):
      stepEffort.isUntouched = false
      filesThen = record.files
      if case .task(let task)? = currentExercise?.kind {
        attempt(task, line, in: environment)
      } else {
        runCommands(line, in: environment)
        noteTrying()
      }
    case .answer(let line, let isRight):
      let before = element
      take(line, in: environment)
      if isRight, phase == .exercise, element == before { solve(in: environment) }
    case .foretold(let line, _, _, _):
      let before = element
      take(line, in: environment)
      if phase == .exercise, element == before { solve(in: environment) }
    case .kept: keep()
    case .reset:
      // Only a reset of the step is among what is resumed: what the others made to be forgotten is
      // not, and what was taken back is neither.
      beginStepAgain(in: environment)
    case .undone: break
    case .attempt:
      effort.afresh = anchor
      effort.attempts += 1
      stepEffort.attempts += 1
      stepEffort.isUntouched = false
    case .hint(let number):
      guard let exercise = currentExercise, number > 0,
        exercise.hints.indices.contains(number - 1)
      else { return }
      let further = openHints(of: exercise).count { $0 != number - 1 }
      show(exercise.hints[number - 1], index: number - 1, furtherCount: further)
    case .shown:
      if let exercise = currentExercise { showSolution(of: exercise) }
    case .solved(let ending, _):
      results[place] = .ended(ending)
      noteEdit(record)
      let asksForMore = phase == .exercise || phase == .paused
      if asksForMore {
        element = step.elements.count
        phase = .done
      }
      // What was typed was right for the step as it was then, and so it counts, whatever the step
      // asks for now.
      if asksForMore || record.hash != step.hash { anchor = base }
    case .skipped:
      noteEdit(record)
      if place < places.count - 1 {
        skipStep(in: environment)
      } else {
        // Whether the lesson was gone on with, to its end, the next record tells.
        installModel(in: environment)
      }
    case .back:
      guard let index = places.firstIndex(where: { $0.id == record.step }) else { return }
      goBack(to: index, in: environment)
    }
  }

  /// Remembers a command that fails now for want of a file.
  mutating func noteUnreadable(_ run: Run, _ line: String) {
    guard let failure = run.failure, let parsed = try? ParsedCommand.commands(in: line),
      parsed.indices.contains(run.steps.count), !parsed[run.steps.count].files.isEmpty
    else { return }
    unreadable.append("\(parsed[run.steps.count].text): \(failure.message)")
  }

  /// Remembers a command that reads now what it did not read then.
  mutating func noteChanged(_ files: FilesRead, _ line: String) {
    guard let filesThen, let filesNow = files.hash, filesNow != filesThen else { return }
    changed.append(line)
  }

  private mutating func noteEdit(_ record: JournalRecord) {
    if record.hash != step.hash, !editedSteps.contains(step.title) {
      editedSteps.append(step.title)
    }
  }

  /// A step that was edited while the learner was in the middle of it begins again.
  private mutating func restartIfEdited(in environment: Environment) {
    let hash = records.last { $0.step == step.id }?.hash
    guard phase != .done, hash != nil, hash != step.hash else { return }
    goBack(to: place, in: environment)
    if !editedSteps.contains(step.title) { editedSteps.append(step.title) }
  }

  /// Says where the learner is, and shows what the step has shown so far.
  private mutating func welcome() {
    var words = "Welcome back. "
    words +=
      stepNumber > 0 ? "You are at step \(stepNumber) of \(stepCount)." : "You had just begun."
    note(words)
    if !editedSteps.isEmpty {
      let titles = editedSteps.map { "\"\($0.onOneLine)\"" }.joined(separator: ", ")
      note("The lesson was edited since: \(titles). What you did is kept.")
    }
    if !unreadable.isEmpty {
      note(
        "This could not be done again, so the network may be another one: "
          + unreadable.map(\.onOneLine).joined(separator: "; "))
    }
    if !changed.isEmpty {
      note(
        "A file that you read has changed since, so the network may be another one: "
          + "\(changed.map(\.onOneLine).joined(separator: "; "))")
    }
    if !goneSteps.isEmpty {
      let steps = counted(goneSteps.count, "step")
      note("\(steps) that you did the lesson has no more. What you built there is kept.")
    }
    sayNewSteps()
    events += page
    showPrompting()
  }

  /// Names the steps that were put before the one at hand since the learner was there. Where a lesson
  /// leaps, those that were never met may have been leapt over.
  private mutating func sayNewSteps() {
    let leaps = places.contains { step in
      step.elements.contains { if case .jump = $0 { true } else { false } }
    }
    let met = Set(records.filter { $0.event == .began }.map(\.step))
    let new = places.prefix(place).filter { !met.contains($0.id) }.map(\.title)
    guard !leaps, !new.isEmpty else { return }
    let titles = new.map { "\"\($0.onOneLine)\"" }.joined(separator: ", ")
    note("The lesson has new steps before this one: \(titles). back leads there.")
  }

  /// What the learner is waited for, after a page was shown again.
  mutating func showPrompting() {
    switch phase {
    case .paused: say(.pause)
    case .done:
      if step.exercises.isEmpty { say(.pause) } else { say(.stepDone(title: step.title)) }
    case .exercise:
      if case .task(let task)? = currentExercise?.kind {
        effort.goals = judge(task)
        sayGoals()
      }
    case .notBegun, .finished: break
    }
  }
}
