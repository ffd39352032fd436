import LessonEngine
import Testing

@Suite("A rehearsal")
struct RehearsalTests {
  private func faults(_ text: String) throws -> [String] {
    let lesson = try Lesson(parsing: text, file: "sample.md")
    return Rehearsal(lesson: lesson, render: plain).faults(in: environment).map { "\($0)" }
  }

  @Test func `finds nothing in a good lesson`() throws {
    #expect(try faults(sampleText) == [])
  }

  @Test(arguments: [
    // A second answer that is none.
    (
      "input 2; add linear 1\n", "input 2; add linear 1; add tanh\n",
      """
      sample.md:34:1: this answer is not accepted
      input 2; add linear 1; add tanh
      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      not met: one linear layer (layers is 2, wanted 1)
      """
    ),
    // A reject that is accepted.
    (
      "add tanh\n", "print 1\n",
      """
      sample.md:43:1: this is accepted, and must not be
      ```gradus reject
      ^^^^^^^^^^^^^^^^
      """
    ),
    // A reject that is answered by something else.
    (
      "-- One layer is enough\n", "-- Too many layers\n",
      """
      sample.md:47:1: this gets another feedback
      -- Too many layers
      ^^^^^^^^^^^^^^^^^^
      it is told: One layer is enough: remove 1
      """
    ),
  ])
  func `finds what is wrong`(old: String, new: String, expected: String) throws {
    let text = sampleText.replacing(old, with: new, maxReplacements: 1)
    #expect(text != sampleText)
    #expect(try faults(text) == [expected])
  }

  @Test func `finds a model answer of which only those who skip run the whole`() throws {
    let text = """
      ---
      lesson: a
      format: 1
      title: A
      ---

      ## One

      ```gradus try
      input 2
      input 3
      ```

      ```gradus check
      require inputs == 2 -- two inputs
      ```

      ## Two

      ```gradus try
      add linear 1
      ```

      ```gradus check
      require parameters == 3 -- three parameters
      ```
      """
    #expect(
      try faults(text) == [
        """
        sample.md:7:1: whoever skips this step goes on with another network than who does it
        ## One
        ^^^^^^
        """,
        """
        sample.md:11:1: the goals are met before this command, so that only who skips runs it
        input 3
        ^^^^^^^
        a goal that asks for it, or no such command
        """,
      ])
  }

  @Test func `16 an author is told where a model answer does not pass its own check`() throws {
    let text = sampleText.replacing("require inputs == 2", with: "require inputs == 3")
    #expect(
      try faults(text).first == """
        sample.md:28:1: the lesson does not accept its own answer
        ```gradus try
        ^^^^^^^^^^^^^
        not met: two inputs (inputs is 2, wanted 3)
        """)
  }

  @Test func `2 skip works from every step, and is tested in each`() throws {
    let lesson = try Lesson(parsing: sampleText, file: "sample.md")
    let skips = Rehearsal(lesson: lesson, render: plain).cases(in: environment)
      .filter { $0.route == .skip }
    #expect(Set(skips.map(\.step)) == ["lesson.opening", "build", "work-it-out", "guess"])
    #expect(skips.allSatisfy { $0.faults.isEmpty })
  }

  @Test func `4 leaving and coming back is tested after every line that is typed`() throws {
    let lesson = try Lesson(parsing: sampleText, file: "sample.md")
    let cases = Rehearsal(lesson: lesson, render: plain).cases(in: environment)
    let resumed = cases.filter { $0.route == .resume }
    // Opened, Enter, two commands, Enter, a number, Enter, a choice, Enter, a guess.
    #expect(resumed.count == 10)
    #expect(resumed.allSatisfy { $0.faults.isEmpty })
  }

  /// Every route is taken at least once in a lesson with every construct.
  @Test func `takes every route there is`() throws {
    let text =
      sampleText + """


        ## See it

        ```figure weights layer=0
        [weights]
        ```
        """
    let lesson = try Lesson(parsing: text, file: "sample.md")
    let cases = Rehearsal(lesson: lesson, render: plain).cases(in: environment)
    let taken = Set(cases.map(\.route))
    #expect(Route.allCases.filter { !taken.contains($0) } == [.reading])
    #expect(cases.flatMap(\.faults) == [])
  }

  @Test(arguments: [
    // Two answers of which the second is never given.
    (
      "when 2.5 +- 0.005 -- The bias",
      "when [2, 2.6] -- Too little.\nwhen 2.5 +- 0.005 -- The bias",
      "another when answers 2.5000 before this one does"
    ),
    // A wrong number that the key accepts.
    ("2.75 +- 0.005\n", "2.75 +- 0.5\n", "the wrong answer \"2.5\" is accepted"),
    // A guess that nothing decides.
    (
      "answer = twice +- 0.01", "choice up = 1 < 2\nchoice down = 2 > 1",
      "every choice of this comes true"
    ),
    // An answer that cannot be worked out.
    (
      "answer = twice +- 0.01", "answer = l7.bias[0] +- 0.01",
      "there is no layer 7: the only layer is l0"
    ),
    // A goal that asks for nothing.
    (
      "require inputs == 2 -- two inputs\n", "",
      nil
    ),
    (
      "require layers == 1 and l0.kind == \"linear\" -- one linear layer\n"
        + "require inputs == 2 -- two inputs\n", "require layers == 0 -- nothing\n",
      "the goals are met before the learner does anything"
    ),
  ])
  func `a wrong answer, a guess or a goal at fault is found`(
    old: String, new: String, message: String?
  ) throws {
    let text = sampleText.replacing(old, with: new, maxReplacements: 1)
    #expect(text != sampleText)
    let lesson = try Lesson(parsing: text, file: "sample.md")
    let faults = Rehearsal(lesson: lesson, render: plain).faults(in: environment)
    if let message {
      #expect(faults.map(\.message).contains(message), "\(faults)")
    } else {
      #expect(faults == [])
    }
  }

  @Test func `14 every draw of the variables is played`() throws {
    let text = sampleText.replacing("lr: [0.5, 0.25]", with: "lr: [0.5, 0.25]\n  units: [1, 2]")
      .replacing("add linear 1", with: "add linear {{units}}")
      .replacing("The rate is {{lr}}.", with: "The rate is {{lr}}, {{units}}.")
    let test = LessonTest(file: "sample.md", render: plain) { draw throws(LessonError) in
      try Lesson(parsing: text, file: "sample.md", draw: draw)
    }
    let report = test.report(in: environment)
    let faults = report.faults
    // With two units a weight of one row does not fit.
    #expect(faults.count > 0)
    #expect(faults.allSatisfy { $0.error.hint?.contains("units 2") ?? false })
    let good = LessonTest(file: "sample.md", render: plain) { draw throws(LessonError) in
      try Lesson(parsing: sampleText, file: "sample.md", draw: draw)
    }.report(in: environment)
    #expect(good.faults == [])
    // Both rates were played.
    #expect(Set(good.cases.map { $0.detail.suffix(4) }).isSuperset(of: ["0.25", " 0.5"]))
  }
}
