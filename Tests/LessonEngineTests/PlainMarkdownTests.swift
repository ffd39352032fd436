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

  @Test func `an unclosed fence of somebody else is no error`() throws {
    _ = try Lesson(parsing: "# A\n\n```python\nx = 1\n", file: "a.md")
  }
}
