import Foundation
import Testing

/// Lessons as a person has them: typed to their end, left and gone on with, in a real terminal.
@Suite(.serialized) struct LessonWindowTests {
  static let lessons = ["1", "9", "13"]

  /// What to type in a lesson, from its own transcript.
  static func answers(to lesson: String) throws -> [String] {
    let played = try Command.run([TerminalWindow.binary, "play", lesson])
    #expect(played.status == 0, "\(played.errors)")
    return played.output.split(separator: "\n").compactMap { line in
      guard let match = line.firstMatch(of: /^(?:lesson \d+\/\d+|answer) > (.*)$/) else {
        return nil
      }
      return String(match.1)
    }
  }

  /// Goes through a lesson from where it stands: Enter where Enter goes on, else the next answer.
  func finish(_ window: TerminalWindow, answers: [String]) throws {
    var answers = answers[...]
    var last = ""
    while true {
      try window.wait("for a prompt", #_sourceLocation) {
        window.lastLine.hasSuffix(">") && window.screen != last
      }
      last = window.screen
      if window.lastLine == "done >" { break }
      if window.lastLine.hasSuffix("Enter goes on >") || last.contains("more: Enter") {
        try window.press("Enter")
      } else {
        let answer = answers.popFirst()
        try window.enter(try #require(answer, "no more answers; the screen:\n\(last)"))
      }
    }
    #expect(answers.isEmpty)
  }

  @Test(arguments: lessons, [(80, 24, ""), (120, 40, ""), (200, 60, ""), (80, 24, "--plain")])
  func `A lesson is finished by typing what it asks`(
    lesson: String, size: (columns: Int, rows: Int, options: String)
  ) throws {
    let answers = try Self.answers(to: lesson)
    let window = try TerminalWindow(columns: size.columns, rows: size.rows)
    try window.start("learn \(lesson) \(size.options)")
    try finish(window, answers: answers)
    try window.enter("quit")
    try window.expectSaneShell()
    try window.start("lessons")
    try window.see("done")
  }

  @Test(arguments: [SIGKILL, SIGHUP, SIGTERM])
  func `A lesson goes on where it was when the program was killed`(signal: Int32) throws {
    let answers = try Self.answers(to: "1")
    let window = try TerminalWindow()
    try window.start("learn 1")
    try window.see("Enter goes on >")
    try window.press("Enter")
    try window.wait("for the step", #_sourceLocation) { window.lastLine == "lesson 1/9 >" }
    if window.screen.contains("more: Enter") { try window.press("Enter") }
    try window.enter(answers[0])
    try window.see("values a sample")
    let program = try #require(try window.program)
    kill(program, signal)
    try window.wait("for the shell", #_sourceLocation) {
      window.lastLine.hasSuffix(TerminalWindow.shellPrompt)
    }
    try window.start("learn")
    try window.see("Welcome back")
    try finish(window, answers: Array(answers.dropFirst()))
    try window.enter("quit")
    try window.expectSaneShell()
  }

  @Test func `A closed terminal loses nothing`() throws {
    let answers = try Self.answers(to: "1")
    let window = try TerminalWindow()
    try window.start("learn 1")
    try window.see("Enter goes on >")
    try window.press("Enter")
    try window.wait("for the step", #_sourceLocation) { window.lastLine == "lesson 1/9 >" }
    if window.screen.contains("more: Enter") { try window.press("Enter") }
    try window.enter(answers[0])
    try window.see("values a sample")
    let journal = window.folder + "/state/gradus/journal.jsonl"
    let before = try String(contentsOfFile: journal, encoding: .utf8)
    #expect(before.contains(answers[0]))
    try window.close()
    #expect(try String(contentsOfFile: journal, encoding: .utf8) == before)
    let next = try TerminalWindow(folder: window.folder)
    try next.start("learn")
    try next.see("Welcome back")
    try finish(next, answers: Array(answers.dropFirst()))
  }

  @Test func `A damaged journal costs the damage and nothing else, and is said`() throws {
    let window = try TerminalWindow(rows: 40)
    try window.start("learn 1 --plain")
    try window.see("Enter goes on >")
    try window.press("Enter")
    try window.see("lesson 1/9 >")
    try window.enter("input 2")
    try window.see("values a sample")
    try window.enter("quit")
    try window.see("Your place is kept")
    let journal = window.folder + "/state/gradus/journal.jsonl"
    let good = try String(contentsOfFile: journal, encoding: .utf8)
    try Data((good + "{\"version\":1,\"che").utf8).write(to: URL(filePath: journal))
    try window.start("learn --plain")
    try window.see("journal is damaged")
    try window.see("Welcome back")
    let mended = try String(contentsOfFile: journal, encoding: .utf8)
    #expect(mended.hasPrefix(good) && !mended.contains("che\n"))
    #expect(mended.dropFirst(good.count).contains(#""event":"resumed""#))
    #expect(
      try String(contentsOfFile: journal + ".damaged-1", encoding: .utf8)
        == "{\"version\":1,\"che\n")
    try window.enter("add linear 1")
    try window.see("Done: ")
    try window.enter("quit")
    try window.expectSaneShell()
  }

  @Test func `Where nothing can be saved, that is said and play goes on`() throws {
    let window = try TerminalWindow()
    try window.enter("export XDG_STATE_HOME=/dev/null/state")
    try window.start("learn 1 --plain")
    try window.see("progress is not saved")
    try window.see("Enter goes on >")
    try window.press("Enter")
    try window.enter("input 2")
    try window.see("values a sample")
    try window.press("C-d")
    try window.expectSaneShell()
    #expect(!window.screen.contains("Your place is kept"))
  }

  @Test func `Two programs on one lesson both save, and the next goes on from the last`() throws {
    let window = try TerminalWindow(rows: 40)
    try window.start("learn 1 --plain")
    try window.see("Enter goes on >")
    try window.press("Enter")
    try window.see("lesson 1/9 >")
    let second = try TerminalWindow(rows: 40, folder: window.folder)
    try second.start("learn 1 --plain")
    try second.see("open in another Gradus as well")
    try second.see("lesson 1/9 >")
    try window.enter("input 2")
    try window.see("values a sample")
    try second.enter("input 3")
    try second.see("values a sample")
    try window.enter("add linear 1")
    try window.see("Done: ")
    try second.enter("print inputs + 1000")
    try second.see("1003")
    for window in [window, second] {
      try window.enter("quit")
      try window.see("Your place is kept")
    }
    // The second one was used last: its step is not done, and the first one's work is not lost.
    try window.start("learn --plain")
    try window.see("Welcome back. You are at step 1 of 9")
    try window.enter("print inputs + 2000")
    try window.see("2003")
    try window.enter("quit")
    try window.start("lessons")
    try window.see("1 of 9")
  }

  @Test func `A full disk is said, costs nothing, and what was done is saved when there is room`()
    throws
  {
    let window = try TerminalWindow(rows: 40)
    // So many bytes are written to any file, and no more.
    try window.enter("ulimit -S -f 1")
    try window.start("learn 1 --plain")
    try window.see("Enter goes on >")
    try window.press("Enter")
    try window.see("lesson 1/9 >")
    try window.enter("input 7")
    try window.enter("print 1")
    try window.enter("print 2")
    try window.see("What you do is remembered until you leave")
    // Playing goes on.
    try window.enter("input 2")
    try window.enter("print inputs + 1000")
    try window.see("1002")
    let program = try #require(try window.program)
    let raised = try Command.run(["prlimit", "--pid", "\(program)", "--fsize=unlimited"])
    #expect(raised.status == 0, "\(raised.errors)")
    try window.enter("print inputs + 2000")
    try window.see("Progress is saved again; nothing is missing.")
    kill(program, SIGKILL)
    try window.enter("ulimit -S -f unlimited")
    try window.start("learn --plain")
    try window.see("Welcome back")
    try window.enter("print inputs + 3000")
    try window.see("3002")
  }

  @Test(arguments: ["--plain", ""])
  func `A lesson full of escape sequences shows none of them to the terminal`(options: String)
    throws
  {
    let window = try TerminalWindow()
    let lesson = window.folder + "/hostile.md"
    try Data(
      """
      ---
      lesson: hostile
      format: 1
      title: "Title \\e]0;stolen\\a end"
      ---

      Raw \u{1b}]0;stolen\u{7} and \u{1b}[2J and \u{9b}31m and \u{202e}desrever\u{202c}.
      Decoded &#27;]0;stolen&#7; and &#x9b;2J and &#x202e;x.

      ## Step \u{1b}[31m one

      `code \u{1b}]0;stolen\u{7}`

      ```gradus run
      > let k = 1
      > print "text \u{1b}]0;stolen\u{7}"
      ```

      """.utf8
    ).write(to: URL(filePath: lesson))
    let title = try window.fact("pane_title")
    try window.start("learn \(lesson) \(options)")
    try window.see("Enter goes on >")
    try window.press("Enter")
    try window.see("k 1")
    let titleAfter = try window.fact("pane_title")
    #expect(titleAfter == title)
    try window.enter("quit")
    try window.expectSaneShell()
    let titleAtEnd = try window.fact("pane_title")
    #expect(titleAtEnd == title)

    let played = try Command.run([TerminalWindow.binary, "play", lesson, "--color", "always"])
    let bad = played.output.unicodeScalars.filter {
      $0.value < 0x20 && $0 != "\n" && $0 != "\u{1b}" || (0x7f...0x9f).contains($0.value)
        || (0x202a...0x202e).contains($0.value)
    }
    #expect(bad.isEmpty)
    // What is left of ESC are the colours that were asked for.
    let escapes = played.output.matches(of: /\u{1b}(?!\[[0-9;]*m)/)
    #expect(escapes.isEmpty)
  }
}
