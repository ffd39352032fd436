import Canvas
import Interpreter
import Testing

@testable import Pictures

@Suite struct `Diagnostics` {
  private func text(_ diagnostic: Diagnostic, width: Int = 80, theme: Theme = Theme()) -> String {
    DiagnosticView.canvas(diagnostic, width: width, theme: theme).text
  }

  private let mismatch = Diagnostic(
    "linear 3→4 cannot follow linear 2→5, which gives 5 values", at: SourceRange(0, 14),
    hint: "add linear 4", source: "add linear 3 4")

  @Test func `stand under the words at fault`() {
    #expect(
      text(mismatch) == """
        > add linear 3 4
          ^^^^^^^^^^^^^^ linear 3→4 cannot follow linear 2→5, which gives 5 values
          try: add linear 4
        """)
  }

  @Test func `go below where there is no room beside`() {
    #expect(
      text(mismatch, width: 40, theme: .plain) == """
        > add linear 3 4
          ^^^^^^^^^^^^^^
          linear 3->4 cannot follow linear 2->5,
          which gives 5 values
          try: add linear 4
        """)
  }

  @Test func `keep advice together, and do not give what is so for advice`() {
    var unmet = Diagnostic(
      "a.md:3:1: the lesson does not accept its own answer", at: SourceRange(0, 13),
      suggestion: "```gradus run", source: "```gradus try")
    unmet.fact = "not met: ten steps are done (steps is 10, wanted >= 12); with lr 2"
    #expect(
      text(unmet, width: 50) == """
        > ```gradus try
          ^^^^^^^^^^^^^
          a.md:3:1: the lesson does not accept its own
          answer
          try: ```gradus run
          not met: ten steps are done (steps is 10, wanted
          >= 12); with lr 2
        """)
    let reset = Diagnostic(
      "what is to be reset?", hint: "reset, reset lesson, reset all or reset undo")
    #expect(
      text(reset, width: 40) == """
        ✗ what is to be reset?
          try: reset, reset lesson, reset all or
               reset undo
        """)
  }

  @Test func `measure what stands before by its width`() {
    let diagnostic = Diagnostic(
      "there is no such name", at: SourceRange(15, 18), source: "print \"漢字\"+abc")
    #expect(text(diagnostic) == "> print \"漢字\"+abc\n               ^^^ there is no such name")
  }

  @Test func `show the words at fault of a long line`() {
    let diagnostic = Diagnostic(
      "what?", at: SourceRange(50, 55),
      source: String(repeating: "x", count: 50) + "wrong" + " right")
    #expect(
      text(diagnostic, width: 30)
        == "> …xxxxxxxxxxxxxxxxxxxxxxwron…\n                         ^^^^^\n  what?")
  }

  @Test func `try the nearest word in its place`() {
    let diagnostic = Diagnostic(
      "there is no layer liner", at: SourceRange(4, 9), suggestion: "linear", source: "add liner 4")
    #expect(
      text(diagnostic)
        == "> add liner 4\n      ^^^^^ there is no layer liner\n  try: add linear 4")
  }

  @Test func `point behind the end where something is missing`() {
    let diagnostic = Diagnostic("a number is missing", at: SourceRange(5, 5), source: "split")
    #expect(text(diagnostic) == "> split\n       ^ a number is missing")
  }

  @Test func `need no place and no line`() {
    #expect(text(Diagnostic("nothing to undo", source: "undo")) == "> undo\n  nothing to undo")
    #expect(text(Diagnostic("the file is gone")) == "✗ the file is gone")
    #expect(text(Diagnostic("the file is gone"), theme: .plain) == "! the file is gone")
    #expect(
      text(Diagnostic("out of place", at: SourceRange(7, 99), source: "x")) == "> x\n  out of place"
    )
  }

  @Test func `pass no control on`() {
    let diagnostic = Diagnostic("no \u{1B}[2J", hint: "\u{202E}x", source: "a\u{7}b\nc")
    #expect(text(diagnostic) == "> a␇b c\n  no ␛[2J\n  try: x")
  }

  @Test func `fit any width`() {
    for width in -1...20 {
      #expect(
        DiagnosticView.canvas(mismatch, width: width, theme: Theme()).size.columns == max(0, width))
    }
  }
}
