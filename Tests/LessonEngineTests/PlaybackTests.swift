import Interpreter
import LessonEngine
import Testing

@Suite("Playback")
struct PlaybackTests {
  private func play(_ lesson: Lesson) -> String {
    var events: [PlayerEvent] = []
    do {
      try Playback(lesson: lesson, render: plain).play(in: environment) { events.append($0) }
      return text(events)
    } catch {
      return "\(error)"
    }
  }

  @Test func `shows what somebody sees who types the lesson's own answers`() throws {
    let shown = play(try Lesson(parsing: sampleText, file: "sample.md"))
    #expect(
      shown == """
        LESSON A sample | Every construct once. | 3 steps
        prose: Before the steps.
        (Enter)
        STEP 1/3 Build it
        prose: Two inputs, one neuron.
        [ ] one linear layer
        [ ] two inputs
        lesson 1/3 > input 2
        learner ran input 2: input: 2 values a sample
        [ ] one linear layer
        [x] two inputs
        lesson 1/3 > add linear 1
        learner ran add linear 1: l0 linear 2→1 · 3 parameters
        [x] one linear layer
        [x] two inputs
        prose: Well built.
        DONE Build it
        STEP 2/3 Work it out
        lesson ran set l0.bias [0.25]: l0.bias [0.2500]
        lesson ran print l0.bias[0]: l0.bias[0] 0.2500
        prose: What comes out for 1 and -2?
        number?
        answer > 2.75
        yes: Right: 2.75.
        (Enter)
        prose: > [!NOTE] A pause stands above.
        quiz: A straight line | A bent one | Neither
        answer > 2
        yes: Yes: `tanh` bends.
        DONE Work it out
        STEP 3/3 Guess
        note: What is the bias, doubled?
        foretell? 
        answer > 0.5
        lesson ran let twice = l0.bias[0] * 2: twice 0.5000
        foretold 0.5000, came 0.5000: right
        prose: The rate is 0.25.
        DONE Guess
        END A sample: 3 solved, 0 with hints, 0 shown, 0 skipped of 3; learned a neuron adds; \
        next -; Your guess came true.
        """)
  }

  @Test(arguments: [
    (
      "require inputs == 2", "require inputs == 3",
      """
      sample.md:28:1: the lesson does not accept its own answer
      ```gradus try
      ^^^^^^^^^^^^^
      not met: two inputs (inputs is 2, wanted 3)
      """
    ),
    (
      "require inputs == 2", "require inputs",
      """
      sample.md:39:9: "inputs" is neither true nor false
      require inputs -- two inputs
              ^^^^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "l0.bias[0] 0.25", "l0.bias[0] 0.26",
      """
      sample.md:79:3: the output is not as expected
      > print l0.bias[0]
        ^^^^^^^^^^^^^^^^
      expected "l0.bias[0] 0.26", got "l0.bias[0] 0.2500"
      """
    ),
    (
      "l0.bias[0] 0.25", "error: there is no bias",
      """
      sample.md:79:3: this command is expected to fail, and does not
      > print l0.bias[0]
        ^^^^^^^^^^^^^^^^
      expected "error: there is no bias", got "l0.bias[0] 0.2500"
      """
    ),
    (
      "> set l0.bias [0.25]", "> set l5.bias [0.25]",
      """
      sample.md:78:3: set l5.bias [0.25]: there is no layer 5: the only layer is l0
      > set l5.bias [0.25]
        ^^^^^^^^^^^^^^^^^^
      """
    ),
    (
      "2.75 +- 0.005", "= l7.bias[0] +- 0.005",
      """
      sample.md:86:3: there is no layer 7: the only layer is l0
      = l7.bias[0] +- 0.005
        ^^^^^^^^^^^^^^^^^^^
      """
    ),
  ])
  func `fails where the lesson is at fault`(old: String, new: String, expected: String) throws {
    let text = sampleText.replacing(old, with: new, maxReplacements: 1)
    #expect(text != sampleText)
    let shown = play(try Lesson(parsing: text, file: "sample.md"))
    #expect(shown == expected)
  }

  @Test func `an expected failure is shown, and held against its words`() throws {
    let text = """
      ## Fail

      ```gradus run
      > add linear 4
      error: the network has no input yet
      > add lineer 4
      error: ... "lineer"
      ```
      """
    #expect(
      play(try lesson(text)) == """
        LESSON Test | - | 1 steps
        STEP 1/1 Fail
        failed: the network has no input yet
        failed: there is no layer "lineer" (linear?)
        (Enter)
        END Test: 1 solved, 0 with hints, 0 shown, 0 skipped of 1; learned ; next -
        """)
  }

  @Test func `a lesson that goes round in circles is none`() throws {
    #expect(
      LessonErrorTests.error("## One\n\nText.\n\n<!-- goto one -->\n\n## Two\n\nText.\n") == """
        test.md:11:11: this goes round for ever
        <!-- goto one -->
                  ^^^
        a condition ends it: <!-- goto one when="attempts > 3" -->
        """)
    #expect(
      LessonErrorTests.error(
        "## One\n\nText.\n\n<!-- goto one when=\"layers == 0\" -->\n\n## Two\n\nText.\n") == """
          test.md:11:11: this goes back to where nothing is done, so that it comes back just as it was
          <!-- goto one when="layers == 0" -->
                    ^^^
          a task or a question between the two makes a difference
          """)
  }

  @Test func `a jump goes where its condition says`() throws {
    let text = """
      ## One

      ```answer number
      4
      ```

      <!-- goto three when="attempts == 0" -->

      ## Two

      For those who need it.

      ## Three

      All.
      """
    var quick = Learner(try lesson(text))
    quick.begin()
    #expect(quick.type("4") == "yes: Right: 4.\nDONE One")
    #expect(quick.type("") == "STEP 3/3 Three\nprose: All.\n(Enter)")
    var slow = Learner(try lesson(text))
    slow.begin()
    slow.type("3", "4")
    #expect(slow.type("").hasPrefix("STEP 2/3 Two"))
  }

  @Test func `a part that is included is part of the lesson, and says its own place`() throws {
    func read(_ part: String) -> (String) throws(Diagnostic) -> String {
      { path throws(Diagnostic) in
        if path == "part.md" { return part }
        throw Diagnostic("there is no \(path)")
      }
    }
    let front = "---\nlesson: a\nformat: 1\ntitle: A\n---\n"
    let lesson = try Lesson(
      parsing: front + "## One\n\n<!-- include part.md -->\n", file: "a.md",
      reading: read("Included.\n\n## Two\n\nMore.\n"))
    var learner = Learner(lesson)
    #expect(
      learner.begin() + "\n" + learner.type("") == """
        LESSON A | - | 2 steps
        STEP 1/2 One
        prose: Included.
        (Enter)
        STEP 2/2 Two
        prose: More.
        (Enter)
        """)
    func error(_ path: String, _ part: String) -> String {
      do {
        _ = try Lesson(
          parsing: front + "## One\n\n<!-- include \(path) -->\n", file: "a.md",
          reading: read(part))
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      error("part.md", "```gradus trry\nx\n```\n").hasPrefix(
        "part.md:1:11: gradus has no role \"trry\""))
    #expect(
      error("part.md", "<!-- include part.md -->\n").hasPrefix(
        "part.md:1:14: this file includes itself"))
    for path in ["../part.md", "/etc/passwd", "a/../../b", "~/x", "a\\b", "c:x"] {
      #expect(
        error(path, "").hasPrefix("a.md:8:14: a lesson includes only files of its own folder"))
    }
    #expect(error("prat.md", "").hasPrefix("a.md:8:14: there is no prat.md"))
  }

  @Test func `the lesson's own commands read nothing outside its folder`() throws {
    let text = "## One\n\n```gradus run\n> data load ../secret.csv target=y\n```\n"
    var learner = Learner(try lesson(text))
    let shown = learner.begin()
    #expect(
      shown.contains(
        "a lesson's commands read only files of the lesson's folder, not ../secret.csv"))
  }
}
