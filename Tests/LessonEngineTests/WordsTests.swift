import Interpreter
import LessonEngine
import Testing

@Suite("The words of a lesson")
struct WordsTests {
  let sample: Lesson

  init() throws {
    sample = try Lesson(parsing: sampleText, file: "sample.md")
  }

  private func learner(at step: Int) -> Learner {
    var learner = Learner(sample)
    learner.begin()
    learner.type("")
    if step > 1 { learner.type("input 2; add linear 1", "") }
    if step > 2 { learner.type("2.75", "", "b", "") }
    return learner
  }

  @Test func `hint gives rung after rung, and the one of a state in that state only`() throws {
    var learner = learner(at: 1)
    #expect(learner.type("hint") == "hint 1/1: First `input 2`.")
    #expect(
      learner.type("hint")
        == "note: There are no more hints. solution shows a good answer after 1 try.")
    learner.type("input 2")
    #expect(learner.type("hint") == "hint 2/2: Now `add linear 1`.")
    learner.type("add linear 1")
    #expect(
      learner.records.last?.event == .solved(.solvedWithHints, attempts: 0))
  }

  @Test func `a hint is offered after three failures`() throws {
    var learner = learner(at: 1)
    learner.type("inptu 2", "input 3; input 3")
    #expect(
      learner.type("input 4") == """
        learner ran input 4: input: 4 values a sample
        no: Not yet: one linear layer (layers is 0, wanted 1); two inputs (inputs is 4, wanted 2).
        note: Stuck? hint helps.
        """)
  }

  @Test func `solution answers after as many tries as the policy asks for`() throws {
    var learner = learner(at: 1)
    #expect(
      learner.type("solution")
        == "note: The solution is shown after 1 try; so far there were 0.")
    learner.type("input 3; input 4")
    #expect(
      learner.type("solution")
        == "solution: input 2; add linear 1 OR input 2; add linear 1 -- Two commands.")
    learner.type("input 2; add linear 1")
    #expect(learner.records.last?.event == .solved(.shown, attempts: 1))
  }

  @Test func `the solution of a question is its answer`() throws {
    var learner = learner(at: 2)
    learner.type("1")
    #expect(learner.type("solution") == "solution: 2.75")
    learner.type("2.75", "")
    learner.type("a")
    #expect(learner.type("solution") == "solution: 2 -- Yes: `tanh` bends.")
  }

  @Test func `skip installs what the model answer makes, whatever was typed, and goes on`() throws {
    var learner = learner(at: 1)
    learner.type("input 9; add linear 5")
    let shown = learner.type("skip")
    #expect(
      shown.hasPrefix(
        """
        note: Skipped. The network is as the model answer makes it.
        STEP 2/3 Work it out
        """))
    #expect(try learner.player.session.evaluate("parameters") == .number(3))
    #expect(learner.type("skip").hasPrefix("note: Skipped."))
    #expect(
      learner.type("skip").contains("END A sample: 0 solved, 0 with hints, 0 shown, 3 skipped"))
  }

  @Test func `a word with more behind it says that it stands alone, and help says what it does`()
    throws
  {
    var learner = Learner(sample)
    learner.begin()
    learner.type("")
    #expect(
      learner.type("skip all")
        == "failed: skip stands alone: the next step, as if this one were done")
    #expect(learner.type("help skip") == "note: skip: the next step, as if this one were done")
    #expect(learner.type("help train").contains("train"))
    // Where words are asked for, they can be the answer.
    let text = "## One\n\n```answer text\nback and forth\n```\n"
    var words = Learner(try lesson(text))
    words.begin()
    #expect(words.type("back and forth").hasPrefix("yes: Right."))
  }

  @Test func `a guess has no solution`() throws {
    var learner = Learner(
      try lesson(
        "## One\n\n```gradus predict ask=\"What?\"\ninput 2\nanswer = inputs\n```\n"))
    learner.begin()
    #expect(
      learner.type("solution") == "note: Nobody is to know before it has run: any guess will do.")
    #expect(learner.type("hint") == "note: There is no hint here.")
    #expect(learner.records.allSatisfy { $0.event != .shown })
  }

  @Test func `skip works at every prompt, and is refused where the policy says so`() throws {
    let strict = try lesson(
      "## One\n\n```answer number\n1\n```\n", front: "policy: {skip: no, solution: never}\n")
    var learner = Learner(strict)
    learner.begin()
    #expect(learner.type("skip") == "note: This lesson has no skip.")
    #expect(learner.type("solution") == "note: This lesson shows no solutions.")
    #expect(learner.type("hint") == "note: There is no hint here.")
  }

  @Test func `back restores exactly the session with which that step began`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("")
    let first = learner.player.session
    learner.type("input 2; add linear 1", "")
    let second = learner.player.session
    learner.type("set l0.bias [9]")
    #expect(
      learner.type("reset").hasPrefix(
        """
        note: This step again. The network is as it was when it began. reset undo takes this back.
        STEP 2/3 Work it out
        """))
    #expect(learner.player.session == second)
    #expect(
      learner.type("back").hasPrefix(
        "note: Back to \"Build it\". The network is as it was then.\nSTEP 1/3 Build it"))
    #expect(learner.player.session == first)
  }

  @Test func `next in a step done before goes on with the network as it was left`() throws {
    var learner = learner(at: 2)
    let left = learner.player.session
    learner.type("back")
    #expect(
      learner.type("next").hasPrefix(
        """
        note: You have done this step before. The network is as you left it then.
        STEP 2/3 Work it out
        """))
    #expect(try learner.player.session.evaluate("parameters") == left.evaluate("parameters"))
  }

  @Test func `back at the beginning says that it is the beginning`() throws {
    var learner = Learner(sample)
    learner.begin()
    #expect(
      learner.type("back") == "note: This is where the lesson begins. reset begins it again.")
  }

  @Test func `play is a fork that cannot hurt the lesson`() throws {
    var learner = learner(at: 1)
    let before = learner.player.session
    let count = learner.records.count
    #expect(
      learner.type("play")
        == "note: Free play: nothing you do here touches the lesson. play returns to it.")
    #expect(learner.player.prompt == "play > ")
    learner.type("input 5", "add linear 5", "add tanh")
    #expect(try learner.player.session.evaluate("layers") == .number(2))
    #expect(
      learner.type("play") == """
        note: Back in the lesson. The network is as you left it there.
        [ ] one linear layer
        [ ] two inputs
        """)
    #expect(learner.player.session == before)
    #expect(learner.records.count == count)
  }

  @Test(arguments: [
    "hint", "solution", "skip", "back", "goals", "reset", "keep", "play", "menu", "help",
  ])
  func `every word works at every prompt`(word: String) throws {
    // A pause, a task, a number, a quiz, a prediction, a step that is done, the end.
    let roads: [[String]] = [
      [], [""], ["", "input 2; add linear 1"], ["", "skip"], ["", "skip", "2.75"],
      ["", "skip", "2.75", ""], ["", "skip", "skip"], ["", "skip", "skip", "skip"],
      ["", "play"],
    ]
    for road in roads {
      var learner = Learner(sample)
      learner.begin()
      for line in road { learner.type(line) }
      let shown = learner.type(word)
      #expect(!shown.isEmpty, "\(word) after \(road)")
      #expect(!shown.contains("failed:"), "\(word) after \(road): \(shown)")
    }
  }

  @Test func `quit leaves at every prompt`() throws {
    var learner = Learner(sample)
    learner.begin()
    #expect(learner.type("quit") == "quit")
    learner.type("", "play")
    #expect(learner.type("quit") == "quit")
  }

  @Test func `help lists the words of lessons, after the interpreter's help`() throws {
    var player = LessonPlayer(lesson: sample)
    _ = player.begin(in: environment)
    let events = player.submit("help", in: environment)
    guard case .ran("help", let outcome, _, byLesson: false)? = events.first,
      case .help(let page)? = outcome.reports.last
    else {
      Issue.record("\(events)")
      return
    }
    #expect(
      page.sections.first?.entries.map(\.term) == [
        "next", "hint", "solution", "skip", "back", "goals", "reset", "keep", "play", "menu",
        "help", "quit",
      ])
    #expect(outcome.reports.count > 1)
  }

  @Test func `help with a topic is the interpreter's`() throws {
    var learner = learner(at: 1)
    #expect(learner.type("help add").hasPrefix("learner ran help add: "))
  }

  @Test func `reset lesson begins it again`() throws {
    var learner = learner(at: 2)
    #expect(
      learner.type("reset lesson") == """
        note: The lesson from its beginning. reset undo takes this back.
        LESSON A sample | Every construct once. | 3 steps
        prose: Before the steps.
        (Enter)
        """)
    #expect(learner.player.session == Session(seed: 7))
  }
}
