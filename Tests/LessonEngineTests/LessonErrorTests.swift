import LessonEngine
import Markdown
import Testing

@Suite("What is wrong with a lesson file")
struct LessonErrorTests {
  /// The front matter takes five lines and a blank one: a body begins in line 6... of the file.
  static func error(_ body: String, front: String = "") -> String {
    do {
      _ = try lesson(body, front: front)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test(
    arguments: [
      // Fences.
      (
        "```gradus trry\nadd linear 4\n```",
        """
        test.md:7:11: gradus has no role "trry"
        ```gradus trry
                  ^^^^
        did you mean try?
        known: setup, run, try, check, reject, predict
        """
      ),
      (
        "```gradus\nadd linear 4\n```",
        """
        test.md:7:4: a fence with gradus needs a word that says what it is for
        ```gradus
           ^^^^^^
        known: setup, run, try, check, reject, predict
        """
      ),
      (
        "```gradsu try\nadd linear 4\n```",
        """
        test.md:7:4: a fence with "gradsu" is ordinary code, but "try" is a word of lessons
        ```gradsu try
           ^^^^^^
        did you mean gradus?
        """
      ),
      (
        "```gradus run quiet=yes\n> input 2\n```",
        """
        test.md:7:15: gradus run takes no "quiet"
        ```gradus run quiet=yes
                      ^^^^^
        """
      ),
      (
        "## Two\n\n~~~gradus setup\ninput 2\n",
        """
        test.md:9:1: this fence is never closed
        ~~~gradus setup
        ^^^^^^^^^^^^^^^
        a line with as many ` or ~ and nothing else closes it
        """
      ),
      (
        "```gradus run\ninput 2\n```",
        """
        test.md:8:1: a line of a run begins with > and a command
        input 2
        ^^^^^^^
        > input 2
        """
      ),
      (
        "```gradus setup\n# only a comment\n```",
        """
        test.md:7:1: this fence holds no command
        ```gradus setup
        ^^^^^^^^^^^^^^^
        """
      ),
      (
        "- a list\n\n  ```gradus run\n  > input 2\n  ```",
        """
        test.md:9:3: this fence stands in a list or a quote, where it does nothing
          ```gradus run
          ^^^^^^^^^^^^^
        put it at the margin
        """
      ),
      // Commands.
      (
        "```gradus setup\ninput 2\nadd lineer 4\n```",
        """
        test.md:9:5: there is no layer "lineer"
        add lineer 4
            ^^^^^^
        did you mean linear?
        help layers
        """
      ),
      (
        "## Two\n\n```gradus run\n> inptu 2\n```",
        """
        test.md:10:3: there is no command "inptu"
        > inptu 2
          ^^^^^
        did you mean input?
        help
        """
      ),
      // Tasks.
      (
        "## Two\n\n```gradus try\ninput 2\n```",
        """
        test.md:9:1: nothing says when this task is done
        ```gradus try
        ^^^^^^^^^^^^^
        a fence ```gradus check beside it does
        """
      ),
      (
        "## Two\n\n```gradus check\nrequire inputs == 2 -- two\n```",
        """
        test.md:9:1: this task has no model answer
        ```gradus check
        ^^^^^^^^^^^^^^^
        a fence ```gradus try beside it holds one
        """
      ),
      (
        "```gradus try\ninput 2\n```\n\n## Two",
        """
        test.md:7:1: the learner is asked something only within a step
        ```gradus try
        ^^^^^^^^^^^^^
        a heading ## begins a step
        """
      ),
      // Checks.
      (
        "## Two\n\n```gradus check\nrequires inputs == 2 -- two\n```",
        """
        test.md:10:1: a line of a check begins with require or when, not "requires"
        requires inputs == 2 -- two
        ^^^^^^^^
        did you mean require?
        """
      ),
      (
        "## Two\n\n```gradus check\nrequire inputs == 2\n```",
        """
        test.md:10:1: this goal has no words
        require inputs == 2
        ^^^^^^^^^^^^^^^^^^^
        require layers == 2 -- one hidden layer
        """
      ),
      (
        "## Two\n\n```gradus check\nrequire inputs = 2 -- two\n```",
        """
        test.md:10:16: "=" is not expected here
        require inputs = 2 -- two
                       ^
        = gives a setting its value; == compares
        """
      ),
      (
        "## Two\n\n```gradus try\ninput 2\n```\n```gradus check\nrequire imputs == 2 -- two\n```",
        """
        test.md:13:9: nothing is called "imputs"
        require imputs == 2 -- two
                ^^^^^^
        did you mean inputs?
        help names
        """
      ),
      (
        "## Two\n\n```gradus try\ninput 2\n```\n```gradus check\nrequire used(\"traim\") -- two\n```",
        """
        test.md:13:14: there is no command "traim"
        require used("traim") -- two
                     ^^^^^^^
        did you mean train?
        help
        """
      ),
      (
        "## Two\n\n```gradus try\ninput 2\n```\n```gradus check\nrequire l0.wieght == 2 -- two\n```",
        """
        test.md:13:12: a layer has no part "wieght"
        require l0.wieght == 2 -- two
                   ^^^^^^
        did you mean weight?
        it has weight, bias, input, output, kind, inputs, outputs, parameters
        """
      ),
      // Prose.
      (
        "## Two\n\nSome *words*\n  and <!-- goto end --> more.",
        """
        test.md:10:7: this comment stands inside a paragraph, where it does nothing
          and <!-- goto end --> more.
              ^^^^^^^^^^^^^^^^^
        put it on a line of its own
        """
      ),
      // Answers.
      (
        "## Two\n\n```answer numbr\n1\n```",
        """
        test.md:9:11: answer has no role "numbr"
        ```answer numbr
                  ^^^^^
        did you mean number?
        known: number, text, order, shape
        """
      ),
      (
        "## Two\n\n```answer number\nmany\n```",
        """
        test.md:10:1: this is not a number
        many
        ^^^^
        0.731 +- 1%, [0.72, 0.74] or = l1.output[0] +- 0.005
        """
      ),
      (
        "## Two\n\n```answer number\n= 2 * lss +- 1%\n```",
        """
        test.md:10:7: nothing is called "lss"
        = 2 * lss +- 1%
              ^^^
        did you mean loss?
        help names
        """
      ),
      (
        "## Two\n\n```answer number\n[2, 1]\n```",
        """
        test.md:10:1: this interval ends before it begins
        [2, 1]
        ^^^^^^
        [0.72, 0.74]
        """
      ),
      (
        "## Two\n\n```answer number\n1 +- few\n```",
        """
        test.md:10:6: how far the answer may be off is not a number
        1 +- few
             ^^^
        0.731 +- 1%, [0.72, 0.74] or = l1.output[0] +- 0.005
        """
      ),
      (
        "## Two\n\n```answer order\nonly\n```",
        """
        test.md:9:1: an order needs at least two lines
        ```answer order
        ^^^^^^^^^^^^^^^
        one line each, in their order
        """
      ),
      (
        "## Two\n\n```answer shape\ntwo by four\n```",
        """
        test.md:10:1: this is not a shape
        two by four
        ^^^^^^^^^^^
        (4, 2)
        """
      ),
      // Quizzes.
      (
        "## Two\n\n<!-- quiz -->\n\nNo list.\n",
        """
        test.md:9:1: a list of choices must follow this comment
        <!-- quiz -->
        ^^^^^^^^^^^^^
        - [x] …
        """
      ),
      (
        "## Two\n\n<!-- quiz -->\n\n- [ ] a\n- [ ] b\n",
        """
        test.md:11:1: no choice of this quiz is right
        - [ ] a
        ^^^^^^^
        - [x] marks the right one
        """
      ),
      (
        "## Two\n\n<!-- quiz -->\n\n- [x] a\n- b\n",
        """
        test.md:12:1: every choice of a quiz begins with [ ] or [x]
        - b
        ^^^
        - [ ] …
        """
      ),
      (
        "## Two\n\n<!-- quiz shuffel -->\n\n- [x] a\n- [ ] b\n",
        """
        test.md:9:11: quiz takes no "shuffel"
        <!-- quiz shuffel -->
                  ^^^^^^^
        known: several
        """
      ),
      // Comments.
      (
        "## Two\n<!-- stpe id=two -->\n",
        """
        test.md:8:6: a comment that begins with "stpe" means nothing here
        <!-- stpe id=two -->
             ^^^^
        did you mean step?
        known: step, quiz, hint, goto, include, allow
        """
      ),
      (
        "## Two\n<!-- step name=two -->\n",
        """
        test.md:8:11: step takes no "name"
        <!-- step name=two -->
                  ^^^^
        known: id
        """
      ),
      (
        "## Two\n<!-- step id=Two! -->\n",
        """
        test.md:8:14: an id has small letters, digits and hyphens only
        <!-- step id=Two! -->
                     ^^^^
        <!-- step id=xor-fails -->
        """
      ),
      (
        "## Two\n\nA word <!-- quiz --> in a line.\n",
        """
        test.md:9:8: this comment stands inside a paragraph, where it does nothing
        A word <!-- quiz --> in a line.
               ^^^^^^^^^^^^^
        put it on a line of its own
        """
      ),
      (
        "## Two\n\n<!-- step id=two --> and text\n",
        """
        test.md:9:22: this text stands after a comment, where Markdown does not read it
        <!-- step id=two --> and text
                             ^^^^^^^^
        put it on a line of its own
        """
      ),
      (
        "## Two\n<!-- step id=a -->\n## Three\n<!-- step id=a -->\n",
        """
        test.md:10:14: two steps have the id "a"
        <!-- step id=a -->
                     ^
        """
      ),
      (
        "## Two\n\nText.\n\n<!-- goto tow -->\n\n## Three\n",
        """
        test.md:11:11: there is no step "tow"
        <!-- goto tow -->
                  ^^^
        did you mean two?
        known: two, three
        """
      ),
      // Details and call-outs.
      (
        "## Two\n\n<details><summary>Hnit</summary>\n\nText.\n\n</details>\n",
        """
        test.md:9:1: a <details> named "Hnit" is ordinary text
        <details><summary>Hnit</summary>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        did you mean Hint?
        """
      ),
      (
        "## Two\n\n<details><summary>Hint</summary>\n\nText.\n",
        """
        test.md:9:1: this <details> is never closed
        <details><summary>Hint</summary>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        a line </details> closes it
        """
      ),
      (
        "## Two\n\n<details><summary>Hint</summary>\n\nText.\n\n</details>\n",
        """
        test.md:9:1: this hint belongs to nothing that the learner is asked
        <details><summary>Hint</summary>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        it stands after the task, quiz or answer that it helps with
        """
      ),
      (
        "## Two\n\n<!-- hint when=\"loss > 0.6\" -->\n\nText.\n",
        """
        test.md:9:1: a hint must follow this comment
        <!-- hint when="loss > 0.6" -->
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        <details><summary>Hint</summary>
        """
      ),
      (
        "## Two\n\n> [!WARNNG]\n> Text.\n",
        """
        test.md:9:1: there is no call-out [!WARNNG]
        > [!WARNNG]
        ^^^^^^^^^^^
        did you mean WARNING?
        known: NOTE, TIP, IMPORTANT, WARNING, CAUTION
        """
      ),
      (
        "## Two\n\n```gradus run\n> print 1\n\n## Three\n\n```gradus setup\ninput 2\n```",
        """
        test.md:9:1: this fence is never closed: another begins in it
        ```gradus run
        ^^^^^^^^^^^^^
        a line with as many ` or ~ and nothing else closes it
        """
      ),
      (
        "```figur weights\n1\n```",
        """
        test.md:7:4: a fence with "figur" is ordinary code, but "weights" is a word of lessons
        ```figur weights
           ^^^^^
        did you mean figure?
        """
      ),
      (
        "## Two\n\n<details><summary>Hint for the brave</summary>\n\nIt is 7.\n\n</details>",
        """
        test.md:9:1: a <details> named "Hint for the brave" is ordinary text
        <details><summary>Hint for the brave</summary>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        did you mean Hint?
        """
      ),
      // Predictions.
      (
        "## Two\n\n```gradus predict ask=\"?\"\nlet a = 1\nanswr = a\n```",
        """
        test.md:11:1: no line of a predict begins with "answr"
        answr = a
        ^^^^^
        did you mean answer?
        answer = loss +- 0.01
        """
      ),
      (
        "## Two\n\n```gradus predict ask=\"?\"\nlet a = 1\norder first = a\n```",
        """
        test.md:11:1: an order needs at least two lines
        order first = a
        ^^^^^^^^^^^^^^^
        order the first weight = l0.weight[0,0]
        """
      ),
      (
        "## Two\n\n```gradus predict\ninput 2\n```",
        """
        test.md:9:1: a predict has one answer, or at least two choices
        ```gradus predict
        ^^^^^^^^^^^^^^^^^
        answer = loss +- 0.01
        """
      ),
    ] as [(String, String)])
  func `is said with its place, its line and the way out`(body: String, expected: String) {
    #expect(Self.error(body) == expected)
  }

  @Test func `a message never leaves its line and never steers the terminal`() {
    let text = Self.error("```gradus \u{1B}]0;title\u{7}\u{202E}\u{9B}2J\nx\n```")
    #expect(
      text == """
        test.md:7:11: gradus has no role "\u{FFFD}]0;title\u{FFFD}\u{FFFD}\u{FFFD}2J"
        ```gradus \u{FFFD}]0;title\u{FFFD}\u{FFFD}\u{FFFD}2J
                  ^^^^^^^^^^^^^^
        known: setup, run, try, check, reject, predict
        """)
  }
}
