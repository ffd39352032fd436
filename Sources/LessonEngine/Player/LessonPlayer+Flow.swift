import Interpreter

/// From step to step, and through the elements of one.
extension LessonPlayer {
  mutating func beginAfresh(in environment: Environment) {
    base = Session(seed: lesson.about.seed)
    fork = nil
    starts = [:]
    ends = [:]
    results = [:]
    returns = [:]
    foresight = Foresight()
    aids = [:]
    stepEffort = StepEffort()
    place = 0
    say(
      .lessonBegins(
        LessonHeader(
          title: lesson.title, summary: lesson.about.summary, minutes: lesson.about.minutes,
          stepCount: stepCount)))
    record(.opened(draw: lesson.draw))
    enter(0, in: environment)
  }

  /// Begins a step with the session as it is.
  mutating func enter(_ index: Int, in environment: Environment) {
    aids[place] = aidsSoFar
    place = index
    element = 0
    jumpTarget = nil
    effort = Effort()
    stepEffort = StepEffort()
    page = []
    starts[index] = base
    record(.began)
    if stepNumber > 0 {
      say(.step(number: stepNumber, of: stepCount, title: step.title))
    }
    proceed(in: environment)
    stepEffort.isUntouched = true
  }

  /// Shows and runs elements up to the next that waits for the learner.
  mutating func proceed(in environment: Environment) {
    while step.elements.indices.contains(element) {
      switch step.elements[element] {
      case .prose(let blocks): say(.prose(blocks))
      case .pause:
        phase = .paused
        anchor = base
        say(.pause)
        return
      case .setup(let script): runUnseen(script, in: environment)
      case .run(let transcript): run(transcript, in: environment)
      case .figure(let figure): show(figure, in: environment)
      case .exercise(let exercise):
        phase = .exercise
        effort = Effort()
        base.usedVerbs = []
        anchor = base
        present(exercise)
        return
      case .jump(let jump):
        if let target = target(of: jump) {
          jumpTarget = target
          element = step.elements.count
          continue
        }
      }
      element += 1
    }
    finishStep()
    phase = .done
    anchor = base
    if step.exercises.isEmpty {
      say(.pause)
    } else {
      say(.stepDone(title: step.title))
    }
  }

  /// Where a jump leads now; nil where its condition does not hold, or where it has led back often
  /// enough: a learner who cannot meet a condition is not kept for ever.
  private mutating func target(of jump: Jump) -> Int? {
    guard jump.condition.map({ holds($0, names: jumpNames) }) ?? true,
      let target = places.firstIndex(where: { $0.id == jump.target })
    else { return nil }
    if target > place { return target }
    let count = returns[jump.place.description, default: 0]
    guard count < Self.mostReturns else { return nil }
    returns[jump.place.description] = count + 1
    return target
  }

  /// How often one `goto` leads back in a round of the lesson.
  static let mostReturns = 20

  /// For `goto`, which stands after the exercise that it looks back on.
  private var jumpNames: [String: Value] {
    [
      "attempts": .number(Double(stepEffort.attempts)),
      "hints": .number(stepEffort.usedHints ? 1 : 0),
    ]
  }

  /// What the learner has seen of the present step's answers, also before it was begun again.
  private var aidsSoFar: Aids {
    Aids(
      usedHints: stepEffort.usedHints || aids[place]?.usedHints == true,
      wasShown: stepEffort.wasShown || aids[place]?.wasShown == true)
  }

  private mutating func finishStep() {
    let ending: JournalRecord.Ending =
      stepEffort.solvedCount == 0 && !stepEffort.wasShown
      ? .read
      : aidsSoFar.wasShown ? .shown : aidsSoFar.usedHints ? .solvedWithHints : .solved
    results[place] = .ended(ending)
    record(.solved(ending, attempts: stepEffort.attempts))
  }

  /// Enter, or `next`, where it goes on.
  mutating func goOn(in environment: Environment) {
    record(.went)
    endTrying()
    stepEffort.isUntouched = false
    switch phase {
    case .paused:
      element += 1
      proceed(in: environment)
    case .done:
      let next = jumpTarget ?? place + 1
      if next < places.count {
        leave(for: next, in: environment)
      } else {
        finishLesson()
      }
    default: break
    }
  }

  mutating func leave(for index: Int, in environment: Environment) {
    ends[place] = base
    enter(index, in: environment)
  }

  private mutating func finishLesson() {
    ends[place] = base
    phase = .finished
    let endings = places.indices.filter { !isOpening($0) }.map { results[$0] }
    func count(_ ending: JournalRecord.Ending) -> Int { endings.count { $0 == .ended(ending) } }
    let about = lesson.about
    record(.finished)
    say(
      .lessonDone(
        LessonSummary(
          title: lesson.title, stepCount: endings.count { $0 != nil },
          solved: count(.solved) + count(.read),
          solvedWithHints: count(.solvedWithHints), shown: count(.shown),
          skipped: endings.count { $0 == .skipped },
          learned: about.learned.isEmpty ? about.introduces : about.learned, next: nextTitle,
          foresight: foresight)))
  }

  private func isOpening(_ index: Int) -> Bool { lesson.opening != nil && index == 0 }

  // MARK: What the lesson runs

  /// Runs commands of the lesson. What it used does not count as used by the learner.
  ///
  /// - Returns: the commands that ran and the failure, if there was one.
  mutating func runForLesson(_ command: ScriptCommand, in environment: Environment) -> Run {
    let used = base.usedVerbs
    let run = base.run(command.text, in: lessonEnvironment(environment), within: meter)
    base.usedVerbs = used
    return run
  }

  private mutating func runUnseen(_ script: Script, in environment: Environment) {
    for command in script.commands {
      let run = runForLesson(command, in: environment)
      if let failure = run.failure, !command.mayFail {
        report(bug: failure.message, at: command)
        return
      }
    }
  }

  private mutating func run(_ transcript: Transcript, in environment: Environment) {
    for entry in transcript.entries {
      let run = runForLesson(entry.command, in: environment)
      transcripts?.append((entry, run))
      for step in run.steps {
        say(.ran(command: step.command, step.outcome, after: step.after, byLesson: true))
      }
      guard let failure = run.failure else { continue }
      // Whether its words are those that the file has is for the test to say, as with any output.
      if entry.expectedError != nil {
        say(.failed(failure))
      } else {
        report(bug: failure.message, at: entry.command)
      }
    }
  }

  private mutating func show(_ figure: Figure, in environment: Environment) {
    if environment.pictures.contains(where: { $0.name == figure.request.name }) {
      say(.figure(figure.request, alternative: figure.alternative, of: base))
    } else {
      say(.lessonBug("\(figure.place): there is no picture \"\(figure.request.name.onOneLine)\""))
    }
  }

  mutating func report(bug message: String, at command: ScriptCommand) {
    say(.lessonBug("\(command.place): \(command.text.onOneLine): \(message.onOneLine)"))
  }

  /// Says what is asked. What is there against what is wanted is said to whoever asks, and not to
  /// a learner who has not begun.
  mutating func present(_ exercise: Exercise, withDifferences: Bool = false) {
    switch exercise.kind {
    case .task(let task):
      effort.goals = judge(task)
      sayGoals(withDifferences: withDifferences)
      if effort.goals.allSatisfy(\.isMet) { note("All of this is done already. Enter goes on.") }
    case .quiz(let key): say(.quiz(key.shown))
    case .answer(let key):
      switch key.kind {
      case .number: say(.question(.number))
      case .text: say(.question(.text))
      case .shape: say(.question(.shape))
      case .order(let key): say(.question(.order(shuffled(key.lines).map { key.lines[$0] })))
      }
    case .prediction(let prediction):
      if let question = prediction.question { note(question) }
      say(.question(.prediction(question(of: prediction))))
    }
  }

  private func question(of prediction: Prediction) -> Question {
    switch prediction.key {
    case .number: .number
    case .text: .text
    case .shape: .shape
    case .choices(let choices): .choice(choices.map(\.words))
    case .order(let ranked):
      .order(shuffled(ranked.map(\.words)).map { ranked[$0].words })
    }
  }

  mutating func sayGoals(withDifferences: Bool = false) {
    say(
      .goals(
        effort.goals.map { goal in
          Goal(
            text: goal.text, isMet: goal.isMet,
            differences: withDifferences ? goal.differences : [])
        }))
  }

  /// The lines of an `order` as they are shown: never in their right order.
  func shuffled(_ lines: [String]) -> [Int] {
    var order = Array(lines.indices)
    var state = ContentHash.value(of: lines.joined(separator: "\n"), seed: lesson.draw)
    for last in order.indices.reversed().dropLast() {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      order.swapAt(last, Int(state >> 33) % (last + 1))
    }
    return order == Array(lines.indices) ? order.reversed() : order
  }
}
