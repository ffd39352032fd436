import LessonEngine
import Testing

@Suite("What would be passed over in a lesson file, or shown by mistake")
struct PlacesOfErrorsTests {
  /// The body begins in line 6, or with more front matter below that.
  private func error(_ body: String, front: String = "") -> String {
    Self.errorOfFile("---\nlesson: a\nformat: 1\ntitle: A\n\(front)---\n" + body)
  }

  private static func errorOfFile(_ text: String) -> String {
    do {
      _ = try Lesson(parsing: text, file: "a.md")
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  private static let task = "## A\n\n```gradus try\ninput 2\n```\n\n```gradus check\n"

  // MARK: Variables

  @Test(
    arguments: [
      (
        "\(task)require inputs == {{lrr}} -- two\n```\n",
        """
        a.md:13:19: there is no variable "lrr"
        require inputs == {{lrr}} -- two
                          ^^^^^^^
        the front matter declares it: vars: {lrr: pick(0.1, 0.5)}
        """
      ),
      (
        "## A\n\n```gradus run\n> print {{ lrr }}\n```\n",
        """
        a.md:9:9: there is no variable "lrr"
        > print {{ lrr }}
                ^^^^^^^^^
        the front matter declares it: vars: {lrr: pick(0.1, 0.5)}
        """
      ),
      (
        "## A\n\n```answer number\n{{n}}\n```\n",
        """
        a.md:9:1: there is no variable "n"
        {{n}}
        ^^^^^
        the front matter declares it: vars: {n: pick(0.1, 0.5)}
        """
      ),
      (
        "## A\n\n<!-- quiz -->\n\n- [x] {{n}}\n- [ ] b\n",
        """
        a.md:10:7: there is no variable "n"
        - [x] {{n}}
              ^^^^^
        the front matter declares it: vars: {n: pick(0.1, 0.5)}
        """
      ),
      (
        "## The rate {{lr}}\n\nText.\n",
        """
        a.md:6:13: there is no variable "lr"
        ## The rate {{lr}}
                    ^^^^^^
        the front matter declares it: vars: {lr: pick(0.1, 0.5)}
        """
      ),
      (
        "## A\n\nThe rate is {{lr}}.\n",
        """
        a.md:8:13: there is no variable "lr"
        The rate is {{lr}}.
                    ^^^^^^
        the front matter declares it: vars: {lr: pick(0.1, 0.5)}
        """
      ),
      // What is no name was not meant for one: C's matrices, a template's expressions.
      ("## A\n\n`int m[2][2] = {{1, 2}, {3, 4}}` and {{ a.b }} and {{ }}.\n", "no error"),
    ] as [(String, String)])
  func `a variable is unknown where none is declared, too`(body: String, expected: String) {
    #expect(error(body) == expected)
  }

  @Test func `the variable that is meant is proposed as it is written`() {
    #expect(
      error("## A\n\nText {{lrr}} ok\n", front: "vars: {lr: 0.5}\n") == """
        a.md:9:6: there is no variable "lrr"
        Text {{lrr}} ok
             ^^^^^^^
        did you mean {{lr}}?
        vars in the front matter declares them
        """)
  }

  @Test func `braces are text in a file that says of itself nothing`() throws {
    let lesson = try Lesson(
      parsing: "## A\n\nHello {{name}}.\n\n```gradus run\n> print 1\n```\n", file: "a.md")
    var learner = Learner(lesson)
    #expect(learner.begin().contains("prose: Hello {{name}}."))
  }

  // MARK: Front matter that is none

  @Test(
    arguments: [
      (
        "lesson: pv\nformat: 1\ntitle: T\n---\n\n## A\n\nText.\n",
        """
        a.md:1:1: this looks like front matter, which begins with --- in line 1
        lesson: pv
        ^^^^^^^^^^
        write a line --- above it
        """
      ),
      (
        "\n---\nlesson: pv\nformat: 1\ntitle: T\nrequires:\n- b\n---\n\n## A\n",
        """
        a.md:2:1: this looks like front matter, which begins with --- in line 1
        ---
        ^^^
        three dashes, and nothing above them
        """
      ),
      (
        "<!-- A comment. -->\n\n---\nlessn: pv\nformat: 1\ntitle: T\n---\n",
        """
        a.md:3:1: this looks like front matter, which begins with --- in line 1
        ---
        ^^^
        three dashes, and nothing above them
        """
      ),
      (
        "----\ntitle: T\nlesson: pv\n----\n\n## A\n",
        """
        a.md:1:1: this looks like front matter, which begins with --- in line 1
        ----
        ^^^^
        three dashes, and nothing above them
        """
      ),
      // Markdown of others.
      ("\n---\n\nText.\n", "no error"),
      ("---\n\nlesson: one\n", "no error"),
      ("title: a page\nauthor: somebody\n---\n\nText.\n", "no error"),
      ("lesson: learnt\n\nformat: 1\n", "no error"),
      ("lesson: a\nformat: 1\nThis is how it begins.\n", "no error"),
      ("# How to\n\n    lesson: a\n    format: 1\n", "no error"),
    ] as [(String, String)])
  func `front matter below the first line, or without its first line, is found`(
    text: String, expected: String
  ) {
    #expect(Self.errorOfFile(text) == expected)
  }

  // MARK: Statements of several lines

  @Test(
    arguments: [
      (
        "\(task)require inputs == 2\n  and lss < 3 -- two\n```\n",
        """
        a.md:14:7: nothing is called "lss"
          and lss < 3 -- two
              ^^^
        did you mean loss?
        help names
        """
      ),
      (
        "\(task)require inputs == 2\n  # in words\n\n  and layers = 3 -- two\n```\n",
        """
        a.md:16:14: "=" is not expected here
          and layers = 3 -- two
                     ^
        = gives a setting its value; == compares
        """
      ),
      (
        "\(task)require inputs\n  > 1 and {{n}} > 1 and lss > 1 -- two\n```\n",
        """
        a.md:15:25: nothing is called "lss"
          > 1 and {{n}} > 1 and lss > 1 -- two
                                ^^^
        did you mean loss?
        help names
        """
      ),
      (
        "\(task)require inputs == 2 and lss\n  > 1 -- two\n```\n",
        """
        a.md:13:25: nothing is called "lss"
        require inputs == 2 and lss
                                ^^^
        did you mean loss?
        help names
        """
      ),
      (
        "## A\n\n```gradus setup\ndata values x=[[0, 1],\n  [1, 1]] y=[[1],\n  [0]] foo=3\n```\n",
        """
        a.md:11:8: data has no setting "foo": it has x, y, labels, classes
          [0]] foo=3
               ^^^
        help data
        """
      ),
      (
        "## A\n\n```gradus run\n> data values x=[[0, 1],\n> [1, 1]] y=[[1], [0]] foo=3\n```\n",
        """
        a.md:10:24: data has no setting "foo": it has x, y, labels, classes
        > [1, 1]] y=[[1], [0]] foo=3
                               ^^^
        help data
        """
      ),
      (
        "## A\n\n```answer number\n1\n  + 2\n```\n",
        """
        a.md:9:1: this is not a number
        1
        ^
        0.731 +- 1%, [0.72, 0.74] or = l1.output[0] +- 0.005
        """
      ),
    ] as [(String, String)])
  func `a statement of several lines is wrong in the line that is wrong`(
    body: String, expected: String
  ) {
    let front = body.contains("{{n}}") ? "vars: {n: 12345678}\n" : ""
    #expect(error(body, front: front) == expected)
  }

  // MARK: Comments, keys and details that would do nothing

  @Test(
    arguments: [
      (
        "## A <!-- step id=foo -->\n\nText.\n",
        """
        a.md:6:6: this comment stands in a heading, where it does nothing
        ## A <!-- step id=foo -->
             ^^^^^^^^^^^^^^^^^^^^
        put it on a line of its own below the heading
        """
      ),
      (
        "# T *<!-- allow wall-of-text: a -->*\n\n## A\n\nText.\n",
        """
        a.md:6:6: this comment stands in a heading, where it does nothing
        # T *<!-- allow wall-of-text: a -->*
             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        put it on a line of its own below the heading
        """
      ),
      (
        "## A\n\n### B <!-- quiz -->\n\nText.\n",
        """
        a.md:8:7: this comment stands in a heading, where it does nothing
        ### B <!-- quiz -->
              ^^^^^^^^^^^^^
        put it on a line of its own below the heading
        """
      ),
      (
        "## A\n\n| a | b |\n|---|---|\n| 1 | <!-- quiz --> |\n",
        """
        a.md:10:7: this comment stands in a table, where it does nothing
        | 1 | <!-- quiz --> |
              ^^^^^^^^^^^^^
        put it on a line of its own, outside the table
        """
      ),
      (
        "## A\n\n```gradus predict ask=\"a\" ask=\"b\"\nanswer = 1\n```\n",
        """
        a.md:8:27: ask is there twice
        ```gradus predict ask="a" ask="b"
                                  ^^^
        """
      ),
      (
        "## A\n\n```figure weights layer=0 layer=\"1\"\n...\n```\n",
        """
        a.md:8:27: layer is there twice
        ```figure weights layer=0 layer="1"
                                  ^^^^^
        """
      ),
      (
        "## A\n<!-- step id=a id=b -->\n",
        """
        a.md:7:16: id is there twice
        <!-- step id=a id=b -->
                       ^^
        """
      ),
      (
        "## A\n\n<!-- quiz several several -->\n\n- [x] a\n- [ ] b\n",
        """
        a.md:8:19: several is there twice
        <!-- quiz several several -->
                          ^^^^^^^
        """
      ),
      (
        "## A\n\n<!-- quiz\n  shuffel -->\n\n- [x] a\n- [ ] b\n",
        """
        a.md:9:3: quiz takes no "shuffel"
          shuffel -->
          ^^^^^^^
        known: several
        """
      ),
      (
        "## A\n\n<!--\n  step id=Foo\n-->\n",
        """
        a.md:9:11: an id has small letters, digits and hyphens only
          step id=Foo
                  ^^^
        <!-- step id=xor-fails -->
        """
      ),
      ("## A\n\n<!--\nA note:\nstep by step, as\nhint and quiz say\n-->\n\nText.\n", "no error"),
      // A comment that nothing closes.
      (
        "## A\n<!-- step id=mend\n\nSet it.\n\n## B\n<!-- step id=b -->\n",
        """
        a.md:7:1: this comment is never closed: another begins in it
        <!-- step id=mend
        ^^^^^^^^^^^^^^^^^
        --> closes it
        """
      ),
      (
        "## A\n\nText.\n\n<!-- step id=mend\n\nSet it.\n",
        """
        a.md:10:1: this comment is never closed
        <!-- step id=mend
        ^^^^^^^^^^^^^^^^^
        --> closes it
        """
      ),
      (
        "## A\n\nText.\n\n<!-- a note\n\nAll the rest.\n",
        """
        a.md:10:1: this comment is never closed
        <!-- a note
        ^^^^^^^^^^^
        --> closes it
        """
      ),
      ("## A\n\n<!-- a note\nthat has\n\nlines -->\n\nText.\n", "no error"),
      // Hints that would stand open.
      (
        "## A\n\n- item\n\n  <details><summary>Hint</summary>\n\n  It is 7.\n\n  </details>\n",
        """
        a.md:10:3: this hint stands in a list or a quote, where everyone reads it at once
          <details><summary>Hint</summary>
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        put it at the margin
        """
      ),
      (
        "## A\n\n> <details><summary>Solution</summary>\n>\n> It is 7.\n>\n> </details>\n",
        """
        a.md:8:3: this solution stands in a list or a quote, where everyone reads it at once
        > <details><summary>Solution</summary>
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        put it at the margin
        """
      ),
      (
        "## A\n\nThink. <details><summary>Hint</summary>It is 7.</details>\n",
        """
        a.md:8:8: this hint stands inside a paragraph, where everyone reads it at once
        Think. <details><summary>Hint</summary>It is 7.</details>
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        put it below, with an empty line between
        """
      ),
      (
        "## A\n\n| a |\n|---|\n| <details><summary>Hint</summary>7</details> |\n",
        """
        a.md:10:3: this hint stands in a table, where everyone reads it at once
        | <details><summary>Hint</summary>7</details> |
          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        put it below, with an empty line between
        """
      ),
      (
        "## A\n\n<detials><summary>Hint</summary>\n\nIt is 7.\n\n</details>\n",
        """
        a.md:12:1: no <details> begins that this would close
        </details>
        ^^^^^^^^^^
        <details><summary>Hint</summary>
        """
      ),
      (
        "## A\n\n- item\n\n  <details><summary>Why it is so</summary>\n\n  Text.\n\n  </details>\n",
        "no error"
      ),
      ("## A\n\nThink. <details><summary>More</summary>Text.</details>\n", "no error"),
    ] as [(String, String)])
  func `is an error at its place`(body: String, expected: String) {
    #expect(error(body) == expected)
  }

  @Test func `is HTML like any other in Markdown of somebody else`() throws {
    for text in [
      "## A <!-- step id=foo -->\n\n| a |\n|---|\n| <!-- quiz --> |\n",
      "- a\n\n  <details><summary>Hint</summary>\n\n  Text.\n\n  </details>\n\n</details>\n",
      "Text. <details><summary>Hint</summary>Text.</details>\n\n<!-- step id=a\n\nText.\n",
    ] {
      #expect(Self.errorOfFile(text) == "no error")
    }
  }
}
