import Foundation
import Testing

/// `gradus new`, `check`, `fix`, `help rules` as an author meets them.
struct AuthoringTests {
  /// A folder of its own for a test.
  private final class Desk {
    let path = NSTemporaryDirectory() + "gradus-desk-\(UUID().uuidString)"

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func gradus(_ line: String, input: String = "") throws -> Command {
      try Command.run(
        ["sh", "-c", "cd '\(path)' && '\(TerminalWindow.binary)' \(line)"], input: input)
    }

    func write(_ text: String, to name: String) throws {
      try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
    }

    func read(_ name: String) throws -> String {
      try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }
  }

  private static let drifted = """
    # A

    ## One

    ```gradus run
    > input 2
    input: 3 values a sample
    > add linear 1
    ...
    > print 2 / 3
    2 / 3 0.7
    > print 1 / 3; print 1 / 4
    1 / 3 0.3
    1 / 4 0.4

    > print 5
    6
    ```

    The end.

    """

  @Test func `a new lesson passes check and test, and is named after its file`() throws {
    let desk = try Desk()
    let made = try desk.gradus("new 07-my-first-lesson.md")
    #expect(made.status == 0)
    #expect(made.output.hasPrefix("07-my-first-lesson.md is a lesson now."))
    let text = try desk.read("07-my-first-lesson.md")
    #expect(text.hasPrefix("---\nlesson: my-first-lesson\nformat: 1\ntitle: My first lesson\n"))
    let checked = try desk.gradus("check 07-my-first-lesson.md")
    #expect(checked.output == "✓ 07-my-first-lesson.md\n")
    #expect(checked.status == 0)
    let tested = try desk.gradus("test 07-my-first-lesson.md")
    #expect(tested.output.hasSuffix("all good\n"), "\(tested.output)")
    #expect(tested.status == 0)
  }

  @Test func `new leaves a file alone that is there, and wants the ending md`() throws {
    let desk = try Desk()
    try desk.write("mine", to: "a.md")
    let refused = try desk.gradus("new a.md")
    #expect(refused.status == 2)
    #expect(refused.errors == "a.md cannot be made: it is there already\n")
    #expect(try desk.read("a.md") == "mine")
    #expect(try desk.gradus("new a.txt").status == 64)
    #expect(try desk.gradus("new nowhere/a.md").status == 2)
  }

  @Test func `fix writes what comes, and keeps what holds as the author wrote it`() throws {
    let desk = try Desk()
    try desk.write(Self.drifted, to: "a.md")
    #expect(try desk.gradus("test a.md").status == 3)
    let fixed = try desk.gradus("fix --all a.md")
    #expect(fixed.status == 0, "\(fixed.output)")
    #expect(
      try desk.read("a.md")
        == Self.drifted.replacing("3 values", with: "2 values")
        .replacing("1 / 4 0.4\n", with: "1 / 4 0.2500\n").replacing("\n6\n", with: "\n5 5\n"))
    #expect(try desk.gradus("test a.md").status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: desk.path)
    #expect(names == ["a.md"])
  }

  @Test func `fix asks about one change after the other`() throws {
    let desk = try Desk()
    try desk.write(Self.drifted, to: "a.md")
    let fixed = try desk.gradus("fix a.md", input: "n\ny\nwhat\nn\n")
    #expect(fixed.status == 3)
    #expect(
      fixed.output.contains("- input: 3 values a sample\n+ input: 2 values a sample\nAccept?"))
    #expect(
      try desk.read("a.md")
        == Self.drifted.replacing("1 / 4 0.4\n", with: "1 / 4 0.2500\n"))
    // Nobody answers: nothing changes.
    let before = try desk.read("a.md")
    #expect(try desk.gradus("fix a.md").status == 3)
    #expect(try desk.read("a.md") == before)
  }

  @Test func `fix keeps the ends of lines, the mode and a link of the file`() throws {
    let desk = try Desk()
    let text = Self.drifted.replacing("\n", with: "\r\n")
    try desk.write(text, to: "real.md")
    try FileManager.default.createSymbolicLink(
      atPath: desk.path + "/a.md", withDestinationPath: "real.md")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: desk.path + "/real.md")
    #expect(try desk.gradus("fix --all a.md").status == 0)
    let fixed = try desk.read("real.md")
    #expect(fixed.contains("\r\n1 / 4 0.2500\r\n"))
    #expect(!fixed.replacing("\r\n", with: "").contains("\n"))
    let attributes = try FileManager.default.attributesOfItem(atPath: desk.path + "/real.md")
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: desk.path + "/a.md") == "real.md")
  }

  @Test func `fix writes all that holds with every draw, and says what does not`() throws {
    let desk = try Desk()
    let text =
      "---\nlesson: a\nformat: 1\ntitle: A\nvars: {n: integer(2, 5)}\n---\n\n## One\n\n"
      + "```gradus run\n> input {{n}}\ninputs\n> add linear 2\nl0\n> add lineer 2\nerror: no\n```\n"
    try desk.write(text, to: "a.md")
    let fixed = try desk.gradus("fix --all a.md")
    #expect(fixed.status == 3)
    #expect(
      fixed.output.contains("gradus fix does not write this: what comes is not always the same"))
    #expect(fixed.output.hasSuffix("1 output is not as expected; gradus fix writes none\n"))
    let written = text.replacing("inputs", with: "input: {{n}} values a sample")
      .replacing("error: no", with: "error: there is no layer \"lineer\"")
    #expect(try desk.read("a.md") == written)
    try desk.write(written.replacing("l0", with: "l0 linear {{n}}→2 · <p> parameters"), to: "a.md")
    #expect(try desk.gradus("test a.md").status == 0)
  }

  @Test func `new shows commands that a shell takes as they stand`() throws {
    let desk = try Desk()
    let made = try desk.gradus("new 'Größe Ü 1.md'")
    #expect(
      made.output.hasSuffix(
        """
            gradus watch 'Größe Ü 1.md'     play it, and again at each save
            gradus check 'Größe Ü 1.md'     what makes it hard to learn from
            gradus test 'Größe Ü 1.md'      every way that a learner might take
            gradus docs                     all that a lesson can hold

        """), "\(made.output)")
    #expect(try desk.gradus("check 'Größe Ü 1.md'").status == 0)
    #expect(
      try desk.gradus("new b.md").output.hasSuffix(
        "test b.md      every way that a learner might take\n"
          + "    gradus docs           all that a lesson can hold\n"))
  }

  @Test func `fix writes the text of a figure`() throws {
    let desk = try Desk()
    try desk.write(
      "# A\n\n## One\n\n```gradus setup\ninput 2; add linear 1\n```\n\n```figure weights\nold\n```\n",
      to: "a.md")
    #expect(try desk.gradus("test a.md").status == 3)
    #expect(try desk.gradus("fix --all a.md").status == 0)
    #expect(try desk.read("a.md").contains("l0"))
  }

  @Test func `check names the place, the rule and the page to read`() throws {
    let desk = try Desk()
    _ = try desk.gradus("new a.md")
    let text = try desk.read("a.md").replacing("\n  > That is what a weight does.\n", with: "")
    try desk.write(text, to: "a.md")
    let checked = try desk.gradus("check a.md")
    #expect(checked.status == 1)
    #expect(
      checked.output == """
        ✗ a.md: 1 finding

        a.md:107:1: this wrong choice has no feedback
        - [ ] It multiplies an input
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        a quote below it: > …
        (choice-without-feedback; gradus help rules choice-without-feedback says why)


        """)
    try desk.write("```gradus rnu\n", to: "a.md")
    #expect(try desk.gradus("check a.md").status == 2)
  }

  @Test func `test and check take a folder, its course, and the course where they are started`()
    throws
  {
    let desk = try Desk()
    for name in ["02-two.md", "01-one.md", "03-more.md"] { _ = try desk.gradus("new \(name)") }
    let all = "✓ 01-one.md: One"
    #expect(try desk.gradus("test .").output.hasPrefix(all))
    try desk.write(
      "---\ncourse: mine\nformat: 1\ntitle: Mine\n---\n\n1. [Two](02-two.md)\n2. [One](01-one.md)\n",
      to: "course.md")
    let listed = try desk.gradus("test").output.split(separator: "\n").map { $0.prefix(8) }
    #expect(listed == ["✓ 02-two", "✓ 01-one", "✓ 03-mor", "3 lesson"])
    #expect(try desk.gradus("check course.md").status == 0)
    try desk.write(
      "---\ncourse: mine\nformat: 1\ntitle: Mine\n---\n\n1. [No](no.md)\n", to: "course.md")
    let missing = try desk.gradus("test")
    #expect(missing.status == 2)
    #expect(
      missing.errors.contains("course.md:7:9: the course lists no.md, which is not there"),
      "\(missing.errors)")
    let report = try desk.gradus("test --format jsonl").output
    #expect(report.contains("\"file\":\"course.md\",\"line\":7,\"column\":9"), "\(report)")
    let added = try desk.gradus("course add . 2>&1")
    #expect(added.output.contains("course.md:7:9: the course lists no.md"), "\(added.output)")
  }

  @Test func `play writes a cast that players of casts read, the same each time`() throws {
    let desk = try Desk()
    _ = try desk.gradus("new a.md")
    #expect(try desk.gradus("play a.md --cast a.cast").status == 0)
    #expect(try desk.gradus("play a.md --cast b.cast").status == 0)
    let cast = try desk.read("a.cast")
    #expect(try desk.read("b.cast") == cast)
    let check = """
      import sys, json
      lines = [json.loads(l) for l in sys.stdin]
      head, events = lines[0], lines[1:]
      assert head['version'] == 2 and (head['width'], head['height']) == (80, 24)
      assert all(len(e) == 3 and e[1] == 'o' for e in events)
      times = [e[0] for e in events]
      assert times == sorted(times) and len(events) > 50
      text = ''.join(e[2] for e in events)
      assert 'add linear 1' in text and text.count('\\n') == text.count('\\r\\n')
      """
    let python = try Command.run(["python3", "-c", check], input: cast)
    #expect(python.status == 0, "\(python.errors)")
    #expect(try desk.gradus("play a.md --width 120 --cast wide.cast").status == 0)
    let wide = try desk.read("wide.cast")
    #expect(wide.hasPrefix("{\"version\":2,\"width\":120,\"height\":24,"))
    #expect(wide != cast)
    #expect(try desk.gradus("play a.md --cast a.md").status == 64)
    #expect(try desk.gradus("play a.md --cast none/a.cast").status == 1)
  }

  @Test func `the lessons that ship keep every rule`() throws {
    let desk = try Desk()
    let checked = try desk.gradus("check")
    #expect(checked.status == 0, "\(checked.output)")
    #expect(checked.output.split(separator: "\n").count >= 3)
  }

  @Test func `help shows the rules, a rule, and the help of a command`() throws {
    let desk = try Desk()
    #expect(try desk.gradus("help rules").output.contains("wall-of-text"))
    #expect(try desk.gradus("help rules wall-of-text").output.contains("Why"))
    let unknown = try desk.gradus("help rules wall-of-txt")
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("did you mean wall-of-text?"))
    #expect(try desk.gradus("help test").output == desk.gradus("test --help").output)
    #expect(try desk.gradus("help").output == desk.gradus("--help").output)
    #expect(try desk.gradus("help tset").status == 64)
  }

  @Test func `inspect tells all that a lesson can do, and hides the answers unless asked`() throws {
    let desk = try Desk()
    _ = try desk.gradus("new a.md")
    let seen = try desk.gradus("inspect a.md")
    #expect(seen.status == 0)
    for words in [
      "reads     no file", "writes    nothing", "network   nothing", "set l0.bias [0.25]",
      "computes  at most 50 billion operations", "holds     at most 512 MiB",
    ] {
      #expect(seen.output.contains(words), "\(words)")
    }
    #expect(!seen.output.contains("2.7500"))
    #expect(!seen.output.contains("It is added"))
    let answers = try desk.gradus("inspect --answers a.md").output
    #expect(answers.contains("2.7500"))
    #expect(answers.contains("It is added"))
    try desk.write("# A\n\n```gradus setup\ndata load my.csv target=y\n```\n", to: "b.md")
    #expect(try desk.gradus("inspect b.md").output.contains("my.csv, in its own folder"))
  }
}
