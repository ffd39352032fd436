import LessonEngine
import Markdown
import Testing

// What is wrong where variables stand, and behind them on their line.
extension LessonErrorTests {
  @Test func `a variable that is not declared is named`() {
    #expect(
      Self.error("## Two\n\nThe rate is {{rate}}.\n", front: "vars:\n  rates: [1, 2]\n") == """
        test.md:11:13: there is no variable "rate"
        The rate is {{rate}}.
                    ^^^^^^^^
        did you mean {{rates}}?
        vars in the front matter declares them
        """)
  }

  /// What stands behind `{{n}}`, which is 4, and `{{rate}}`, which is 0.5, is found all the same.
  @Test(
    arguments: [
      ("```gradus run\n> print {{rate}}; prnt {{n}}\n```", "prnt", "there is no command \"prnt\""),
      (
        "```gradus run\n> print {{n}}; add linar {{n}}\n```", "linar", "there is no layer \"linar\""
      ),
      (
        "```gradus try\ninput {{n}}\n```\n\n```gradus check\n"
          + "require inputs == {{n}} and {{ rate }} > lss -- {{n}}\n```", "lss",
        "nothing is called \"lss\""
      ),
      (
        "```gradus try\ninput {{n}}\n```\n\n```gradus check\nrequire inputs == {{n}} -- a\n"
          + "when inputs > {{n}} or layers = 2 -- b\n```", "= 2", "\"=\" is not expected here"
      ),
      (
        "```answer number\n= {{n}} + {{rate}} + lss +- 0.1\n```", "lss", "nothing is called \"lss\""
      ),
      (
        "```answer number\n= {{n}} + {{rate}} +- 1 o/o\n```", "1 o/o",
        "how far the answer may be off is not a number"
      ),
      (
        "```gradus predict ask=\"?\"\nlet a = {{n}}\nchoice up = a > {{n}} + lss\nchoice no = a < 1\n```",
        "lss", "nothing is called \"lss\""
      ),
      (
        "```answer number\n1\n```\n\n<!-- hint when=\"{{n}} > {{rate}} + lss\" -->\n"
          + "<details><summary>Hint</summary>\n\nx\n\n</details>", "lss",
        "nothing is called \"lss\""
      ),
      (
        "```answer number\n1\n```\n\n<!-- goto step when=\"attempts > {{n}} + lss\" -->", "lss",
        "nothing is called \"lss\""
      ),
    ] as [(String, String, String)])
  func `what follows a variable has its own place`(body: String, fault: String, message: String)
    throws
  {
    let text =
      "---\nlesson: t\nformat: 1\ntitle: T\nvars: {n: 4, rate: 0.5}\n---\n\n## Step\n\n\(body)\n"
    let line = try #require(text.split(separator: "\n").first { $0.contains(fault) })
    let column = try #require(line.firstRange(of: fault)).lowerBound
    do throws(LessonError) {
      _ = try Lesson(parsing: text, file: "t.md")
      Issue.record("no error")
    } catch {
      #expect(error.message == message)
      #expect(error.line == line)
      #expect(error.position.column == line.utf8.distance(from: line.startIndex, to: column) + 1)
      #expect(
        fault.hasPrefix(line.utf8.dropFirst(error.position.column - 1).prefix(error.length).text))
    }
  }

  @Test func `conditions of hints and jumps take variables`() throws {
    let lesson = try lesson(
      """
      ## Step

      ```answer number
      1
      ```

      <!-- hint when="attempts > {{n}}" -->
      <details><summary>Hint</summary>

      One.

      </details>

      <!-- goto step when="attempts > {{n}}" -->
      """, front: "vars: {n: 4}\n")
    #expect(lesson.steps[0].exercises[0].hints[0].condition?.text == "attempts > 4")
  }
}

extension Sequence<UInt8> {
  fileprivate var text: String { String(decoding: Array(self), as: UTF8.self) }
}
