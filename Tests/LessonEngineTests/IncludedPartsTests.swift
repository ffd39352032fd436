import Interpreter
import LessonEngine
import Markdown
import Testing

@Suite("Parts that a lesson includes")
struct IncludedPartsTests {
  /// A body begins in line 6.
  private static let front = "---\nlesson: a\nformat: 1\ntitle: A\n---\n"

  private func lesson(
    _ body: String, parts: [String: String], draw: UInt64 = 0
  ) throws(LessonError) -> Lesson {
    try Lesson(parsing: Self.front + body, file: "a.md", draw: draw) { path throws(Diagnostic) in
      guard let part = parts[path] else { throw Diagnostic("there is no \(path)") }
      return part
    }
  }

  private func error(_ body: String, parts: [String: String]) -> String {
    do {
      _ = try lesson(body, parts: parts)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  private func findings(_ body: String, parts: [String: String]) throws -> [String] {
    try Linter(
      lesson: lesson(body, parts: parts),
      course: LessonsAround(lessons: [], published: ["a.md"]), columns: { $0.count }
    ).findings(in: environment).filter { $0.rule != "about-incomplete" }.map {
      "\($0.error)\n(\($0.rule))"
    }
  }

  private static let task = "```gradus try\ninput 2\n```\n"
  private static let words = "One.\n\nTwo.\n\nThree.\n"

  @Test(
    arguments: [
      (
        "## A\n\n\(task)\n<!-- include part.md -->\n", words,
        """
        a.md:8:1: nothing says when this task is done
        ```gradus try
        ^^^^^^^^^^^^^
        a fence ```gradus check beside it does
        """
      ),
      (
        "## A\n\n```gradus check\nrequire inputs == 2 -- two\n```\n\n<!-- include part.md -->\n",
        words,
        """
        a.md:8:1: this task has no model answer
        ```gradus check
        ^^^^^^^^^^^^^^^
        a fence ```gradus try beside it holds one
        """
      ),
      (
        "## A\n\n<!-- include part.md -->\n\nA paragraph.\n", "One.\n\n<!-- quiz -->\n",
        """
        part.md:3:1: a list of choices must follow this comment
        <!-- quiz -->
        ^^^^^^^^^^^^^
        - [x] …
        """
      ),
      (
        "## A\n\n<!-- include part.md -->\n\n<!-- goto a -->\n", "One.\n\n<!-- quiz -->\n",
        """
        part.md:3:1: a list of choices must follow this comment
        <!-- quiz -->
        ^^^^^^^^^^^^^
        - [x] …
        """
      ),
      (
        "## A\n\n<details><summary>Hint</summary>\n\nx\n\n</details>\n\n<!-- include part.md -->\n",
        words,
        """
        a.md:8:1: this hint belongs to nothing that the learner is asked
        <details><summary>Hint</summary>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        it stands after the task, quiz or answer that it helps with
        """
      ),
      (
        "## A\n\n<!-- hint when=\"loss > 1\" -->\n\n<!-- include part.md -->\n", words,
        """
        a.md:8:1: a hint must follow this comment
        <!-- hint when="loss > 1" -->
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        <details><summary>Hint</summary>
        """
      ),
      (
        "## A\n\n<details><summary>Solution</summary>\n\n<!-- include part.md -->\n\n</details>\n",
        words,
        """
        a.md:8:1: this solution belongs to nothing that the learner is asked
        <details><summary>Solution</summary>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        it stands after the task, quiz or answer that it solves
        """
      ),
      (
        "<!-- quiz -->\n\n<!-- include part.md -->\n\n## A\n", "- [x] a\n- [ ] b\n",
        """
        a.md:6:1: the learner is asked something only within a step
        <!-- quiz -->
        ^^^^^^^^^^^^^
        a heading ## begins a step
        """
      ),
      // The text of the part begins in the same line of another file.
      (
        "## A\n\n<!-- include part.md -->\n", "\n\n<!-- step id=b -->\n\n<p>Words.</p>\n",
        "no error"
      ),
    ] as [(String, String, String)])
  func `leave a mistake in the file in which it was made`(
    body: String, part: String, expected: String
  ) {
    #expect(error(body, parts: ["part.md": part]) == expected)
  }

  @Test func `are where the linter finds what stands in them`() throws {
    let part = "Part.\n\n![](x.png)\n\n- Or: ![](y.png)\n"
    let found = try findings(
      "## A\n<!-- step id=a -->\n\n<!-- include part.md -->\n\nThis:\n", parts: ["part.md": part])
    #expect(
      found == [
        """
        a.md:11:1: this ends with a colon, and nothing comes after it
        This:
        ^^^^^
        (announces-nothing)
        """,
        """
        part.md:3:1: this image has no words in its place
        ![](x.png)
        ^^^^^^^^^^
        ![what it shows](…)
        (missing-alt-text)
        """,
        """
        part.md:5:7: this image has no words in its place
        - Or: ![](y.png)
              ^^^^^^^^^^
        ![what it shows](…)
        (missing-alt-text)
        """,
      ])
    let wide = String(repeating: "x", count: 90)
    #expect(
      try findings(
        "## A\n<!-- step id=a -->\n\n<!-- include part.md -->\n",
        parts: ["part.md": "One.\n\n- a list\n\n  ```\n  \(wide)\n  ```\n\nThis:\n"]
      ).map { $0.prefix { $0 != " " } } == ["part.md:5:3:", "part.md:9:1:"])
  }

  @Test func `have the exceptions of their step, and it has theirs`() throws {
    let allow = "<!-- allow missing-alt-text: a sketch -->\n"
    let image = "![](x.png)\n"
    let head = "## A\n<!-- step id=a -->\n\n"
    let include = "<!-- include part.md -->\n"
    #expect(try findings(head + allow + "\n" + include, parts: ["part.md": image]) == [])
    #expect(try findings(head + include, parts: ["part.md": "Word.\n\n\(allow)\n\(image)"]) == [])
    #expect(try findings(head + include + "\n" + image, parts: ["part.md": allow]) == [])
    // Another step has them not.
    let others = "\n## B\n<!-- step id=b -->\n\n" + include
    let found = try findings(
      head + allow + "\n" + image + others, parts: ["part.md": "Word.\n\n\(image)"])
    #expect(found.map { $0.prefix { $0 != " " } } == ["part.md:3:1:"])
    // Two steps include the same part, with its exception.
    let twice = head + include + others
    #expect(try findings(twice, parts: ["part.md": "Word.\n\n\(allow)\n\(image)"]) == [])
  }

  @Test func `may begin a step, which goes on behind them`() throws {
    let allow = "<!-- allow missing-alt-text: a sketch -->\n"
    let part = "Words.\n\n## B\n<!-- step id=b -->\n\n\(allow)\n"
    let found = try findings(
      "## A\n<!-- step id=a -->\n\n![](x.png)\n\n<!-- include part.md -->\n\n![](y.png)\n",
      parts: ["part.md": part])
    #expect(found.map { $0.prefix { $0 != " " } } == ["a.md:9:1:"])
  }

  @Test func `count as the step's text, which was edited where they were`() throws {
    let body = "## A\n\nWords.\n\n<!-- include part.md -->\n\n## B\n\nMore.\n"
    let first = try lesson(body, parts: ["part.md": "Part.\n\n    code\n"])
    let second = try lesson(body, parts: ["part.md": "Part.\n\n    code, edited\n"])
    #expect(first.steps[0].hash != second.steps[0].hash)
    #expect(first.steps[1].hash == second.steps[1].hash)
    var learner = Learner(first)
    learner.begin()
    learner.type("")
    var resumed = Learner(second, records: learner.records)
    #expect(
      resumed.begin().contains(
        "note: The lesson was edited since: \"A\". What you did is kept."))
  }

  @Test func `leave the hash of a step alone that includes nothing`() throws {
    // As journals have it since the first version: of the step's own lines.
    let lesson = try lesson(
      "## A\n\nWords.\n\n## B\n\n<!-- include part.md -->\n", parts: ["part.md": "Part.\n"])
    #expect(lesson.steps[0].hash == "f7ffad279bf17d7e")
  }
}
