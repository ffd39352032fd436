public import Interpreter

/// What becomes of a line that the learner typed.
extension LessonPlayer {
  /// Takes one line: a lesson word, an answer, or commands.
  ///
  /// - Returns: what is to be shown, in order. A record among it is to be kept before what follows
  ///   is shown.
  public mutating func submit(_ line: String, in environment: Environment) -> [PlayerEvent] {
    let line = line.trimmingSpaces
    if phase == .notBegun {
      return begin(in: environment)
    }
    if fork != nil {
      playFreely(line, in: environment)
    } else if let word = LessonWord(line: line) {
      follow(word, line: line, in: environment)
    } else if line.isEmpty {
      pressEnter(in: environment)
    } else {
      take(line, in: environment)
    }
    return takeEvents()
  }

  /// An answer or commands, without lesson words.
  mutating func take(_ line: String, in environment: Environment) {
    stepEffort.isUntouched = false
    guard let exercise = currentExercise else {
      runCommands(line, in: environment)
      return
    }
    switch exercise.kind {
    case .task(let task): attempt(task, line, in: environment)
    case .quiz(let key): answer(key, line, in: environment)
    case .answer(let key): answer(key, line, in: environment)
    case .prediction(let prediction): foretell(prediction, line, in: environment)
    }
  }

  // MARK: Enter

  private mutating func pressEnter(in environment: Environment) {
    switch phase {
    case .paused, .done: goOn(in: environment)
    case .exercise: remind(in: environment)
    case .finished: say(.openMenu)
    case .notBegun: break
    }
  }

  /// Enter alone, where something is asked: says again what.
  private mutating func remind(in environment: Environment) {
    guard let exercise = currentExercise else { return }
    if case .task(let task) = exercise.kind {
      effort.goals = judge(task)
      if effort.goals.allSatisfy(\.isMet) {
        solveByEnter(in: environment)
        return
      }
    }
    present(exercise, withDifferences: true)
    effort.failuresInARow = 0
    note(exercise.hints.isEmpty ? "help lists what works here" : "hint helps, skip goes on")
  }

  /// The goals were met before anything was typed.
  private mutating func solveByEnter(in environment: Environment) {
    record(.went)
    stepEffort.isUntouched = false
    solve(in: environment)
  }

  // MARK: Lesson words

  private mutating func follow(
    _ word: LessonWord, line: String, in environment: Environment
  ) {
    switch word {
    case .next: next(in: environment)
    case .hint: hint()
    case .solution: showSolution()
    case .skip: skip(in: environment)
    case .back: back(in: environment)
    case .goals: showGoals()
    case .reset:
      if line.lowercased().hasSuffix("lesson") {
        beginAfresh(in: environment)
      } else {
        reset(in: environment)
      }
    case .play:
      fork = base
      note("Free play: nothing you do here touches the lesson. play returns to it.")
    case .menu: say(.openMenu)
    case .help: help(in: environment)
    case .quit: say(.quit)
    }
  }

  private mutating func next(in environment: Environment) {
    switch phase {
    case .paused, .done: goOn(in: environment)
    case .finished: say(.openMenu)
    case .notBegun: break
    case .exercise:
      guard let exercise = currentExercise else { return }
      if case .task(let task) = exercise.kind {
        effort.goals = judge(task)
        if effort.goals.allSatisfy(\.isMet) {
          solveByEnter(in: environment)
          return
        }
        if goOnAsBefore(in: environment) { return }
        refuse(task, in: environment)
      } else if !goOnAsBefore(in: environment) {
        present(exercise)
        note("This one waits for an answer. skip goes on without.")
      }
    }
  }

  /// In a step that was done before, `next` goes on with the network with which it was left.
  private mutating func goOnAsBefore(in environment: Environment) -> Bool {
    guard let end = ends[place], results[place] != nil, place + 1 < places.count else {
      return false
    }
    record(.went)
    base = end
    note("You have done this step before. The network is as you left it then.")
    enter(place + 1, in: environment)
    return true
  }

  private mutating func showGoals() {
    guard let exercise = currentExercise else {
      note(
        phase == .finished
          ? "The lesson is done. menu shows the others."
          : "There is nothing to do here. Enter goes on.")
      return
    }
    present(exercise, withDifferences: true)
  }

  // MARK: Hints and the solution

  private mutating func hint() {
    guard let exercise = currentExercise else {
      note("There is nothing to solve here. Enter goes on.")
      return
    }
    let open = openHints(of: exercise)
    guard let index = open.first else {
      note(
        exercise.hints.isEmpty
          ? "There is no hint here. solution shows a good answer."
          : "There are no more hints. solution shows a good answer.")
      return
    }
    record(.hint(index + 1))
    show(exercise.hints[index], index: index, furtherCount: open.count - 1)
  }

  /// The hints that fit the present state and were not shown yet.
  func openHints(of exercise: Exercise) -> [Int] {
    exercise.hints.indices.filter { index in
      guard !effort.hints.contains(index) else { return false }
      guard let condition = exercise.hints[index].condition else { return true }
      return condition.holds(in: base, names: names)
    }
  }

  mutating func show(_ hint: Hint, index: Int, furtherCount: Int) {
    effort.hints.insert(index)
    let number = effort.hints.count
    say(.hint(number: number, of: number + furtherCount, hint.blocks))
    effort.failuresInARow = 0
    stepEffort.usedHints = true
    stepEffort.isUntouched = false
  }

  private mutating func showSolution() {
    guard let exercise = currentExercise else {
      note("There is nothing to solve here. Enter goes on.")
      return
    }
    guard let needed = lesson.about.policy.attemptsBeforeSolution else {
      note("This lesson shows no solutions. hint helps.")
      return
    }
    guard effort.attempts >= needed else {
      let tries = needed == 1 ? "1 try" : "\(needed) tries"
      note("The solution is shown after \(tries); so far there were \(effort.attempts).")
      return
    }
    record(.shown)
    showSolution(of: exercise)
  }

  mutating func showSolution(of exercise: Exercise) {
    effort.isShown = true
    stepEffort.wasShown = true
    stepEffort.isUntouched = false
    say(.solution(solutions(of: exercise), explanation: explanation(of: exercise)))
  }

  // MARK: Skip, back, reset

  private mutating func skip(in environment: Environment) {
    switch phase {
    case .finished:
      say(.openMenu)
    case .done:
      goOn(in: environment)
    default:
      guard lesson.about.policy.allowsSkip || step.exercises.isEmpty else {
        note("This lesson has no skip. hint helps.")
        return
      }
      skipStep(in: environment)
    }
  }

  /// Installs what the model answers make, graded by nothing, and goes on.
  mutating func skipStep(in environment: Environment) {
    record(.skipped)
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
    if results[place] == nil { results[place] = .skipped }
    note("Skipped. The network is as the model answer makes it.")
    if place + 1 < places.count {
      leave(for: place + 1, in: environment)
    } else {
      phase = .done
      goOn(in: environment)
    }
  }

  private mutating func back(in environment: Environment) {
    let target = phase == .finished ? place : place - 1
    guard target >= 0 else {
      note("This is where the lesson begins. reset begins it again.")
      return
    }
    note("Back to \"\(places[target].title.onOneLine)\". The network is as it was then.")
    goBack(to: target, in: environment)
  }

  private mutating func reset(in environment: Environment) {
    note("This step again. The network is as it was when it began.")
    goBack(to: place, in: environment)
  }

  mutating func goBack(to index: Int, in environment: Environment) {
    record(.back, at: index)
    if phase != .finished, index < place, results[place] != nil { ends[place] = base }
    if let start = starts[index] { base = start }
    enter(index, in: environment)
  }

  // MARK: Free play

  private mutating func playFreely(_ line: String, in environment: Environment) {
    switch LessonWord(line: line) {
    case .play, .next:
      fork = nil
      note("Back in the lesson. The network is as you left it there.")
      if let exercise = currentExercise { present(exercise) }
    case .skip, .back, .reset:
      fork = nil
      if let word = LessonWord(line: line) { follow(word, line: line, in: environment) }
    case let word?: follow(word, line: line, in: environment)
    case nil:
      if line.isEmpty {
        note("Free play. play returns to the lesson.")
        return
      }
      guard var played = fork else { return }
      let run = played.run(line, in: environment)
      fork = played
      show(run, line: line)
    }
  }

  // MARK: Help

  private mutating func help(in environment: Environment) {
    let entries = LessonWord.allCases.map { HelpPage.Entry($0.rawValue, $0.summary) }
    var page = HelpPage(
      title: "In a lesson",
      summary: "These words work at every prompt. Everything else is an answer, or commands.",
      sections: [.init("Words", entries)])
    if fork != nil { page.summary = "Free play: play returns to the lesson." }
    var session = session
    let run = session.run("help", in: environment)
    var reports: [Report] = [.help(page)]
    for step in run.steps { reports += step.outcome.reports }
    say(.ran(command: "help", Outcome(reports), after: self.session, byLesson: false))
  }
}
