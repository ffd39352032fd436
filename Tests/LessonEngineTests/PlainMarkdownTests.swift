import Interpreter
import LessonEngine
import Testing

@Suite("Any Markdown file is a lesson of prose")
struct PlainMarkdownTests {
  @Test func `steps are its headings, and rules wait`() throws {
    let lesson = try Lesson(
      parsing: """
        # A page

        Hello, {{ braces }} stay.

        ## First: what, why?

        | a | b |
        |---|---|
        | 1 | 2 |

        ---

        - [ ] a task list without a quiz
        - [x] is a list

        ```python
        print("not ours")
        ```

        ## First: what, why?

        ### Deeper

        <p align="center"><img src="x.png"></p>

        <details>
        <summary>More</summary>

        ## A heading inside

        Folded text.

        </details>
        """, file: "docs/page.md")
    #expect(lesson.id == "page")
    #expect(lesson.title == "A page")
    var learner = Learner(lesson)
    #expect(
      learner.begin() + "\n" + learner.type("", "", "", "") == """
        LESSON A page | - | 2 steps
        prose: Hello, {{ braces }} stay.
        (Enter)
        STEP 1/2 First: what, why?
        prose: a | b
        (Enter)
        prose: * a task list without a quiz * is a list / print("not ours")
        (Enter)
        STEP 2/2 First: what, why?
        prose: Deeper / More / A heading inside / Folded text.
        (Enter)
        END A page: 2 solved, 0 with hints, 0 shown, 0 skipped of 2; learned ; next -
        """)
    #expect(learner.records.map(\.step).contains("first-what-why-1"))
  }

  @Test func `without a second heading it is one step`() throws {
    var learner = Learner(try Lesson(parsing: "Just *text*.\n\nMore.", file: "note.md"))
    #expect(
      learner.begin() == """
        LESSON note | - | 1 steps
        STEP 1/1 note
        prose: Just text. / More.
        (Enter)
        """)
  }

  @Test func `even an empty one`() throws {
    var learner = Learner(try Lesson(parsing: "", file: "empty.md"))
    #expect(
      learner.begin() == """
        LESSON empty | - | 1 steps
        STEP 1/1 empty
        (Enter)
        """)
    #expect(learner.type("").hasPrefix("END empty"))
  }

  /// What other programs and people write, none of which is meant for us.
  static let foreign = [
    "# A page about us\n\n```gradus\nadd linear 4\n```\n\n```answer\n```\n",
    "---\nlayout: post\ntags: &a [x, *a, !!t y]\nbad: yaml: here\n---\n\nText.",
    "---\nNote: a rule, then a sentence with a colon, and no second rule.\n\nText.",
    "---\nformats: [a, b]\nlessons: 3\ntheme: x\n---\nText.",
    "---\ndeep: {a: {b: {c: {d: {e: {f: g}}}}}}\n---\nText.",
    "+++\ntitle = \"TOML\"\n+++\n\nText.",
    "<!-- step by step -->\n\nText <!-- quiz --> here.\n\n<!-- quiz -->\n\nNo list.\n",
    "<!-- include ../../etc/passwd -->\n<!-- goto nowhere -->\n<!-- hint -->\n\nText.",
    "<details><summary>Hint</summary>\n\nNo question.\n\n</details>\n\n<details>\n\nNever closed.",
    "<details><summary>Hints</summary>x</details>\n\n<details><summary>Solution</summary>",
    "> [!WARNNG]\n> A call-out that GitHub does not know.",
    "# Only\n\n# top\n\n# headings\n\n```\nunclosed",
    "```gradsu\nnot ours\n```\n\n```answers here\n```\n\n- a\n\n  ```sh\n  ls\n  ```",
    "<style>\nbody { color: red }\n</style>\n\n<script>alert(1)</script>\n\n"
      + "<p align=\"center\"><img src=\"logo.png\" alt=\"The logo\"></p>\n\nText.",
    "<table><tr><td>cell</td></tr></table>\n\n&copy; &#0; &#xFFFFFFFF; &nosuch;\n",
    "[link]: <> \"t\"\n\n[link] ![][link] [^missing] [x](<a b> 'c')",
    "\u{FEFF}# With a byte order mark\n\nText.\u{0B}\u{0C}\u{85}\u{2028}more",
    "## {{ name }} and {% liquid %}\n\n{{ site.url }}\n\n\\[ x^2 \\] $$y$$",
    "- [ ] a\n- [x] b\n\n1) one\n2) two\n\n***\n___\n* * *\n",
    String(repeating: "> ", count: 90) + "deep\n\n" + String(repeating: "- ", count: 90) + "deep",
    String(repeating: "*a ", count: 2000) + "\n\n" + String(repeating: "[", count: 2000),
    "\r\n# Windows\r\n\r\nText.\rOld Mac.\r\n",
    "\t\n \n\n",
  ]

  @Test(arguments: foreign.indices)
  func `of another program or person is prose, and plays to its end`(index: Int) throws {
    let lesson = try Lesson(parsing: Self.foreign[index], file: "README.md")
    var learner = Learner(lesson)
    var shown = learner.begin()
    var count = 0
    while !learner.player.isFinished, count < 100 {
      shown += learner.type("")
      count += 1
    }
    #expect(learner.player.isFinished)
    #expect(!shown.contains("BUG") && !shown.contains("failed"))
    #expect(!shown.contains("color: red") && !shown.contains("alert("))
  }

  @Test func `an image of a text file is that text, within the lesson's folder`() throws {
    func lesson(_ path: String) throws -> Lesson {
      try Lesson(
        parsing: "---\nlesson: a\nformat: 1\ntitle: A\n---\n\n## One\n\n![A neuron](\(path))\n",
        file: "a.md"
      ) { path throws(Diagnostic) in
        guard path == "neuron.txt" else { throw Diagnostic("there is no \(path)") }
        return "x --> y\n"
      }
    }
    var learner = Learner(try lesson("neuron.txt"))
    #expect(learner.begin().contains("prose: x --> y"))
    for (path, expected) in [
      ("other.txt", "a.md:9:13: there is no other.txt"),
      ("../neuron.txt", "a.md:9:13: a figure is a file of the lesson's own folder"),
    ] {
      do {
        _ = try lesson(path)
        Issue.record("no error")
      } catch let error as LessonError {
        #expect(error.headline == expected)
      }
    }
  }

  @Test func `an unclosed fence of somebody else is no error`() throws {
    _ = try Lesson(parsing: "# A\n\n```python\nx = 1\n", file: "a.md")
  }
}
