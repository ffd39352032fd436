import Interpreter

/// Tasks: commands that the learner types until the goals are met.
extension LessonPlayer {
  /// Runs a line for a task, and judges the state that it leads to.
  mutating func attempt(_ task: Task, _ line: String, in environment: Environment) {
    let (run, startsAfresh) = runAttempt(at: task, line, in: environment)
    effort.commands += run.steps.count
    let before = effort.goals
    effort.goals = judge(task)
    if startsAfresh { note("That does it. Your attempt before is set aside.") }
    if effort.goals.allSatisfy(\.isMet), !run.steps.isEmpty {
      sayGoals()
      solve(in: environment)
      return
    }
    if before.map(\.isMet) != effort.goals.map(\.isMet) { sayGoals() }
    if run.failure != nil {
      stumble()
    } else if isAttempt(run, at: task) {
      let progressed = zip(before, effort.goals).contains { !$0.isMet && $1.isMet }
      refuse(task, unlessProgressed: progressed, in: environment)
    }
  }

  /// Runs a line on what the learner has, and after a refused attempt also on what the lesson had
  /// before it: a failed attempt leaves the lesson's state as it was, so that whoever begins anew
  /// need not take it away, and whoever mends it can.
  ///
  /// Where it gets further on one of the two, that is what is recorded: run again, it leads to the
  /// same two states.
  private mutating func runAttempt(
    at task: Task, _ line: String, in environment: Environment
  ) -> (run: Run, startsAfresh: Bool) {
    guard var afresh = effort.afresh else { return (runCommands(line, in: environment), false) }
    let files = FilesRead()
    let environment = files.following(environment)
    let before = base
    let run = base.run(line, in: environment)
    if run.steps.isEmpty { base = before }
    if run.steps.contains(where: { Self.travelsInTime($0.command) }) {
      effort.afresh = anchor
      finish(run, line: line, files)
      return (run, false)
    }
    let names = names
    func isDone(_ session: Session) -> Bool {
      task.check.requirements.allSatisfy {
        $0.predicate.judgement(of: session, names: names).isMet
      }
    }
    if run.failure == nil, isDone(base) {
      finish(run, line: line, files)
      return (run, false)
    }
    let writes = Self.parsed(line).contains(where: \.writesFile)
    let again = afresh.run(writes ? Self.withoutWriting(run) : line, in: environment)
    effort.afresh = afresh
    let startsAfresh = !again.steps.isEmpty && isDone(afresh)
    if startsAfresh { base = afresh }
    let further = !writes && again.steps.count > run.steps.count ? again : run
    finish(startsAfresh && !writes ? again : run, line: line, files, asFarAs: further)
    return (startsAfresh ? again : run, startsAfresh)
  }

  /// The commands that ran, but for those that write files: not twice, with the weights of two
  /// sessions.
  private static func withoutWriting(_ run: Run) -> String {
    run.steps.map(\.command).filter { !parsed($0).contains(where: \.writesFile) }
      .joined(separator: "; ")
  }

  static func parsed(_ line: String) -> [ParsedCommand] {
    (try? ParsedCommand.commands(in: line)) ?? []
  }

  /// Whether a line that left goals open is to be answered.
  ///
  /// A learner builds an answer up over several lines, and is not told off after the first of them:
  /// only what comes when as many commands have been typed as the shortest model answer has. A mere
  /// look around is no attempt either, unless looking is what is asked.
  private func isAttempt(_ run: Run, at task: Task) -> Bool {
    let verbs = task.models.map { model in
      model.commands.flatMap { Self.parsed($0.text) }.map(\.verb)
    }
    guard effort.commands >= verbs.map(\.count).min() ?? 1, let last = run.steps.last,
      !Self.travelsInTime(last.command)
    else { return false }
    if run.steps.contains(where: { !Self.looksOnly($0.verb) }) { return true }
    return verbs.first?.last.map(Self.looksOnly) ?? false
  }

  static func looksOnly(_ verb: String) -> Bool {
    Commands.all.first { $0.verb == verb }?.effect == .looks
  }

  /// `undo` and its like: they take an attempt back, and are none.
  private static func travelsInTime(_ line: String) -> Bool {
    parsed(line).contains { parsed in
      parsed.verb != "time"
        && Commands.all.first { $0.verb == parsed.verb }?.purpose == .time
    }
  }

  /// Says why an attempt is not enough: by the first diagnosis that fits, else by the open goals.
  /// Who has just reached one of the goals is on the way, and is told only what a diagnosis says.
  mutating func refuse(
    _ task: Task, unlessProgressed progressed: Bool = false, in environment: Environment
  ) {
    var diagnosis: Check.Diagnosis?
    for candidate in task.check.diagnoses where diagnosis == nil {
      if holds(candidate.predicate, names: names) { diagnosis = candidate }
    }
    if progressed, diagnosis == nil { return }
    if !isReplaying {
      effort.attempts += 1
      stepEffort.attempts += 1
      let wrong = WrongState(task, in: base, names: names, isAnswered: diagnosis != nil)
      record(.attempt, wrong: wrong)
    }
    effort.afresh = anchor
    if effort.isShown || effort.attempts >= 3, !effort.isModelChecked {
      effort.isModelChecked = true
      if !acceptsModel(task, in: environment) { return }
    }
    if let diagnosis {
      say(.feedback(diagnosis.feedback, .correction))
    } else {
      say(.feedback(Self.openGoals(effort.goals), .correction))
    }
    if let limit = lesson.about.policy.attempts, effort.attempts >= limit, !effort.isShown,
      !isReplaying, let exercise = currentExercise
    {
      record(.shown)
      showSolution(of: exercise)
    } else {
      stumble()
    }
  }

  /// "Not yet: loss below 0.05 (loss is 0.2312, wanted < 0.05)."
  private static func openGoals(_ goals: [Goal]) -> String {
    let open = goals.filter { !$0.isMet }.map { goal in
      goal.difference.map { "\(goal.text) (\($0))" } ?? goal.text
    }
    return "Not yet: \(open.joined(separator: "; "))."
  }

  /// Whether the lesson's own answer is accepted. Where it is not, the lesson is at fault, and
  /// whoever did what it says goes on.
  private mutating func acceptsModel(_ task: Task, in environment: Environment) -> Bool {
    var model = self
    model.isReplaying = true
    model.base = anchor
    for command in task.models.first?.commands ?? [] {
      _ = model.base.run(command.text, in: lessonEnvironment(environment), within: meter)
    }
    let judged = model.judge(task)
    if judged.allSatisfy(\.isMet) { return true }
    let place = task.models.first?.commands.first?.place ?? step.place
    say(.lessonBug("\(place): the lesson does not accept its own answer, so this step counts"))
    solve(in: environment)
    return false
  }

  /// Whether a condition holds now. One at fault is said once, and does not.
  mutating func holds(_ predicate: Predicate, names: [String: Value]) -> Bool {
    let judgement = predicate.judgement(of: base, names: names)
    if case .bug(let message) = judgement, effort.reportedBugs.insert(message).inserted {
      say(.lessonBug(message))
    }
    return judgement == .met
  }

  /// The goals in the present state. A condition at fault is said once, and counts as met.
  mutating func judge(_ task: Task) -> [Goal] {
    let names = names
    return task.check.requirements.map { requirement in
      let judgement = requirement.predicate.judgement(of: base, names: names)
      if case .bug(let message) = judgement, effort.reportedBugs.insert(message).inserted {
        say(.lessonBug(message))
      }
      var differences: [Difference] = []
      if case .notMet(let found) = judgement { differences = found }
      return Goal(text: requirement.goal, isMet: judgement.isMet, differences: differences)
    }
  }

  /// The exercise at hand is done: on to what follows it in the step.
  mutating func solve(in environment: Environment) {
    if let exercise = currentExercise {
      stepEffort.solutions.append((solutions(of: exercise), explanation(of: exercise)))
      stepEffort.solvedCount += 1
    }
    endTrying()
    element += 1
    proceed(in: environment)
  }

  /// Something went wrong: after the third time in a row, a hint is offered.
  mutating func stumble() {
    effort.failuresInARow += 1
    guard effort.failuresInARow >= 3, let exercise = currentExercise else { return }
    effort.failuresInARow = 0
    let isLeft = exercise.hints.indices.contains { !effort.hints.contains($0) }
    if isLeft {
      note("Stuck? hint helps.")
    } else if !effort.isShown, let needed = lesson.about.policy.attemptsBeforeSolution,
      effort.attempts >= needed
    {
      note("Stuck? solution shows a good answer.")
    }
  }

  // MARK: Commands

  /// Runs commands on the lesson's session and records those that ran.
  @discardableResult
  mutating func runCommands(_ line: String, in environment: Environment) -> Run {
    let files = FilesRead()
    let run = base.run(line, in: files.following(environment))
    finish(run, line: line, files)
    return run
  }

  /// Records the commands that ran, and shows what they said.
  ///
  /// - Parameter further: the run that is recorded, where it is another one.
  private mutating func finish(
    _ run: Run, line: String, _ files: FilesRead, asFarAs further: Run? = nil
  ) {
    let recorded = further ?? run
    if isReplaying {
      noteUnreadable(recorded, line)
      noteChanged(files, line)
    } else if phase != .finished, let ran = Self.replayable(recorded) {
      record(.command(ran), files: files.hash)
    }
    show(run, line: line)
  }

  /// The commands that ran, as a line that leads to the same state: a training run that was
  /// interrupted stands there with the steps that it did.
  static func replayable(_ run: Run) -> String? {
    let commands = run.steps.map { step in
      for case .training(let report) in step.outcome.reports where report.ending == .interrupted {
        return "train \(report.steps) steps"
      }
      return step.command
    }
    return commands.isEmpty ? nil : commands.joined(separator: "; ")
  }

  mutating func show(_ run: Run, line: String) {
    for step in run.steps {
      say(.ran(command: step.command, step.outcome, after: step.after, byLesson: false))
      if step.outcome.quits { say(.quit) }
    }
    guard var failure = run.failure else { return }
    let isOneWord = !line.contains { $0 == " " || $0 == ";" }
    if isOneWord, run.steps.isEmpty, failure.suggestion == nil {
      failure.suggestion = Nearest.word(to: line, among: words)
    }
    say(.failed(failure))
  }
}
