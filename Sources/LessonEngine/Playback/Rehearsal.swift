public import Interpreter
import Markdown
import NeuralNetwork

/// Plays a lesson every way that a learner might, and says where it is at fault.
///
/// The lesson is gone through once by its own answers. On the way, wherever something is asked, every
/// other way is tried from there on a copy of the player: as a player is a value, nothing has to be
/// played from the beginning again. What was recorded is replayed once, and compared after each
/// line.
public struct Rehearsal: Sendable {
  let lesson: Lesson
  let render: Playback.Renderer
  private let readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])?

  /// A rehearsal of a lesson; the parameters are those of `Playback`.
  public init(
    lesson: Lesson, readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])? = nil,
    render: @escaping Playback.Renderer
  ) {
    self.lesson = lesson
    self.readLessonFile = readLessonFile
    self.render = render
  }

  /// All faults that were found, each once; none of a good lesson.
  public func faults(in environment: Environment) -> [LessonError] {
    LessonReport(file: lesson.file, cases: cases(in: environment)).faults.map(\.error)
  }

  /// Every route that was taken, and what came of it.
  public func cases(in environment: Environment) -> [TestCase] {
    var environment = environment
    environment.onProgress = { _, _ in .goOn }
    environment.wait = { _ in }
    var walk = Walk(player: player())
    walk.take { $0.begin(in: environment) }
    examine(&walk, since: nil, in: environment)
    // A lesson that jumps back may go round for ever.
    var remaining = 50 * (lesson.places.count + 10)
    while !walk.player.isFinished {
      if WorkMeter.current?.hasRunOut == true { return walk.cases }
      remaining -= 1
      guard remaining > 0 else {
        WorkMeter.current?.noteExcess()
        walk.add(
          TestCase(
            route: .reading, step: walk.player.step.id, detail: "", place: walk.player.step.place,
            faults: [
              fault("the lesson goes round in circles", at: walk.player.step.place)
            ]))
        return walk.cases
      }
      let before = walk.player
      if let exercise = walk.player.currentExercise {
        walk.cases += cases(of: exercise, at: walk.player, in: environment)
        guard answer(exercise, on: &walk, in: environment) else { return walk.cases }
      } else {
        walk.take { $0.submit("", in: environment) }
      }
      examine(&walk, since: before, in: environment)
    }
    return walk.cases + resumed(walk, in: environment)
  }

  private func player() -> LessonPlayer {
    var player = LessonPlayer(lesson: lesson)
    player.readLessonFile = readLessonFile
    player.transcripts = []
    player.isRehearsed = true
    return player
  }

  // MARK: The way of the model answers

  /// The way through the lesson by its own answers.
  struct Walk {
    var player: LessonPlayer
    var cases: [TestCase] = []
    /// What was recorded, and after each line that was typed where that led.
    var records: [JournalRecord] = []
    var stations: [(count: Int, player: LessonPlayer)] = []
    /// What the last line led to.
    var events: [PlayerEvent] = []
    /// By step: the player where it first waited for the learner.
    var firstWaits: [Int: LessonPlayer] = [:]
    /// By step: the session that `skip` led to.
    var skips: [Int: Session] = [:]

    mutating func add(_ testCase: TestCase) { cases.append(testCase) }

    mutating func take(_ line: (inout LessonPlayer) -> [PlayerEvent]) {
      player.transcripts = []
      events = line(&player)
      records += events.records
      stations.append((records.count, player))
    }
  }

  /// Looks at what the last line led to: what was shown, and if a step has begun, the ways that lead
  /// out of it.
  private func examine(
    _ walk: inout Walk, since before: LessonPlayer?, in environment: Environment
  ) {
    walk.cases += outputs(of: walk)
    if let before, before.place != walk.player.place || walk.player.isFinished {
      walk.cases += skipped(before.place, by: walk)
    }
    let player = walk.player
    guard !player.isFinished, before.map({ $0.place != player.place }) ?? true else { return }
    walk.firstWaits[player.place] = player
    var skipper = player
    if skipper.lesson.about.policy.allowsSkip || skipper.step.exercises.isEmpty {
      let events = skipper.submit("skip", in: environment)
      walk.skips[player.place] = skipper.ends[player.place]
      let faults = bugs(events)
      if !faults.isEmpty {
        walk.add(TestCase(.skip, at: player, faults: faults))
      }
    }
    walk.cases += returns(of: walk, in: environment)
  }

  /// Types the first model answer. Where it is not accepted, the step is skipped.
  ///
  /// - Returns: whether the walk can go on.
  private func answer(
    _ exercise: Exercise, on walk: inout Walk, in environment: Environment
  ) -> Bool {
    let start = walk.player
    var testCase = TestCase(.answer, at: start, of: exercise)
    if case .answer(let answer) = exercise.kind, case .number(let key) = answer.kind,
      case .failure(let problem) = key.target.value(in: start.session, names: start.names)
    {
      testCase.faults.append(fault(ofBug: problem.message, at: exercise.place))
    }
    var unused: [ScriptCommand] = []
    var isKnown = true
    for line in start.modelLines(of: exercise, in: environment) {
      guard walk.player.isOpen(since: start) else {
        unused.append(line)
        continue
      }
      if line.text.isEmpty { isKnown = false }
      walk.take { $0.submit(line.text, in: environment) }
      // A failure after which the exercise is done is one that the lesson goes on to show.
      for case .failed(let failure) in walk.events where walk.player.isOpen(since: start) {
        testCase.faults.append(fault(failure.message, at: line.place, hint: failure.hint))
      }
      testCase.faults += bugs(walk.events)
    }
    if walk.player.isOpen(since: start), isKnown, testCase.faults.isEmpty {
      testCase.faults.append(
        fault(
          "the lesson does not accept its own answer", at: exercise.place,
          hint: Self.openGoals(of: walk.player)))
    }
    // Who skips runs these as well.
    if let late = unused.first(where: { !$0.onlyLooks }), testCase.faults.isEmpty {
      testCase.faults.append(
        fault(
          "the goals are met before this command, so that only who skips runs it", at: late.place,
          hint: "a goal that asks for it, or no such command"))
    }
    walk.add(testCase)
    if !walk.player.isOpen(since: start) { return true }
    let place = walk.player.place
    walk.take { $0.submit("skip", in: environment) }
    walk.skips[place] = nil
    return walk.player.place != place || walk.player.isFinished
  }

  static func openGoals(of player: LessonPlayer) -> String? {
    let open = player.goals.filter { !$0.isMet }.map { goal in
      goal.difference.map { "\(goal.text) (\($0))" } ?? goal.text
    }
    return open.isEmpty ? nil : "not met: \(open.joined(separator: "; "))"
  }

  // MARK: Coming back

  /// Replays what was recorded, and compares after each line that was typed.
  private func resumed(_ walk: Walk, in environment: Environment) -> [TestCase] {
    var cases: [TestCase] = []
    var player = player()
    var replay = player.beginReplay(in: environment)
    var next = 0
    for station in walk.stations where !station.player.isFinished {
      while next < station.count {
        player.meet(walk.records[next], in: &replay)
        next += 1
      }
      var testCase = TestCase(.resume, at: station.player)
      if !player.isWhere(station.player) {
        testCase.faults = [
          fault(
            "whoever leaves here does not come back to the same place",
            at: station.player.currentExercise?.place ?? station.player.step.place)
        ]
      } else if !player.session.isAtSameMoment(as: station.player.session) {
        testCase.faults = [
          fault(
            "whoever leaves here does not come back to the same state",
            at: station.player.currentExercise?.place ?? station.player.step.place)
        ]
      }
      cases.append(testCase)
      if !testCase.faults.isEmpty { return cases }
    }
    return cases
  }

  // MARK: Faults

  func fault(_ message: String, at place: SourcePlace, hint: String? = nil) -> TestFault {
    TestFault(Self.kind, lesson.error(message, at: place, hint: hint))
  }

  /// "xor.md:12:11: …" as a fault at its place.
  func fault(ofBug message: String, at place: SourcePlace) -> TestFault {
    TestFault(Self.kind, lesson.error(ofBug: message, at: place))
  }

  /// What comes behind the end of the budget is for want of one.
  private static var kind: TestFault.Kind {
    WorkMeter.current?.isExceeded == true ? .overBudget : .failed
  }

  func bugs(_ events: [PlayerEvent]) -> [TestFault] {
    events.compactMap { event in
      guard case .lessonBug(let message) = event else { return nil }
      return fault(ofBug: message, at: lesson.steps[0].place)
    }
  }
}
