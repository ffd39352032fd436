import LessonEngine
import Markdown
import Testing

@Suite("Front matter")
struct FrontMatterTests {
  private func error(_ front: String) -> String {
    do {
      _ = try Lesson(parsing: "---\n\(front)\n---\n\n## One\n\nText.\n", file: "a.md")
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func `says all that a lesson is`() throws {
    let about = try Lesson(parsing: sampleText, file: "sample.md").about
    #expect(about.id == "sample")
    #expect(about.title == "A sample")
    #expect(about.summary == "Every construct once.")
    #expect(about.level == .beginner)
    #expect(about.minutes == 5)
    #expect(about.seed == 7)
    #expect(about.requires == ["before"])
    #expect(about.introduces == ["input", "add", "set"])
    #expect(about.learned == ["a neuron adds"])
    #expect(about.policy.allowsSkip)
    #expect(about.policy.attemptsBeforeSolution == 1)
    #expect(about.policy.attempts == nil)
    #expect(about.license == "CC-BY-4.0")
    #expect(about.authors == ["Ada"])
  }

  @Test(
    arguments: [
      (
        "lesson: a\nformat: 1\ntitel: A",
        """
        a.md:4:1: the front matter has no key "titel"
        titel: A
        ^^^^^
        did you mean title?
        keys: lesson, format, title, summary, level, minutes, seed, requires, introduces, \
        learned, policy, vars, license, authors
        """
      ),
      (
        "lesson: a\ntitle: A",
        """
        a.md:1:1: the front matter lacks format
        ---
        ^^^
        format: 1
        """
      ),
      (
        "lesson: a\nformat: 2\ntitle: A",
        """
        a.md:3:1: this lesson has format 2; this Gradus reads format 1
        format: 2
        ^^^^^^^^^
        a newer Gradus reads it
        """
      ),
      (
        "lesson: a\nformat: 1",
        """
        a.md:1:1: the front matter lacks title
        ---
        ^^^
        title: A neuron
        """
      ),
      (
        "leson: a\ntitle: A",
        """
        a.md:2:1: the front matter has no key "leson"
        leson: a
        ^^^^^
        did you mean lesson?
        """
      ),
      (
        "lesson: A B\nformat: 1\ntitle: A",
        """
        a.md:2:1: an id has small letters, digits and hyphens only
        lesson: A B
        ^^^^^^^^^^^
        lesson: a-neuron
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nlevel: begginer",
        """
        a.md:5:1: level is one of beginner, intermediate, advanced
        level: begginer
        ^^^^^^^^^^^^^^^
        did you mean beginner?
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nminutes: soon",
        """
        a.md:5:1: minutes is a whole number from 1 to 1000
        minutes: soon
        ^^^^^^^^^^^^^
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nseed: -1",
        """
        a.md:5:1: seed is a whole number from 0
        seed: -1
        ^^^^^^^^
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\npolicy: {skipp: no}",
        """
        a.md:5:10: policy has no key "skipp"
        policy: {skipp: no}
                 ^^^^^
        did you mean skip?
        policy: {skip: yes, solution: after 3, attempts: 5}
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A: b",
        """
        a.md:4:9: the front matter is not YAML: mapping values are not allowed in this context
        title: A: b
                ^
        a value with a colon or a # in it stands in quotes
        """
      ),
      (
        "lesson: a\n  format: 1\ntitle: A",
        """
        a.md:3:3: the front matter is not YAML: this key is indented
          format: 1
          ^^^^^^^^^
        keys stand at the beginnings of their lines
        """
      ),
      (
        "  lesson: a\nformat: 1\ntitle: A",
        """
        a.md:2:3: the front matter is not YAML: this key is indented
          lesson: a
          ^^^^^^^^^
        keys stand at the beginnings of their lines
        """
      ),
      (
        "lesson: a\n\tformat: 1\ntitle: A",
        """
        a.md:3:1: the front matter is not YAML: a tab stands here
         format: 1
        ^
        YAML takes spaces only
        """
      ),
      (
        "lesson: a\nformat: 1\npolicy:\n\tskip: no",
        """
        a.md:5:1: the front matter is not YAML: a tab stands here
         skip: no
        ^
        YAML takes spaces only
        """
      ),
      (
        "lesson: a\nformat: 1\nrequires: [b, c\ntitle: A",
        """
        a.md:4:11: this [ is never closed
        requires: [b, c
                  ^
        ] closes it
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nvars: {lr: [1, 2}",
        """
        a.md:5:12: this [ is never closed
        vars: {lr: [1, 2}
                   ^
        ] closes it
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: 'it''s {'\npolicy: {skip: no",
        """
        a.md:5:9: this { is never closed
        policy: {skip: no
                ^
        } closes it
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: \"A\nminutes: 4",
        """
        a.md:4:8: this quote is never closed
        title: "A
               ^
        " closes it
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle A\nminutes: 4",
        """
        a.md:4:1: the front matter is not YAML: no colon and space stand here
        title A
        ^^^^^^^
        title: A neuron
        """
      ),
      (
        "lesson a\nformat: 1\ntitle: A",
        """
        a.md:2:1: the front matter is not YAML: no colon and space stand here
        lesson a
        ^^^^^^^^
        title: A neuron
        """
      ),
      (
        "lesson: a\nformat: 1\nvars: {a: pick(1, 2, b: 3}",
        """
        a.md:4:15: this ( is never closed
        vars: {a: pick(1, 2, b: 3}
                      ^
        ) closes it
        """
      ),
      (
        "lesson: a\nformat: 1\nvars: {a: 1 b: 2}",
        """
        a.md:4:14: the front matter is not YAML: did not find expected ',' or '}'
        vars: {a: 1 b: 2}
                     ^
        a comma stands between two of them: [a, b], {skip: yes, attempts: 5}
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: \"A\" b",
        """
        a.md:4:12: the front matter is not YAML: did not find expected key
        title: "A" b
                   ^
        a value ends with the bracket or the quote that it begins with, or is all in quotes
        """
      ),
      (
        "lesson: a\nformat: 1\nrequires:\n  - a\n - b",
        """
        a.md:6:2: the front matter is not YAML: did not find expected key
         - b
         ^
        the items of a list begin in the same column
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: @A",
        """
        a.md:4:8: the front matter is not YAML: found character that cannot start any token
        title: @A
               ^
        a value that begins so stands in quotes
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nvars: {n: 1, lr: pick(1, 2, 3}",
        """
        a.md:5:14: the ( after pick is never closed
        vars: {n: 1, lr: pick(1, 2, 3}
                     ^^^^^^^^^^^^^^^^^
        vars: {lr: pick(0.1, 0.5), units: integer(2, 5)}
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nintroduces: train, set, init",
        """
        a.md:5:1: introduces is a list
        introduces: train, set, init
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        introduces: [train, set, init]
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\ntitle: B",
        """
        a.md:5:1: title is there twice
        title: B
        ^^^^^
        """
      ),
      (
        "lesson: &x a\nformat: 1\ntitle: *x",
        """
        a.md:2:9: the front matter uses a YAML anchor, which is not read here
        lesson: &x a
                ^^^^
        write the value out
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: !!str A",
        """
        a.md:4:8: the front matter uses a YAML tag, which is not read here
        title: !!str A
               ^^^^^^^
        write the value out
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nrequires: !!seq [b]",
        """
        a.md:5:11: the front matter uses a YAML tag, which is not read here
        requires: !!seq [b]
                  ^^^^^^^^^
        write the value out
        """
      ),
      (
        "lesson: a\nformat: 1\n&a title: X",
        """
        a.md:4:1: the front matter uses a YAML anchor, which is not read here
        &a title: X
        ^^^^^^^^^^^
        write the value out
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: X\n!!str summary: Y",
        """
        a.md:5:1: the front matter uses a YAML tag, which is not read here
        !!str summary: Y
        ^^^^^^^^^^^^^^^^
        write the value out
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: X\npolicy: {&a skip: no}",
        """
        a.md:5:10: the front matter uses a YAML anchor, which is not read here
        policy: {&a skip: no}
                 ^^^^^^^^^^^^
        write the value out
        """
      ),
      (
        "lesson: !!python/object a\nformat: 1\ntitle: A",
        """
        a.md:2:9: the front matter uses a YAML tag, which is not read here
        lesson: !!python/object a
                ^^^^^^^^^^^^^^^^^
        write the value out
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nvars: {l-r: pick(0.1, 0.5)}",
        """
        a.md:5:8: the name of a variable is a word of letters, digits and _
        vars: {l-r: pick(0.1, 0.5)}
               ^^^
        vars: {lr: pick(0.1, 0.5), units: integer(2, 5)}
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nvars: {n: 3, lr: unifrom(0.1, 0.5)}",
        """
        a.md:5:14: nothing is drawn by unifrom
        vars: {n: 3, lr: unifrom(0.1, 0.5)}
                     ^^^^^^^^^^^^^^^^^^^^^^
        did you mean uniform?
        vars: {lr: pick(0.1, 0.5), units: integer(2, 5)}
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nvars: {n: integer(5, 2)}",
        """
        a.md:5:8: integer takes two whole numbers, the smaller one first
        vars: {n: integer(5, 2)}
               ^^^^^^^^^^^^^^^^^
        vars: {lr: pick(0.1, 0.5), units: integer(2, 5)}
        """
      ),
      (
        "course: a\nformat: 1\ntitle: A",
        """
        a.md:2:1: this file is a course, not a lesson
        course: a
        ^^^^^^^^^
        its lessons are the files that it links to
        """
      ),
      (
        "lesson: a\nformat: 1\ntitle: A\nrequires: [[[[[b]]]]]",
        """
        a.md:5:1: the front matter nests too deeply here
        requires: [[[[[b]]]]]
        ^^^^^^^^^^^^^^^^^^^^^
        a key, a value, a list of values: more is never needed
        """
      ),
    ] as [(String, String)])
  func `is wrong at its line and column`(front: String, expected: String) {
    #expect(error(front) == expected)
  }

  @Test func `has a size limit`() {
    let long = "lesson: a\nformat: 1\ntitle: A\nsummary: " + String(repeating: "x", count: 20_000)
    #expect(
      error(long).hasPrefix(
        "a.md:1:1: the front matter is 20039 bytes long; at most 16384 are read"))
  }

  @Test func `that is never closed is an error, and a rule at the top is none`() throws {
    #expect(throws: LessonError.self) {
      try Lesson(parsing: "---\nlesson: a\n\n# A\n", file: "a.md")
    }
    let plain = try Lesson(parsing: "---\n\nText.\n", file: "a.md")
    #expect(plain.title == "a")
  }

  @Test func `is read behind the mark that some editors put in front of a file`() throws {
    let marked = try Lesson(
      parsing:
        "\u{FEFF}---\r\nlesson: a\r\nformat: 1\r\ntitle: A\r\n---\r\n\r\n## One\r\n\r\nText.\r\n",
      file: "b.md")
    #expect(marked.about.id == "a")
    #expect(marked.steps.map(\.title) == ["One"])
    #expect(marked.steps[0].place.position.line == 7)
  }

  @Test func `of another program is left alone`() throws {
    let lesson = try Lesson(
      parsing: "---\nlayout: post\ntags: {a: [b, c]}\n---\n\n# Hello\n\nText.\n", file: "b/post.md")
    #expect(lesson.id == "post")
    #expect(lesson.title == "Hello")
  }

  @Test func `variables are drawn as they are declared`() throws {
    var seen: [String: Set<String>] = [:]
    let front =
      "vars: {a: pick(0.1, 0.5), b: integer(-1, 1), c: uniform(0.1, 0.4), "
      + "d: [x, y], e: 'one, two', f: uniform(-1, 1), g: pick(0.1, 0.5)}"
    for draw in UInt64(0)..<300 {
      let lesson = try Lesson(
        parsing: "---\nlesson: a\nformat: 1\ntitle: A\n\(front)\n---\n\n## One\n\n{{a}}\n",
        file: "a.md", draw: draw)
      for (name, value) in lesson.variables { seen[name, default: []].insert(value) }
      #expect(lesson.declarations.map(\.count) == [2, 3, 4, 2, 1, 201, 2])
      #expect(lesson.declarations[2].place.description == "a.md:5:46")
    }
    #expect(seen["a"] == ["0.1", "0.5"] && seen["g"] == ["0.1", "0.5"])
    #expect(seen["b"] == ["-1", "0", "1"])
    #expect(seen["c"] == ["0.1", "0.2", "0.3", "0.4"])
    #expect(seen["d"] == ["x", "y"])
    #expect(seen["e"] == ["one, two"])
    let f = (seen["f"] ?? []).compactMap(Double.init)
    #expect(f.count > 100 && f.allSatisfy { (-1...1).contains($0) })
    #expect(seen["f"]?.allSatisfy { $0.split(separator: ".").last?.count == 2 } == true)
  }

  @Test func `values may be picked by seed, the same everywhere`() throws {
    let front = "vars:\n  n: pick(2, 3, 4)\n"
    let body = """
      ## Units

      Add {{n}} units.

      ```gradus try
      input 2; add linear {{n}}
      ```

      ```gradus check
      require outputs == {{n}} -- {{n}} units
      ```

      <details><summary>Hint</summary>

      `add linear {{ n }}`

      </details>
      """
    var seen = Set<String>()
    for draw in UInt64(0)..<20 {
      let text = "---\nlesson: a\nformat: 1\ntitle: A\n\(front)---\n\(body)"
      let lesson = try Lesson(parsing: text, file: "a.md", draw: draw)
      var learner = Learner(lesson)
      let shown = learner.begin() + learner.type("hint", "solution")
      let numbers = Set(shown.matches(of: /(?:Add |linear |units|\] )(\d)/).compactMap { $0.1 })
      #expect(numbers.count == 1, "\(shown)")
      seen.formUnion(numbers.map(String.init))
      try Playback(lesson: lesson, render: plain).play(in: environment) { _ in }
    }
    #expect(seen == ["2", "3", "4"])
  }
}
