import Foundation
import Interpreter
import LessonEngine
import Testing

/// What learners of older systems suffered from, each as a test that it does not happen here.
@Suite("Pains of older systems")
struct PainTests {
  let sample: Lesson

  init() throws {
    sample = try Lesson(parsing: sampleText, file: "sample.md")
  }

  /// One task: two neurons, and nothing else is asked.
  static let twoNeurons = """
    ## Two neurons

    ```gradus setup
    input 2
    ```

    ```gradus try
    add linear 2
    ```

    ```gradus check
    require layers == 1 and l0.kind == "linear" and outputs == 2 -- one layer of two neurons
    ```

    <details><summary>Hint</summary>

    How wide is it?

    </details>

    <details><summary>Hint</summary>

    `add linear 2`

    </details>

    ## After

    ```gradus run
    > print outputs
    outputs 2
    ```
    """

  /// A task with the answer `input 2`, and what follows it.
  static func twoInputs(_ check: String, then rest: String = "") -> String {
    "## One\n\n```gradus try\ninput 2\n```\n\n```gradus check\n\(check)\n```\n\n\(rest)\n"
  }

  func begun(_ body: String, front: String = "") throws -> Learner {
    var learner = Learner(try lesson(body, front: front))
    learner.begin()
    return learner
  }

  // MARK: 1, 2, 3

  @Test(arguments: [
    ["add linear 2"], ["add linear 2 2"], ["add Linear 2 # two"],
    ["add linear 3", "undo", "add linear 2"],
    ["add tanh; remove 0; add linear 2"], ["let n = 2", "add linear n"],
  ])
  func `1 a right result is right, whatever was typed to reach it`(lines: [String]) throws {
    var learner = try begun(Self.twoNeurons)
    var shown = ""
    for line in lines { shown = learner.type(line) }
    #expect(shown.hasSuffix("DONE Two neurons"), "\(lines): \(shown)")
  }

  @Test func `1 what differs is said field by field`() throws {
    var learner = try begun(Self.twoNeurons)
    #expect(
      learner.type("add linear 3; add tanh").hasSuffix(
        "no: Not yet: one layer of two neurons (layers is 2, wanted 1; outputs is 3, wanted 2)."))
  }

  @Test func `2 nobody is trapped: skip goes on from every prompt and grades nothing`() throws {
    let whole = try everyConstruct()
    // From every step, after anything: skip to the end.
    for count in 0...whole.steps.count {
      for nonsense in ["", "add linear 9", "7", "whatever", "play", "hint"] {
        var learner = Learner(whole)
        learner.begin()
        for _ in 0..<count { learner.type("skip") }
        learner.type(nonsense)
        if learner.player.isPlaying { learner.type("play") }
        var tries = 0
        while !learner.player.isFinished, tries < 40 {
          let shown = learner.type("skip")
          #expect(!shown.contains("no: "), "\(shown)")
          #expect(!shown.contains("BUG"), "\(shown)")
          tries += 1
        }
        #expect(learner.player.isFinished, "after \(count) skips and \(nonsense)")
      }
    }
  }

  @Test func `3 what is tried out at a pause or after a step cannot break what comes later`() throws
  {
    var learner = try begun(Self.twoNeurons)
    learner.type("add linear 2")
    #expect(
      learner.type("new; input 5") == """
        learner ran new: an empty network; data, loss and optimizer stay as they are
        learner ran input 5: input: 5 values a sample
        note: You try this beside the lesson, which goes on with its own network; keep lets it count.
        """)
    #expect(try learner.player.session.evaluate("inputs") == .number(5))
    #expect(
      learner.type("") == """
        note: The network is again as the lesson left it.
        STEP 2/2 After
        lesson ran print outputs: outputs 2
        (Enter)
        """)
  }

  @Test func `3 who wants it so keeps what was tried out`() throws {
    var learner = try begun(Self.twoNeurons)
    learner.type("add linear 2", "set l0.bias [7, 7]")
    #expect(
      learner.type("keep") == "note: Kept: the lesson goes on with the network as it is now.")
    learner.type("")
    #expect(try learner.player.session.evaluate("l0.bias[1]") == .number(7))
    var resumed = Learner(learner.player.lesson, records: learner.records)
    resumed.begin()
    #expect(resumed.player.session == learner.player.session)
  }

  @Test func `3 a failed attempt leaves the lesson's state as it was, to begin anew or to mend`()
    throws
  {
    // Who begins anew.
    var anew = try begun(Self.twoNeurons)
    anew.type("add linear 3")
    #expect(
      anew.type("add linear 2") == """
        learner ran add linear 2: l0 linear 2→2 · 6 parameters
        note: That does it. Your attempt before is set aside.
        [x] one layer of two neurons
        DONE Two neurons
        """)
    #expect(try anew.player.session.evaluate("parameters") == .number(6))
    // Who mends.
    var mending = try begun(Self.twoNeurons)
    mending.type("add linear 3")
    #expect(mending.type("replace 0 linear 2").hasSuffix("DONE Two neurons"))
    // Who takes it back makes no attempt by that.
    var back = try begun(Self.twoNeurons)
    back.type("add linear 3")
    #expect(back.type("undo") == "learner ran undo: undone: add linear 3 · 1 to undo, 1 to redo")
    #expect(back.type("add linear 2").hasSuffix("DONE Two neurons"))
    // Who types the solution, whatever there was before.
    var shown = try begun(Self.twoNeurons)
    shown.type("add linear 3", "add tanh", "solution")
    #expect(shown.type("add linear 2").hasSuffix("DONE Two neurons"))
    // Who gives up.
    var skipping = try begun(Self.twoNeurons)
    skipping.type("add linear 3", "add tanh", "skip")
    #expect(try skipping.player.session.evaluate("parameters") == .number(6))
    for learner in [anew, mending, back, shown, skipping] {
      var resumed = Learner(learner.player.lesson, records: learner.records)
      resumed.begin()
      #expect(resumed.player.session == learner.player.session)
    }
  }

  @Test func `3 a command that fails changes nothing`() throws {
    var learner = try begun(Self.twoNeurons)
    let before = learner.player.session
    learner.type("add linear 2 3 4", "add lineer 2", "set l9.bias [1]")
    #expect(learner.player.session == before)
  }

  // MARK: 4, 5

  @Test func `4 whatever became of the journal, the lesson opens and can be gone on with`() throws {
    let whole = try everyConstruct()
    var learner = Learner(whole)
    learner.begin()
    for line in [
      "", "", "", "add linear 9", "add tanh", "hint", "skip", "0.25", "0.5", "back", "skip",
    ] {
      learner.type(line)
    }
    let records = learner.records
    var state: UInt64 = 1
    for _ in 0..<60 {
      // Records that are lost, doubled and out of order.
      var damaged: [JournalRecord] = []
      for record in records {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        switch state >> 33 % 8 {
        case 0: continue
        case 1: damaged += [record, record]
        case 2: damaged.insert(record, at: damaged.count / 2)
        default: damaged.append(record)
        }
      }
      var again = Learner(whole, records: damaged)
      #expect(!again.begin().isEmpty)
      for word in ["goals", "skip", "back", "skip", "skip"] {
        #expect(!again.type(word).contains("BUG"))
      }
    }
  }

  @Test func `5 a changed lesson keeps what was done, and says what changed`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2; add linear 1", "", "2.75", "", "b", "")
    let changed = try Lesson(
      parsing: sampleText.replacing("Two inputs, one neuron.", with: "One neuron."),
      file: "moved/elsewhere.md")
    var resumed = Learner(changed, records: learner.records)
    let shown = resumed.begin()
    #expect(shown.contains("edited since: \"Build it\". What you did is kept."))
    #expect(resumed.player.session == learner.player.session)
    #expect(resumed.player.stepNumber == 3)
  }

  // MARK: 6, 7, 8, 9

  @Test func `6 a step, a lesson and all lessons can be reset, and that can be taken back`() throws
  {
    var learner = try begun(Self.twoNeurons + "\n\n## Last\n\nRead.\n")
    learner.type("add linear 2", "")
    let place = learner.player.stepNumber
    let before = learner.player.session
    for scope in ["reset", "reset step", "reset lesson", "reset all"] {
      var trial = learner
      trial.type(scope)
      if scope == "reset all" {
        #expect(trial.player.stepNumber == place, "asked first")
        trial.type(scope)
      }
      if scope.hasSuffix("lesson") || scope.hasSuffix("all") {
        #expect(trial.player.stepNumber == 1)
        #expect(Journal.unfinished(trial.records, lesson: "test").count == 2)
      }
      trial.type("input 3", "skip")
      #expect(trial.type("reset undo").hasPrefix("note: As it was before the reset."), "\(scope)")
      #expect(trial.player.stepNumber == place)
      #expect(trial.player.session == before)
      var resumed = Learner(trial.player.lesson, records: trial.records)
      resumed.begin()
      #expect(resumed.player.stepNumber == place, "\(scope)")
      #expect(resumed.player.session == before, "\(scope)")
    }
    #expect(learner.type("reset undo") == "note: There is no reset to take back.")
    #expect(learner.type("reset lessn") == "failed: reset takes no \"lessn\" (lesson?)")
  }

  @Test func `6 a reset of all is forgotten by no other lesson`() throws {
    let other = JournalRecord(lesson: "other", step: "x", hash: "", event: .opened(draw: 1))
    var learner = Learner(sample, records: [other])
    learner.begin()
    learner.type("reset all", "reset all")
    #expect(Journal.unfinished(learner.records, lesson: "other").isEmpty)
    learner.type("reset undo")
    #expect(Journal.unfinished(learner.records, lesson: "other").count == 1)
  }

  @Test
  func
    `7 hints come one rung at a time, only when asked for, and are offered after three failures`()
    throws
  {
    var learner = try begun(Self.twoNeurons)
    #expect(!learner.type("add linear 7").contains("hint"))
    #expect(!learner.type("add linear 8").contains("hint"))
    #expect(learner.type("add linear 9").hasSuffix("note: Stuck? hint helps."))
    #expect(learner.type("hint") == "hint 1/2: How wide is it?")
    #expect(learner.type("hint") == "hint 2/2: `add linear 2`")
    #expect(learner.type("hint") == "note: There are no more hints. solution shows a good answer.")
  }

  @Test func `8 the solution can be seen when one is stuck, and compared with one's own after`()
    throws
  {
    var learner = try begun(Self.twoNeurons)
    #expect(learner.type("solution") == "solution: add linear 2")
    learner.type("add linear 2")
    #expect(learner.type("solution") == "solution: add linear 2")
    #expect(learner.records.contains { $0.event == .solved(.shown, attempts: 0) })
    var own = try begun(Self.twoNeurons)
    own.type("let n = 2; add linear n")
    #expect(own.type("solution") == "solution: add linear 2")
    #expect(own.records.contains { $0.event == .solved(.solved, attempts: 0) })
  }

  @Test func `9 hints that were not needed can be read afterwards, at no cost`() throws {
    var learner = try begun(Self.twoNeurons)
    learner.type("add linear 2")
    #expect(learner.type("hint") == "hint 1/2: How wide is it?")
    #expect(learner.type("hint") == "hint 2/2: `add linear 2`")
    #expect(
      learner.type("hint") == "note: There is no hint here that you have not read. Enter goes on.")
    #expect(learner.records.contains { $0.event == .solved(.solved, attempts: 0) })
  }
}

/// The lesson that holds every construct, with its parts.
func everyConstruct(draw: UInt64 = 0) throws -> Lesson {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  let text = try String(contentsOf: folder.appending(path: "every-construct.md"), encoding: .utf8)
  return try Lesson(
    parsing: text, file: "every-construct.md", draw: draw,
    pictures: environment.pictures.map(\.name)
  ) { path throws(Diagnostic) in
    guard let part = try? String(contentsOf: folder.appending(path: path), encoding: .utf8) else {
      throw Diagnostic("there is no \(path)")
    }
    return part
  }
}
