import LessonEngine
import Testing

@Suite("A learner in a lesson")
struct PlayerTests {
  let sample: Lesson

  init() throws {
    sample = try Lesson(parsing: sampleText, file: "sample.md")
  }

  @Test func `goes through it from the first line to the last`() throws {
    var learner = Learner(sample, nextTitle: "Another")
    #expect(
      learner.begin() == """
        LESSON A sample | Every construct once. | 3 steps
        prose: Before the steps.
        (Enter)
        """)
    #expect(learner.player.prompt == "lesson 0/3 > ")
    #expect(
      learner.type("") == """
        STEP 1/3 Build it
        prose: Two inputs, one neuron.
        [ ] one linear layer
        [ ] two inputs
        """)
    #expect(learner.player.prompt == "lesson 1/3 > ")
    #expect(
      learner.type("input 2") == """
        learner ran input 2: input: 2 values a sample
        [ ] one linear layer
        [x] two inputs
        """)
    #expect(
      learner.type("add linear 1") == """
        learner ran add linear 1: l0 linear 2→1 · 3 parameters
        [x] one linear layer
        [x] two inputs
        prose: Well built.
        DONE Build it
        """)
    #expect(learner.player.waitsForEnter)
    #expect(
      learner.type("") == """
        STEP 2/3 Work it out
        lesson ran set l0.bias [0.25]: l0.bias [0.2500]
        lesson ran print l0.bias[0]: l0.bias[0] 0.2500
        prose: What comes out for 1 and -2?
        number?
        """)
    #expect(learner.player.prompt == "answer > ")
    #expect(learner.type("2.5") == "no: The bias comes on top.")
    #expect(learner.type("7") == "no: 7 is not it. Try again.")
    #expect(
      learner.type("2.75") == """
        yes: Right: 2.75.
        (Enter)
        """)
    #expect(
      learner.type("") == """
        prose: > [!NOTE] A pause stands above.
        quiz: A straight line | A bent one | Neither
        """)
    #expect(learner.type("a") == "no: A line does not bend.")
    #expect(learner.type("3") == "no: Not that one. Look again.")
    #expect(
      learner.type("b") == """
        yes: Yes: `tanh` bends.
        DONE Work it out
        """)
    #expect(
      learner.type("next") == """
        STEP 3/3 Guess
        note: What is the bias, doubled?
        foretell? 
        """)
    #expect(
      learner.type("0.4") == """
        lesson ran let twice = l0.bias[0] * 2: twice 0.5000
        foretold 0.4000, came 0.5000: wrong
        prose: The rate is 0.25.
        DONE Guess
        """)
    #expect(
      learner.type("")
        == "END A sample: 3 solved, 0 with hints, 0 shown, 0 skipped of 3; learned a neuron adds; "
        + "next Another; Your guess did not come true.")
    #expect(learner.player.isFinished)
    #expect(learner.type("") == "menu")
  }

  @Test func `is not moved on before pressing Enter after a solved step`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2; add linear 1")
    #expect(learner.player.stepNumber == 1)
    #expect(learner.type("print layers") == "learner ran print layers: layers 1")
    #expect(learner.player.stepNumber == 1)
    learner.type("")
    #expect(learner.player.stepNumber == 2)
  }

  @Test func `is told why an attempt is not enough, once as much is typed as the answer has`()
    throws
  {
    var learner = Learner(sample)
    learner.begin()
    learner.type("")
    #expect(learner.type("input 3") == "learner ran input 3: input: 3 values a sample")
    #expect(
      learner.type("input 4") == """
        learner ran input 4: input: 4 values a sample
        no: Not yet: one linear layer (layers is 0, wanted 1); two inputs (inputs is 4, wanted 2).
        """)
    #expect(
      learner.type("add linear 1") == """
        learner ran add linear 1: l0 linear 4→1 · 5 parameters
        [x] one linear layer
        [ ] two inputs
        """)
    #expect(
      learner.type("add tanh") == """
        learner ran add tanh: l1 tanh · 1 value, no parameters
        [ ] one linear layer
        [ ] two inputs
        no: One layer is enough: remove 1
        """)
    #expect(learner.records.count { $0.event == .attempt } == 2)
  }

  @Test func `who has done already what a step asks is told so, and goes on with Enter`() throws {
    let text = """
      ## One

      ```gradus try
      input 2
      ```

      ```gradus check
      require inputs == 2 -- two inputs
      ```

      ## Two

      ```gradus try
      add linear 1
      ```

      ```gradus check
      require layers == 1 -- one layer
      ```
      """
    var learner = Learner(try lesson(text))
    learner.begin()
    learner.type("input 2", "add linear 1")
    #expect(
      learner.type("") == """
        STEP 2/2 Two
        [x] one layer
        note: All of this is done already. Enter goes on.
        """)
    #expect(learner.type("") == "DONE Two")
    var resumed = Learner(learner.player.lesson, records: learner.records)
    resumed.begin()
    #expect(resumed.player.waitsForEnter)
  }

  @Test func `who only looks around makes no attempt`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("")
    #expect(learner.type("print layers") == "learner ran print layers: layers 0")
    #expect(!learner.records.contains { $0.event == .attempt })
  }

  @Test func `next in an unsolved task says what is missing and stays`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2")
    #expect(
      learner.type("next")
        == "no: Not yet: one linear layer (layers is 0, wanted 1).")
    #expect(learner.player.stepNumber == 1)
  }

  @Test func `Enter in an unsolved task says again what is asked`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("")
    #expect(
      learner.type("") == """
        [ ] one linear layer -- layers is 0, wanted 1
        [ ] two inputs -- inputs is 0, wanted 2
        note: hint helps, skip goes on
        """)
  }

  @Test func `a mistyped command or word gets the nearest and changes nothing`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("")
    let before = learner.player.session
    #expect(learner.type("hnt") == "failed: there is no command \"hnt\" (hint?)")
    #expect(learner.type("aad linear 1") == "failed: there is no command \"aad\" (add?)")
    #expect(learner.player.session == before)
  }
}
