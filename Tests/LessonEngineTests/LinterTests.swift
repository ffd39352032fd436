import Interpreter
import LessonEngine
import Markdown
import Testing

@Suite("The teaching rules")
struct LinterTests {
  /// A lesson that keeps every rule.
  static let good = """
    ---
    lesson: good
    format: 1
    title: A good lesson
    summary: Keeps every rule.
    minutes: 5
    introduces: [input, add]
    license: CC-BY-4.0
    authors: [Ada]
    ---

    # A good lesson

    ## Build
    <!-- step id=build -->

    Type `input 2`, then a linear layer.

    ```gradus try
    input 2
    add linear 1
    ```

    ```gradus check
    require inputs == 2 -- two inputs
    require layers == 1 -- one layer
    when layers > 2 -- Far too many.
    when layers > 1 -- One is enough.
    ```

    ```gradus reject
    input 2; add linear 1; add tanh
    -- One is enough
    input 2; add linear 1; add tanh; add tanh
    -- Far too many
    ```

    <details><summary>Hint</summary>

    Which command adds something?

    </details>

    <details><summary>Hint</summary>

    `input 2` and `add linear 1`

    </details>

    <!-- quiz -->

    - [ ] Wrong

      > Because.

    - [x] Right

    """

  static let course = LessonsAround(
    lessons: [], published: ["good.md"])

  private func findings(
    _ text: String, draws: Bool = false, course: LessonsAround = LinterTests.course
  ) throws -> [LintFinding] {
    let lesson = try Lesson(parsing: text, file: "good.md")
    let others =
      draws ? try (1..<20).map { try Lesson(parsing: text, file: "good.md", draw: $0) } : []
    return try Linter(
      lesson: lesson, draws: others.filter { !$0.hasVariables(of: lesson) }, course: course,
      columns: { $0.count }
    ).findings(in: environment)
  }

  @Test func `find nothing in a lesson that keeps them`() throws {
    #expect(try findings(Self.good) == [])
  }

  /// The rule, what is replaced by what, the line of the finding and what is said.
  static let broken: [(rule: String, old: String, new: String, line: Int, message: String)] = [
    (
      "about-incomplete", "license: CC-BY-4.0\nauthors: [Ada]\n", "", 1,
      "the front matter lacks license, authors"
    ),
    ("missing-step-id", "<!-- step id=build -->\n", "", 14, "this step has no id of its own"),
    (
      "command-before-introduced", "introduces: [input, add]", "introduces: [add]", 20,
      "nothing introduces the command \"input\""
    ),
    (
      "introduced-not-used", "introduces: [input, add]", "introduces: [input, add, gradcheck]", 7,
      "gradcheck is never used here"
    ),
    (
      "introduced-not-used", "introduces: [input, add]",
      "introduces: [input, add, gradcheck, sweep]",
      7, "gradcheck, sweep are never used here"
    ),
    (
      "goal-met-at-start", "require inputs == 2 -- two inputs\n",
      "require inputs == 2 -- two inputs\nrequire steps == 0 -- nothing was trained\n", 26,
      "this goal is met before the learner does anything"
    ),
    (
      "goal-not-checked", "input 2\nadd linear 1\n```", "input 2\nseed 3\nadd linear 1\n```", 21,
      "no goal asks for this command: without it the answer is accepted as well"
    ),
    (
      "hint-gives-answer", "Which command adds something?", "`input 2`, then `add linear 1`", 38,
      "this hint gives the answer away, and another one follows"
    ),
    (
      "when-never-fires", "when layers > 2 -- Far too many.\nwhen layers > 1",
      "when layers > 1 -- One is enough.\nwhen layers > 2", 28,
      "this when is never read: the one of line 27 always comes first"
    ),
    (
      "when-never-fires", "when layers > 2 -- Far", "when layers == 1 and inputs == 2 -- Far", 27,
      "this when is never read: where it holds, the goals are met"
    ),
    (
      "when-never-fires", "when layers > 2 -- Far", "when layers > 2 and layers < 1 -- Far", 27,
      "this when contradicts itself"
    ),
    (
      "when-not-tested", "input 2; add linear 1; add tanh\n-- One is enough\n", "", 28,
      "no reject shows that this is ever said"
    ),
    (
      "shown-otherwise", "```gradus try\ninput 2\nadd linear 1",
      "    print 1 + 1\n\n```gradus try\nprint 1 + 2\ninput 2\nadd linear 1", 22,
      "the text shows this as: print 1 + 1"
    ),
    (
      "announces-nothing", "Type `input 2`, then a linear layer.", "Type this:\n\nAnd that.", 17,
      "this ends with a colon, and nothing comes after it"
    ),
    (
      "tolerance-too-wide", "<!-- quiz -->", "```answer number\n3 +- 0.1\n```\n\n<!-- quiz -->", 50,
      "this may be off by more than 2 %"
    ),
    (
      "tolerance-too-wide", "<!-- quiz -->",
      "```answer number\n3 +- 1%\nwhen 5 +- 3% -- No.\n```\n\n<!-- quiz -->", 52,
      "this may be off by more than 2 %"
    ),
    (
      "solution-disagrees", "<!-- quiz -->",
      "```answer number\n3\n```\n\n<details><summary>Solution</summary>\n\n1 + 1 = 2\n\n</details>"
        + "\n\n<!-- quiz -->", 50, "the solution ends with 2, which this does not accept"
    ),
    (
      "training-gives-up", "input 2\nadd linear 1\n```",
      "input 2; data xor; loss mse; seed 1\nadd linear 1; train until loss < 0.01 max=3\n```", 21,
      "this training ends without loss < 0.01"
    ),
    ("choice-without-feedback", "\n  > Because.\n", "", 52, "this wrong choice has no feedback"),
    (
      "task-list-without-quiz", "<!-- quiz -->\n", "", 51,
      "this task list asks nothing: the answers are read with it"
    ),
    (
      "right-choice-in-one-place", "- [x] Right\n",
      "- [x] Right\n"
        + "\n<!-- quiz -->\n\n- [ ] No\n\n  > So.\n\n- [x] Yes\n"
        + "\n<!-- quiz -->\n\n- [ ] Nay\n\n  > So.\n\n- [x] Yea\n", 66,
      "in all 3 quizzes choice 2 is the right one"
    ),
    (
      "wall-of-text", "Type `input 2`, then a linear layer.",
      (1...12).map { "Type `input 2`, then a linear layer: \($0)." }.joined(separator: "\n\n"), 39,
      "here the text fills more than a screen, and nothing was done yet"
    ),
    (
      "wider-than-screen", "Type `input 2`",
      "    \(String(repeating: "x", count: 81))\n\nType `input 2`",
      17, "this code is 81 columns wide"
    ),
    (
      "wider-than-screen", "```gradus try",
      "```figure weights\n\(String(repeating: "x\n", count: 25))```\n\n```gradus try", 19,
      "this figure is 25 rows high"
    ),
    (
      "missing-alt-text", "then a linear layer.", "then a linear ![](a.png) layer.", 17,
      "this image has no words in its place"
    ),
    (
      "missing-alt-text", "```gradus try", "```figure weights\n```\n\n```gradus try", 19,
      "this figure has no text in its place"
    ),
    (
      "unreachable", "- [x] Right\n",
      "- [x] Right\n\n<!-- goto end -->\n\n## Never\n<!-- step id=never -->\n\nSeen.\n\n"
        + "## End\n<!-- step id=end -->\n\nDone.\n", 60, "nothing leads to this step"
    ),
    (
      "unused-variable", "license:", "vars: {lr: 0.5}\nlicense:", 8, "the variable lr is never used"
    ),
    (
      "form-over-state", "require inputs == 2 -- two inputs\nrequire layers == 1 -- one layer\n",
      "require used(\"input\") -- inputs\nrequire used(\"add\") -- a layer\n", 25,
      "this goal asks whether input was typed, and not what came of it"
    ),
    (
      "exception", "Type `input 2`", "<!-- allow wall-of-tex: so -->\n\nType `input 2`", 17,
      "there is no rule \"wall-of-tex\""
    ),
    (
      "exception", "Type `input 2`", "<!-- allow wall-of-text: so -->\n\nType `input 2`", 17,
      "nothing here breaks the rule wall-of-text"
    ),
  ]

  @Test(arguments: broken)
  func `say what breaks one of them, and where`(
    rule: String, old: String, new: String, line: Int, message: String
  ) throws {
    let text = Self.good.replacing(old, with: new, maxReplacements: 1)
    #expect(text != Self.good)
    let found = try findings(text).first { $0.rule == rule }
    #expect(found?.error.message == message)
    #expect(found?.error.position.line == line)
  }

  @Test func `14 values of a variable with which a step cannot be solved are found`() throws {
    let text = Self.good.replacing("license:", with: "vars: {units: [1, 2]}\nlicense:")
      .replacing("add linear 1", with: "add linear {{units}}")
      .replacing("require layers == 1 -- one", with: "require outputs == 1 -- one")
    let rules = try findings(text, draws: true).map(\.rule)
    #expect(rules.contains("unsolvable-draw"))
    #expect(
      try !findings(text.replacing("[1, 2]", with: "[1, 1]"), draws: true).map(\.rule)
        .contains("unsolvable-draw"))
  }

  @Test func `a lesson that requires one that is not there, or itself, is found`() throws {
    func course(_ text: String) throws -> LessonsAround {
      let lesson = try Lesson(parsing: text, file: "good.md")
      let other = try Lesson(
        parsing: "---\nlesson: other\nformat: 1\ntitle: O\nrequires: [good]\n---\n", file: "o.md")
      return LessonsAround(
        lessons: [
          .init(file: "good.md", about: lesson.about), .init(file: "o.md", about: other.about),
        ], published: ["good.md"])
    }
    func messages(_ requires: String) throws -> [String] {
      let text = Self.good.replacing("license:", with: "requires: [\(requires)]\nlicense:")
      return try findings(text, course: course(text)).map(\.error.message)
    }
    #expect(try messages("othr") == ["there is no lesson \"othr\" in this folder"])
    #expect(
      try messages("other") == ["\"other\" requires \"good\", so that neither can come first"])
  }

  @Test func `commands that a required lesson introduces are known`() throws {
    let first = try Lesson(
      parsing: "---\nlesson: first\nformat: 1\ntitle: F\nintroduces: [input]\n---\n", file: "1.md")
    let course = LessonsAround(
      lessons: [.init(file: "1.md", about: first.about)], published: ["good.md"])
    let text = Self.good.replacing(
      "introduces: [input, add]", with: "requires: [first]\nintroduces: [add]")
    #expect(try findings(text, course: course) == [])
  }

  @Test func `an exception allows a rule to be broken in its step, or before all in the lesson`()
    throws
  {
    let text = Self.good.replacing("\n  > Because.\n", with: "")
    let allowed = "<!-- allow choice-without-feedback: it is a joke -->"
    let inStep = text.replacing("<!-- quiz -->", with: "\(allowed)\n\n<!-- quiz -->")
    #expect(try findings(inStep) == [])
    let before = text.replacing("# A good lesson\n", with: "# A good lesson\n\n\(allowed)\n")
    #expect(try findings(before) == [])
    let elsewhere = text + "\n## Other\n<!-- step id=other -->\n\n\(allowed)\n\nWords.\n"
    #expect(try findings(elsewhere).map(\.rule) == ["choice-without-feedback", "exception"])
  }

  @Test func `1 a goal that asks what was typed and not what came of it is found`() throws {
    let text = Self.good.replacing(
      "require inputs == 2 -- two inputs\nrequire layers == 1 -- one layer",
      with: "require used(\"add\") -- add was typed")
    #expect(try findings(text).map(\.rule).contains("form-over-state"))
  }

  @Test func `5 a published step whose progress is lost when its heading is mended is found`()
    throws
  {
    let text = Self.good.replacing("<!-- step id=build -->\n", with: "")
    #expect(try findings(text).map(\.rule) == ["missing-step-id"])
    // Nobody has begun it yet.
    #expect(try findings(text, course: LessonsAround()) == [])
  }

  @Test func `a task list is no quiz, wherever it stands`() throws {
    let list = "- [ ] one\n- [x] two\n\n* a\n  - [ ] three\n\n"
    let text = Self.good.replacing("<!-- quiz -->", with: list + "<!-- quiz -->")
    #expect(
      try findings(text).map { "\($0.rule) \($0.error.position.line):\($0.error.position.column)" }
        == ["task-list-without-quiz 50:1", "task-list-without-quiz 54:3"])
    let allowed = "<!-- allow task-list-without-quiz: a list of things to bring -->\n\n"
    #expect(try findings(text.replacing("- [ ] one", with: allowed + "- [ ] one")) == [])
    // A page of somebody else is not meant for one.
    let page = try Linter(
      lesson: Lesson(parsing: "# A\n\n\(list)", file: "a.md"), columns: { $0.count }
    ).findings(in: environment)
    #expect(page.map(\.rule) == ["about-incomplete"])
  }

  @Test func `7 a first hint that is the answer already is found, a last one is not`() throws {
    let text = Self.good.replacing(
      "Which command adds something?", with: "`input 2`, `add linear 1`")
    #expect(try findings(text).map(\.rule) == ["hint-gives-answer"])
    #expect(try findings(Self.good) == [])
  }

  @Test func `20 what does not fit a terminal of 80 by 24 is found`() throws {
    let wide = Self.good.replacing(
      "```gradus try", with: "```\n\(String(repeating: "x", count: 81))\n```\n\n```gradus try")
    #expect(try findings(wide).map(\.rule) == ["wider-than-screen"])
    #expect(
      try findings(wide.replacing(String(repeating: "x", count: 81), with: "x")) == [])
  }

  @Test func `each has a name, a page, and a test that breaks it`() {
    let names = LintRules.all.map(\.name)
    #expect(Set(names).count == names.count)
    let tested = Set(Self.broken.map(\.rule)).union(["unsolvable-draw", "unknown-prerequisite"])
    #expect(names.filter { !tested.contains($0) } == [])
    for rule in LintRules.all {
      #expect(rule.name.allSatisfy { $0.isLowercase || $0 == "-" })
      let page = RulePages.page(of: rule)
      #expect(page.title == rule.name)
      #expect(page.sections.allSatisfy { !$0.entries.isEmpty })
    }
    #expect(RulePages.list.sections[0].entries.map(\.term) == names)
  }

  @Test(arguments: [
    ("loss < 0.01", "loss < 0.05", true), ("loss < 0.05", "loss < 0.01", false),
    ("loss <= 0.05", "loss < 0.05", false), ("loss == 0.01", "loss < 0.05", true),
    ("loss > 1 and steps == 0", "loss > 0.5", true),
    ("loss > 0.5", "loss > 0.5 and steps == 0", false),
    ("layers == 2", "layers != 3", true), ("layers != 3", "layers != 3", true),
    ("data == \"xor\"", "data == \"xor\"", true), ("data == \"xor\"", "data == \"circle\"", false),
    ("l0.weight[0,0] > 1", "l0.weight[0,1] > 0", false), ("loss < accuracy", "loss < 1", false),
  ])
  func `know when one condition means another`(one: String, other: String, implies: Bool) throws {
    let text = Self.good.replacing("when layers > 2 -- Far too many.", with: "when \(other) -- So.")
      .replacing("when layers > 1 -- One", with: "when \(one) -- One")
    let shadowed = try findings(text).contains {
      $0.error.message.hasSuffix("always comes first")
    }
    #expect(shadowed == implies)
  }
}
