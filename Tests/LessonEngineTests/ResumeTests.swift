import Interpreter
import LessonEngine
import NeuralNetwork
import Testing

@Suite("Resuming a lesson")
struct ResumeTests {
  let sample: Lesson
  /// A road through the sample with everything on it.
  static let road = [
    "", "hint", "inptu 2", "input 3", "add linear 2", "next", "solution", "back", "",
    "input 2", "hint", "print layers", "add linear 1", "set l0.bias [7]", "", "2.5",
    "print l0.bias",
    "play", "new", "play", "2.75", "", "set l0.weight [[1, 2]]", "a", "b", "back", "next", "2.75",
    "", "b", "", "0.4", "set l0.bias [3]", "reset", "0.5",
  ]

  init() throws {
    sample = try Lesson(parsing: sampleText, file: "sample.md")
  }

  @Test func `leads to the very state in which it was left, from every point`() throws {
    var learner = Learner(sample)
    learner.begin()
    for (index, line) in Self.road.enumerated() {
      learner.type(line)
      if learner.player.isPlaying { continue }
      var resumed = Learner(sample, records: learner.records)
      resumed.begin()
      let place = "after line \(index): \(line)"
      #expect(resumed.player.session == learner.player.session, "\(place)")
      #expect(resumed.player.stepNumber == learner.player.stepNumber, "\(place)")
      #expect(resumed.player.prompt == learner.player.prompt, "\(place)")
      #expect(resumed.player.waitsForEnter == learner.player.waitsForEnter, "\(place)")
      #expect(resumed.player.goals == learner.player.goals, "\(place)")
      // And what comes after is the same.
      var one = learner
      var other = resumed
      for next in ["hint", "input 2; add linear 1", "2.75", "", "2"] {
        let shown = withoutOffers(one.type(next))
        #expect(withoutOffers(other.type(next)) == shown, "\(place), then \(next)")
      }
    }
  }

  /// Mistyped lines are not kept, and so the next offer of a hint can come later.
  private func withoutOffers(_ shown: String) -> String {
    shown.replacing(/\n?note: Stuck\?.*/, with: "")
  }

  @Test func `says where it goes on, and shows the step again`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2", "hint")
    var resumed = Learner(sample, records: learner.records)
    #expect(
      resumed.begin() == """
        note: Welcome back. You are at step 1 of 3.
        STEP 1/3 Build it
        prose: Two inputs, one neuron.
        hint 1/2: First `input 2`.
        [ ] one linear layer
        [x] two inputs
        """)
  }

  @Test func `an interrupted training run goes on with the steps that it did`() throws {
    let text = """
      ## Train

      ```gradus setup
      seed 3; input 2; add linear 4; add tanh; add linear 1; add sigmoid
      loss bce; optimizer sgd lr=0.5; data xor
      ```

      ```gradus try
      train 5000 steps
      ```

      ```gradus check
      require steps >= 5000 -- 5000 steps
      ```
      """
    let lesson = try lesson(text)
    var stopping = environment
    stopping.now = { [clock = Clock()] in clock.tick() }
    stopping.onProgress = { progress, _ in progress.step >= 1_000 ? .stop : .goOn }
    var player = LessonPlayer(lesson: lesson)
    var records = player.begin(in: stopping).records
    records += player.submit("train 1000000 steps", in: stopping).records
    let commands = records.compactMap { record in
      if case .command(let line) = record.event { line } else { nil }
    }
    guard commands.count == 1, let done = commands[0].split(separator: " ").dropFirst().first,
      let steps = Int(done)
    else {
      Issue.record("\(commands)")
      return
    }
    #expect(commands == ["train \(steps) steps"])
    #expect(steps >= 1_000 && steps < 1_000_000)
    var resumed = LessonPlayer(lesson: lesson, records: records)
    _ = resumed.begin(in: environment)
    #expect(resumed.session.network.parameters == player.session.network.parameters)
    #expect(resumed.session.step == player.session.step)
  }

  /// A clock that a training run sees go on.
  private final class Clock: @unchecked Sendable {
    private var time = Duration.zero
    func tick() -> Duration {
      time += .milliseconds(100)
      return time
    }
  }

  @Test func `a lesson that was edited keeps what was done, and says what changed`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2; add linear 1", "", "2.75", "", "b", "")
    let edited = try Lesson(
      parsing:
        sampleText
        .replacing("Two inputs, one neuron.", with: "Two inputs make one neuron.")
        .replacing("## Work it out", with: "## New step\n\nRead this.\n\n## Work it out"),
      file: "sample.md")
    var resumed = Learner(edited, records: learner.records)
    #expect(
      resumed.begin() == """
        note: Welcome back. You are at step 4 of 4.
        note: The lesson was edited since: "Build it". What you did is kept.
        note: The lesson has new steps before this one: "New step". back leads there.
        STEP 4/4 Guess
        foretell? 
        """)
    #expect(resumed.player.session == learner.player.session)
  }

  @Test func `what was built for a goal that is another one now is kept`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2", "add linear 1", "", "2.75", "", "b", "")
    let edited = try Lesson(
      parsing: sampleText.replacing("require inputs == 2", with: "require inputs == 3"),
      file: "sample.md")
    var resumed = Learner(edited, records: learner.records)
    #expect(
      resumed.begin().hasPrefix(
        """
        note: Welcome back. You are at step 3 of 3.
        note: The lesson was edited since: "Build it". What you did is kept.
        """))
    #expect(resumed.player.session == learner.player.session)
  }

  @Test(arguments: [Int.min, -1, 0, 3, Int.max])
  func `a hint that there is not is passed over`(number: Int) throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("")
    let hint = #"{"event":"hint","hash":"","lesson":"sample","number":\#(number),"step":"build"}"#
    let line = Journal.line(around: hint)
    let records = Journal(parsing: Array(line.utf8)).records
    #expect(records.count == 1)
    var resumed = Learner(sample, records: learner.records + records)
    #expect(resumed.begin().hasPrefix("note: Welcome back. You are at step 1 of 3."))
  }

  @Test func `whoever stops what is done again is not left with half of it`() throws {
    let lesson = try lesson(
      """
      ## Train

      ```gradus try
      seed 3; input 2; add linear 1; loss mse; optimizer sgd lr=0.1; data xor; train 100000 steps
      ```

      ```gradus check
      require steps >= 1000 -- trained
      require layers == 9 -- never
      ```
      """)
    var learner = Learner(lesson)
    learner.begin()
    learner.type(
      "seed 3; input 2; add linear 1; loss mse; optimizer sgd lr=0.1; data xor",
      "train 100000 steps")
    // ^C while it is trained again.
    var impatient = environment
    impatient.isInterrupted = { true }
    var stopped = LessonPlayer(lesson: lesson, records: learner.records)
    let events = stopped.begin(in: impatient)
    #expect(
      text(events) == """
        note: Stopped, while what you did was done again. Nothing of it is lost: the lesson goes on \
        where you left it the next time.
        quit
        """)
    #expect(events.records == [])
    // Who only looks on is shown how far it is.
    let shown = Count()
    var patient = environment
    patient.now = { [clock = Clock()] in clock.tick() }
    patient.onProgress = { _, _ in
      shown.add()
      return .goOn
    }
    var resumed = LessonPlayer(lesson: lesson, records: learner.records)
    _ = resumed.begin(in: patient)
    #expect(resumed.session == learner.player.session)
    #expect(shown.value > 0)
  }

  private final class Count: @unchecked Sendable {
    private(set) var value = 0
    func add() { value += 1 }
  }

  @Test func `steps that were put before the one at hand are named`() throws {
    let text = "## One\n\nRead.\n\n## Two\n\nRead.\n\n## Three\n\nRead.\n"
    var learner = Learner(try lesson(text))
    learner.begin()
    learner.type("", "")
    let longer = text.replacing("## Two", with: "## New\n\nRead.\n\n## Two")
    var resumed = Learner(try lesson(longer), records: learner.records)
    #expect(
      resumed.begin().hasPrefix(
        """
        note: Welcome back. You are at step 4 of 4.
        note: The lesson has new steps before this one: "New". back leads there.
        """))
    #expect(resumed.type("back", "back").contains("STEP 2/4 New"))
    // Where the lesson leaps, nothing was to be met.
    let leaping = longer.replacing("Read.\n\n## New", with: "<!-- goto two -->\n\n## New")
    var leapt = Learner(try lesson(leaping), records: learner.records)
    #expect(!leapt.begin().contains("new steps"))
  }

  @Test func `the step that was being done begins again if it was edited`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2; add linear 1", "")
    let before = learner.player.session
    learner.type("set l0.bias [8]")
    let edited = try Lesson(
      parsing: sampleText.replacing("What comes out", with: "What then comes out"),
      file: "sample.md")
    var resumed = Learner(edited, records: learner.records)
    let shown = resumed.begin()
    #expect(shown.contains("note: The lesson was edited since: \"Work it out\"."))
    #expect(resumed.player.session == before)
  }

  @Test func `a step that is gone costs nothing that came before or after`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2; add linear 1", "", "2.75", "", "b", "")
    let start = sampleText.firstRange(of: "## Work it out")
    let end = sampleText.firstRange(of: "## Guess")
    var text = sampleText
    if let start, let end { text.removeSubrange(start.lowerBound..<end.lowerBound) }
    let edited = try Lesson(parsing: text, file: "sample.md")
    var resumed = Learner(edited, records: learner.records)
    let shown = resumed.begin()
    #expect(
      shown.hasPrefix(
        """
        note: Welcome back. You are at step 2 of 2.
        note: 1 step that you did the lesson has no more. What you built there is kept.

        """))
    #expect(try resumed.player.session.evaluate("parameters") == .number(3))
  }

  @Test func `a lesson that was finished begins afresh`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("skip", "skip", "skip", "skip")
    #expect(learner.player.isFinished)
    var again = Learner(sample, records: learner.records)
    #expect(again.begin().hasPrefix("LESSON A sample"))
  }

  @Test func `records of other lessons are no concern`() throws {
    let other = JournalRecord(lesson: "other", step: "x", hash: "", event: .opened(draw: 1))
    var learner = Learner(sample, records: [other])
    #expect(learner.begin().hasPrefix("LESSON A sample"))
  }

  @Test func `the draw of the variables is kept`() throws {
    let drawn = try Lesson(parsing: sampleText, file: "sample.md", draw: 99)
    var learner = Learner(drawn)
    learner.begin()
    #expect(Journal.draw(learner.records, lesson: "sample") == 99)
    #expect(Journal.draw(learner.records, lesson: "other") == nil)
  }
}
