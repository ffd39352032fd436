public import Interpreter
import Markdown
import NeuralNetwork

/// What becomes of a line that the learner typed.
extension LessonPlayer {
  /// Takes one line: a lesson word, an answer, or commands.
  ///
  /// - Returns: what is to be shown, in order. A record among it is to be kept before what follows
  ///   is shown.
  public mutating func submit(_ line: String, in environment: Environment) -> [PlayerEvent] {
    let meter = LessonBudget.meter()
    self.meter = meter
    guard isRehearsed else { return answer(to: line, in: environment) }
    return meter.measuring { answer(to: line, in: environment) }
  }

  private mutating func answer(
    to line: String, in environment: Environment
  ) -> [PlayerEvent] {
    if let (before, word) = Self.lastWord(of: line) {
      // An open bracket is left behind; whole commands, pasted perhaps, are run.
      let events = isIncomplete(before) ? [] : submit(before, in: environment)
      return events + submit(word, in: environment)
    }
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

  /// Whether Enter begins another line, as a bracket is open: not after a blank line, and not after
  /// a word of the lesson, so that both lead out of it.
  public static func goesOn(_ line: String) -> Bool {
    guard isIncomplete(line) else { return false }
    let lines = line.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 1, let last = lines.last else { return true }
    return !last.trimmingSpaces.isEmpty && LessonWord(line: String(last)) == nil
  }

  /// A lesson word on the last of several lines, and the lines before it: nobody is kept in a line
  /// that goes on.
  private static func lastWord(of line: String) -> (before: String, word: String)? {
    guard let end = line.lastIndex(of: "\n") else { return nil }
    let last = line[line.index(after: end)...].trimmingSpaces
    return LessonWord(line: last) == nil ? nil : (String(line[..<end]), last)
  }

  /// An answer or commands, without lesson words.
  mutating func take(_ line: String, in environment: Environment) {
    if refuseWord(in: line) { return }
    stepEffort.isUntouched = false
    defer { noteTrying() }
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

  /// A word of the lesson with more behind it, as in `hint 2`: says that it stands alone. Where words
  /// are asked for, that may be an answer. With `help` before it, says what it does.
  private mutating func refuseWord(in line: String) -> Bool {
    if let word = LessonWord(topicOf: line) {
      note("\(word.rawValue): \(word.summary)")
      return true
    }
    guard let word = LessonWord(beginning: line), !asksForWords else { return false }
    say(
      .failed(
        Diagnostic(
          "\(word.rawValue) stands alone: \(word.summary)", hint: word.rawValue, source: line)))
    return true
  }

  private var asksForWords: Bool {
    switch currentExercise?.kind {
    case .answer(let key): if case .text = key.kind { true } else { false }
    case .prediction(let prediction):
      if case .text = prediction.key { true } else { false }
    default: false
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
    if ends[place] != nil, results[place] != nil, place + 1 < places.count {
      note("You have done this step before: next goes on with the network as you left it then.")
    } else {
      note(exercise.hints.isEmpty ? "help lists what works here" : "hint helps, skip goes on")
    }
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
    if word != .reset { asksToResetAll = false }
    switch word {
    case .next: next(in: environment)
    case .hint: hint()
    case .solution: showSolution()
    case .skip: skip(in: environment)
    case .back: back(in: environment)
    case .goals: showGoals()
    case .reset: reset(line, in: environment)
    case .keep: keep()
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
    case .keep: note("Free play is not kept. play returns to the lesson.")
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

  /// "in a-neuron, step 3 of 6 (bias), a-neuron.md:52", to say to whoever wrote the lesson.
  private var whereabouts: String {
    let step = stepNumber > 0 ? ", step \(stepNumber) of \(stepCount) (\(step.id.onOneLine))" : ""
    let file = self.step.place.file.split(separator: "/").last.map(String.init) ?? ""
    return "in \(lesson.id)\(step), \(file.onOneLine):\(self.step.place.position.line)"
  }

  private mutating func help(in environment: Environment) {
    let entries = LessonWord.allCases.map { HelpPage.Entry($0.rawValue, $0.summary) }
    var page = HelpPage(
      title: "In a lesson",
      summary: "These words work at every prompt. Everything else is an answer, or commands. "
        + "You are \(whereabouts).",
      sections: [.init("Words", entries)])
    if fork != nil { page.summary = "Free play: play returns to the lesson." }
    var session = session
    let run = session.run("help", in: environment)
    var reports: [Report] = []
    for step in run.steps { reports += step.outcome.reports }
    // Last, so that it stands right above the prompt.
    reports.append(.help(page))
    say(.ran(command: "help", Outcome(reports), after: self.session, byLesson: false))
  }
}
