import Interpreter
import LessonEngine
import Testing

@Suite("Answers")
struct AnswersTests {
  private func ask(_ fence: String, setup: String = "input 1") throws -> Learner {
    var learner = Learner(
      try lesson("```gradus setup\n\(setup)\n```\n\n## Q\n\n```answer \(fence)\n```\n"))
    learner.begin()
    if learner.player.waitsForEnter { learner.type("") }
    return learner
  }

  @Test(arguments: [
    // Key, right answers, wrong ones.
    ("0.731 +- 1%", ["0.731", "0.7238", ".7380", "73.1%", "0,731", "731/1000"], ["0.72", "0.74"]),
    ("0.3 +- 0.1", ["0.2", "0.4"], ["0.19", "0.41", "nan", "inf"]),
    ("[0.72, 0.74]", ["0.72", "0.73", "0.74"], ["0.7199", "0.7401"]),
    ("0.5", ["0.5", "0.54", "1/2", "50 %"], ["0.56"]),
    ("4", ["4", "4.0", "2 + 2"], ["4.1", "-4"]),
    ("-0.7", ["-0.7", "\u{2212}0.7"], ["0.7"]),
    ("= l0.bias[0] * 2 +- 0.001", ["0.5", "2 * l0.bias[0]"], ["0.25", "0.502"]),
    ("= 1 / 3", ["0.3333", "1/3"], ["0.33"]),
  ])
  func `a number is right within its tolerance`(key: String, right: [String], wrong: [String])
    throws
  {
    let learner = try ask("number\n\(key)", setup: "input 1; add linear 1; set l0.bias [0.25]")
    for answer in wrong {
      var attempt = learner
      #expect(attempt.type(answer).hasPrefix("no: "), "\(answer) for \(key)")
      #expect(!attempt.player.waitsForEnter)
    }
    for answer in right {
      var attempt = learner
      #expect(attempt.type(answer).hasPrefix("yes: Right"), "\(answer) for \(key)")
      #expect(attempt.player.waitsForEnter)
    }
  }

  @Test(arguments: [
    ("0.5", "12.25, or what gives one: 49 / 4"), ("2.75", "0.5, or what gives one: 1 / 2"),
    ("7\nwhen 0.5 -- No.\nwhen 12.25 -- No.", "-720, or what gives one: -6 * 120"),
    ("= l0.bias[0] * 2 +- 0.001", "12.25, or what gives one: 49 / 4"), ("0 +- 1000", nil),
  ]) func `an example of a number is not the answer`(key: String, example: String?) throws {
    var learner = try ask("number\n\(key)", setup: "input 1; add linear 1; set l0.bias [0.25]")
    let hints = learner.player.submit("abc", in: environment).compactMap { event in
      if case .failed(let failure) = event { failure.hint ?? "none" } else { nil }
    }
    #expect(hints == [example ?? "none"])
  }

  @Test func `at a question commands run, and what is neither is no wrong answer`() throws {
    var learner = try ask("number\n1")
    #expect(learner.type("print 2 + 2") == "learner ran print 2 + 2: 2 + 2 4")
    #expect(learner.type("whatever else") == "failed: a number is asked for here")
    #expect(learner.type("1,000") == "failed: a number is asked for here")
    #expect(!learner.records.contains { $0.event == .answer("whatever else", isRight: false) })
    #expect(learner.type("1") == "yes: Right: 1.\nDONE Q")
  }

  @Test func `words are compared without case, quotes and extra spaces`() throws {
    var learner = try ask("text\ngradient descent\nSGD\nwhen backprop -- That finds the slope.")
    #expect(learner.type("Backprop") == "no: That finds the slope.")
    #expect(learner.type("momentum") == "no: That is not it. Try again.")
    #expect(learner.type("\"Gradient   Descent\"") == "yes: Right.\nDONE Q")
  }

  @Test(arguments: ["4, 2", "(4, 2)", "4x2", "4 × 2", "[4,2]", "4 2"])
  func `a shape may be written in any way`(answer: String) throws {
    var learner = try ask("shape\n(4, 2)\nwhen (2, 4) -- The outputs come first.")
    #expect(learner.type("2 4") == "no: The outputs come first.")
    #expect(learner.type("4") == "no: That is not it. Try again.")
    #expect(learner.type(answer) == "yes: Right.\nDONE Q")
  }

  @Test func `an order is shown shuffled and told how far it is right`() throws {
    let lesson = try lesson("## Q\n\n```answer order\nforward\nloss\nbackward\nstep\n```\n")
    var learner = Learner(lesson)
    let shown = learner.begin().split(separator: "\n").last.map(String.init) ?? ""
    let lines = shown.dropFirst("order? ".count).split(separator: " | ").map(String.init)
    #expect(lines.sorted() == ["backward", "forward", "loss", "step"])
    #expect(lines != ["forward", "loss", "backward", "step"])
    func answer(_ words: [String]) -> String {
      words.map { String((lines.firstIndex(of: $0) ?? 9) + 1) }.joined(separator: " ")
    }
    #expect(
      learner.type(answer(["loss", "forward", "backward", "step"]))
        == "no: Another one comes first.")
    #expect(
      learner.type(answer(["forward", "loss", "step", "backward"])) == "no: Right up to place 2.")
    #expect(
      learner.type(answer(["forward", "loss", "backward", "step"])) == "yes: Right.\nDONE Q")
  }

  @Test func `an order has feedback to what stands before what it must not`() throws {
    let lesson = try lesson(
      "## Q\n\n```answer order\nforward\nloss\nbackward\nstep\n"
        + "when step before backward -- There is no gradient yet.\n```\n")
    var learner = Learner(lesson)
    let shown = learner.begin().split(separator: "\n").last.map(String.init) ?? ""
    let lines = shown.dropFirst("order? ".count).split(separator: " | ").map(String.init)
    func answer(_ words: [String]) -> String {
      words.map { String((lines.firstIndex(of: $0) ?? 9) + 1) }.joined(separator: " ")
    }
    #expect(
      learner.type(answer(["forward", "loss", "step", "backward"]))
        == "no: There is no gradient yet.")
    #expect(
      learner.type(answer(["loss", "forward", "backward", "step"]))
        == "no: Another one comes first.")
    #expect(
      LessonErrorTests.error(
        "## Q\n\n```answer order\na\nb\nwhen a befor b -- No.\n```"
      ).contains(
        "test.md:12:6: a when of an order names two of its lines"))
    #expect(
      LessonErrorTests.error(
        "## Q\n\n```answer order\nforward\nstep\nwhen step before forwrd -- No.\n```"
      ).contains(
        "test.md:12:18: this is no line of the order"))
  }

  @Test func `several choices are right together only`() throws {
    let text = """
      ## Q

      <!-- quiz -->

      - [x] relu
      - [ ] linear

        > A line.

      - [x] tanh
      """
    var learner = Learner(try lesson(text))
    #expect(
      learner.begin().hasSuffix("quiz several: relu | linear | tanh"))
    #expect(learner.type("1") == "no: That is right, but it is not all.")
    #expect(learner.type("1 2 3") == "no: A line.")
    #expect(
      learner.type("7") == """
        failed: a choice has a number from 1 to 3, or a letter
        note: Stuck? solution shows a good answer.
        """)
    for answer in ["1 3", "a, c", "ca", "3 and 1"] {
      var attempt = learner
      #expect(attempt.type(answer) == "yes: Right.\nDONE Q", "\(answer)")
    }
  }

  @Test func `one choice is asked for where one is right`() throws {
    var learner = Learner(try lesson("## Q\n\n<!-- quiz -->\n\n- [x] a\n- [ ] b\n"))
    learner.begin()
    #expect(learner.type("1 2") == "failed: one choice is right here, not several")
  }

  @Test func `after as many wrong answers as the policy allows, the lesson answers`() throws {
    var learner = Learner(
      try lesson("## Q\n\n```answer number\n4\n```\n", front: "policy: {attempts: 2}\n"))
    learner.begin()
    #expect(learner.type("1") == "no: 1 is not it. Try again.")
    #expect(
      learner.type("2") == """
        no: 2 is not it. Try again.
        solution: 4
        DONE Q
        """)
    #expect(learner.records.last?.event == .solved(.shown, attempts: 2))
  }

  @Test func `a guess among choices is held against what comes`() throws {
    let text = """
      ## Q

      ```gradus setup
      let before = 3
      ```

      ```gradus predict ask="Up or down?"
      let after = before + 1
      choice up = after > before
      choice down = after < before
      ```
      """
    let learner = Learner(try lesson(text))
    for (guess, isRight) in [("up", "right"), ("1", "right"), ("u", "right"), ("down", "wrong")] {
      var attempt = learner
      attempt.begin()
      let foretold = isRight == "right" ? "up" : "down"
      #expect(
        attempt.type(guess) == """
          lesson ran let after = before + 1: after 4
          foretold \(foretold), came up: \(isRight)
          DONE Q
          """)
      // It ran on a fork.
      #expect(throws: (any Error).self) { try attempt.player.session.evaluate("after") }
    }
  }
}
