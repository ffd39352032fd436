import LessonEngine
import Testing

/// Outputs that are not as a lesson expects them, and what `gradus fix` makes of them.
@Suite("Outputs that drifted")
struct OutputDriftTests {
  private func report(_ text: String) -> LessonReport {
    LessonTest(file: "a.md", render: plain) { draw throws(LessonError) in
      try Lesson(parsing: text, file: "a.md", draw: draw)
    }.report(in: environment)
  }

  private func fixed(_ text: String) -> String? {
    OutputDrift.fixed(text, by: report(text).faults.compactMap(\.drift))
  }

  /// A fence that runs these lines; `n` is 2, 3, 4 or 5.
  private func fence(_ lines: String, mark: String = "```", vars: Bool = false) -> String {
    (vars ? "---\nlesson: a\nformat: 1\ntitle: A\nvars: {n: integer(2, 5)}\n---\n\n" : "")
      + "## One\n\n\(mark)gradus run\n\(lines)\n\(mark)\n"
  }

  // MARK: Variables

  @Test(arguments: [
    // The variable stood elsewhere in the line.
    ("inputs: {{n}} values a sample", "input: {{n}} values a sample"),
    // Somebody has written down what one draw gives.
    ("input: 5 values a sample", "input: {{n}} values a sample"),
    ("input: 977 values a sample", "input: {{n}} values a sample"),
    ("...\nno", "...\ninput: {{n}} values a sample"),
  ]) func `fix puts the variable and not what one draw makes of it`(old: String, new: String) {
    let text = fence("> input {{n}}\n\(old)", vars: true)
    #expect(TestStatus(of: [report(text)]) == .drifted)
    let written = fixed(text)
    #expect(written == fence("> input {{n}}\n\(new)", vars: true))
    #expect(report(written ?? "").faults == [])
  }

  @Test func `an output that differs by more than its variables is left alone, and it is said why`()
  {
    let text = fence("> let a = {{n}} * {{n}}\na is 4", vars: true)
    #expect(fixed(text) == nil)
    let said = ReportFormat.text.text(of: [report(text)])
    // With n 5, 4, 3, 2 in the order of the draws: the first is shown.
    let first = report(text).faults[0].drift?.shown
    let n = Int(first?.values["n"] ?? "") ?? 0
    #expect(
      said.hasPrefix(
        """
        ✗ a.md: A, 1 fault in \(report(text).cases.count) routes

        a.md:11:3: the output is not as expected
        > let a = {{n}} * {{n}}
          ^^^^^^^^^^^^^^^^^^^^^
        - a is 4
        + a \(n * n)
        with n \(n)
        gradus fix does not write this: what comes is not always the same: "a \(n * n)" and "a
        """), "\(said)")
    #expect(said.hasSuffix("1 output is not as expected; gradus fix writes none\n"))
  }

  @Test func `fix does not write down a number that the variable stands for by chance`() {
    // l0 is a name, and 2 * n + 2 a number of its own.
    let text = fence("> input 2\n> add linear {{n}}\n...\n> let a = {{n}}\na", vars: true)
    #expect(
      fixed(text)
        == fence("> input 2\n> add linear {{n}}\n...\n> let a = {{n}}\na {{n}}", vars: true))
  }

  // MARK: Errors

  @Test(arguments: [
    ("> add linear 4\nerror: ...\nthis is never printed", "> add linear 4\nerror: ..."),
    (
      "> input 2; add lineer 4\ninput: 3 values a sample\nerror: there is no layer \"lineer\"",
      "> input 2; add lineer 4\ninput: 2 values a sample\nerror: there is no layer \"lineer\""
    ),
    (
      "> input 2; add lineer 4\nerror: there is no layer \"lineer\"",
      "> input 2; add lineer 4\ninput: 2 values a sample\nerror: there is no layer \"lineer\""
    ),
    ("> add lineer 4\nerror: no such layer", "> add lineer 4\nerror: there is no layer \"lineer\""),
    ("> add lineer 4\nerror:", "> add lineer 4\nerror: there is no layer \"lineer\""),
  ]) func `what stands around an error, and its words, are compared as any output is`(
    old: String, new: String
  ) {
    let text = fence(old)
    #expect(TestStatus(of: [report(text)]) == .drifted)
    #expect(report(text).faults.map(\.error.message) == ["the output is not as expected"])
    #expect(fixed(text) == fence(new))
    #expect(report(fence(new)).faults == [])
  }

  @Test func `a command that does not fail as expected is at fault, and it is said how`() {
    let text = fence("> input 2\nerror: no")
    #expect(TestStatus(of: [report(text)]) == .failed)
    #expect(
      report(text).faults.map { "\($0.error)" } == [
        """
        a.md:4:3: this command is expected to fail, and does not
        > input 2
          ^^^^^^^
        expected "error: no", got "input: 2 values a sample"
        """
      ])
    // What begins so and is no error is an output like others.
    #expect(report(fence("> print \"error: no\"\nerror: no")).faults == [])
  }

  @Test func `a command that fails and is not to is at fault, and it is said what was expected`() {
    #expect(
      report(fence("> add linear 4\nl0 linear 2→4")).faults.map { "\($0.error)" } == [
        """
        a.md:4:3: add linear 4: the network has no input yet
        > add linear 4
          ^^^^^^^^^^^^
        expected "l0 linear 2→4"
        """
      ])
  }

  @Test func `a learner is not told of an error that came in other words`() throws {
    var learner = Learner(try lesson(fence("> add lineer 4\nerror: no such layer")))
    #expect(!learner.begin().contains("BUG"))
  }

  // MARK: Names

  @Test func `what a name stands for in one line is shown and written where another one differs`() {
    let text = fence("> print 1; print 2\n<x> 1\n<x> 2")
    let drift = report(text).faults.compactMap(\.drift).first
    #expect(
      LineDifference(expected: drift?.expected ?? [], got: drift?.got ?? []).text
        == ["  <x> 1", "- <x> 2", "+ 2 2"])
    #expect(fixed(text) == fence("> print 1; print 2\n<x> 1\n2 2"))
  }

  @Test func `what stands between two gaps is not guessed`() {
    let text = fence("> input 2\n...\nno\n...")
    #expect(fixed(text) == nil)
    #expect(
      ReportFormat.text.text(of: [report(text)]).contains(
        "gradus fix does not write this: what stands between two lines ... did not come"))
  }

  // MARK: What cannot be written

  @Test func `a fence in the output of a longer one is part of the output`() {
    #expect(
      fixed(fence("> input 2\ninput: 2 values\n```\nmore", mark: "````"))
        == fence("> input 2\ninput: 2 values a sample", mark: "````"))
  }

  @Test func `fix does not write into a file that is another one now`() {
    let drifts = report(fence("> input 2\nno")).faults.compactMap(\.drift)
    #expect(OutputDrift.fixed(fence("> input 2\nnot"), by: drifts) == nil)
    #expect(
      OutputDrift.fixed(fence("> input 2\nno"), by: drifts)
        == fence("> input 2\ninput: 2 values a sample"))
    let comment = report(fence("> input 2\nno\n> # a comment\nno")).faults.compactMap(\.drift)
    #expect(comment.count == 1)
    #expect(OutputDrift.fixed(fence("> input 2\nno\n> # a comment\nno"), by: comment) == nil)
  }
}
