import Foundation
import Testing

/// What a person does at the prompt, in both drivers, in a real terminal.
@Suite(.serialized) struct PromptTests {
  static let drivers = ["repl", "repl --plain"]
  /// A network in training for as long as nobody stops it.
  static let endless =
    "seed 1; data xor; input 2; add linear 4; add tanh; add linear 1; add sigmoid; loss bce; "
    + "train 900000000 steps"

  /// The program at its first prompt.
  func open(_ arguments: String, columns: Int = 80, rows: Int = 24) throws -> TerminalWindow {
    let window = try TerminalWindow(columns: columns, rows: rows)
    try window.start(arguments)
    try window.see("help")
    try window.wait("for the prompt", #_sourceLocation) { window.lastLine == ">" }
    return window
  }

  @Test(arguments: drivers)
  func `A line is typed, edited and run, and comes back from the history`(driver: String) throws {
    let window = try open(driver)
    try window.type("print 2 + 4")
    try window.press("BSpace")
    try window.type("3 * 7")
    try window.press("Home", "C-k")
    try window.type("print 5 * 7")
    try window.press("C-Left", "C-Left", "C-Left", "DC")
    try window.enter("6")
    try window.see("42")
    try window.press("Up", "PPage", "BSpace")
    try window.enter("8")
    try window.see("48")
    try window.press("C-d")
    try window.expectSaneShell()
    // The history is there in the next run, and ^R finds in it.
    try window.start(driver)
    try window.wait("for the prompt", #_sourceLocation) { window.lastLine == ">" }
    try window.press("C-r")
    try window.type("6 * 7")
    try window.see("search: 6 * 7 > print 6 * 7")
    try window.press("Enter")
    try window.see("42")
    // ^G gives the line back that was there; an arrow edits what was found.
    try window.type("half")
    try window.press("C-r")
    try window.type("* 8")
    try window.see("search: * 8 > print 6 * 8")
    try window.press("C-g")
    try window.wait("for the line as it was", #_sourceLocation) { window.lastLine == "> half" }
    try window.press("C-u", "C-r")
    try window.type("* 8")
    try window.press("Left", "BSpace", "BSpace")
    try window.enter("+ ")
    try window.see("14")
  }

  @Test(arguments: drivers)
  func `A paste of several lines is one entry and runs on Enter`(driver: String) throws {
    let window = try open(driver)
    try window.paste("print 3 * 37\nprint 2 * 1009\n")
    try window.see("print 2 * 1009")
    #expect(!window.screen.contains("111"))
    try window.press("Enter")
    try window.see("111")
    try window.see("2018")
    try window.press("Up")
    try window.wait("for both lines again", #_sourceLocation) {
      window.screen.components(separatedBy: "print 3 * 37").count > 2
        || window.lastLine == "print 2 * 1009"
    }
  }

  @Test(arguments: drivers)
  func `Characters beyond ASCII are edited as characters`(driver: String) throws {
    let window = try open(driver)
    try window.type("print \"µ漢é")
    try window.press("Left", "BSpace")
    try window.type("→")
    try window.press("End")
    try window.enter("\"")
    try window.see("µ→é")
  }

  @Test(arguments: drivers)
  func `^C gives up the line and nothing else`(driver: String) throws {
    let window = try open(driver)
    try window.enter("let k = 4242")
    try window.type(
      "nonsense nonsense nonsense nonsense nonsense nonsense nonsense nonsense nonsense")
    try window.see("nonsense")
    try window.press("C-c")
    try window.wait("for an empty prompt", #_sourceLocation) { window.lastLine == ">" }
    try window.enter("print k + 1")
    try window.see("4243")
  }

  @Test(arguments: drivers)
  func `^C stops a training run and keeps what was learned`(driver: String) throws {
    let window = try open(driver)
    try window.enter(Self.endless)
    try window.see("^C stops")
    // What is typed ahead does not show, and is there at the prompt.
    try window.type("print 5 * 1111")
    try window.press("C-c")
    try window.wait("for the prompt", #_sourceLocation) { window.lastLine.hasPrefix(">") }
    try window.press("C-u")
    try window.enter("print steps > 1000")
    try window.see("true")
  }

  @Test(arguments: drivers)
  func `^Z gives the terminal back and fg goes on at the prompt`(driver: String) throws {
    let window = try open(driver)
    try window.type("print 77")
    try window.see("print 77")
    try window.press("C-z")
    try window.see("Stopped")
    try window.expectSaneShell()
    try window.enter("fg")
    try window.wait("for the half-typed line", #_sourceLocation) {
      window.lastLine == "> print 77"
    }
    try window.enter(" * 11")
    try window.see("847")
    try window.press("C-d")
    try window.expectSaneShell()
  }

  @Test(arguments: drivers)
  func `^Z gives the terminal back and fg goes on in training`(driver: String) throws {
    let window = try open(driver)
    try window.enter(Self.endless)
    try window.see("^C stops")
    try window.press("C-z")
    try window.see("Stopped")
    try window.expectSaneShell()
    try window.enter("fg")
    try window.see("^C stops")
    try window.press("C-c")
    try window.wait("for the prompt", #_sourceLocation) { window.lastLine == ">" }
    try window.press("C-d")
    try window.expectSaneShell()
  }

  @Test(arguments: drivers)
  func `A window of any size shows the line being edited`(driver: String) throws {
    let window = try open(driver)
    try window.enter("print 1234 * 5")
    try window.see("6170")
    try window.type("print 1000 + 234")
    for (columns, rows) in [(40, 10), (200, 60), (20, 5), (120, 40), (80, 24)] {
      try window.resize(columns: columns, rows: rows)
      try window.see("print 1000 + 234")
    }
    try window.press("C-l")
    try window.see("print 1000 + 234")
    try window.press("Enter")
    try window.see("1234")
    try window.press("C-d")
    try window.expectSaneShell()
  }

  @Test func `A window changes its size in the middle of training`() throws {
    let window = try open("repl")
    try window.enter(Self.endless)
    try window.see("^C stops")
    for (columns, rows) in [(40, 10), (100, 30), (80, 24)] {
      try window.resize(columns: columns, rows: rows)
      try window.wait("for the progress", #_sourceLocation) { window.screen.contains("loss") }
    }
    try window.press("C-c")
    try window.wait("for the prompt", #_sourceLocation) { window.lastLine == ">" }
    try window.press("C-d")
    try window.expectSaneShell()
  }

  @Test(arguments: drivers)
  func `A signal that ends the program leaves the terminal as it was`(driver: String) throws {
    for signal in [SIGTERM, SIGHUP, SIGQUIT] {
      let window = try open(driver)
      let program = try #require(try window.program)
      kill(program, signal)
      try window.expectSaneShell()
    }
    let window = try open(driver)
    try window.enter(Self.endless)
    try window.see("^C stops")
    let program = try #require(try window.program)
    kill(program, SIGTERM)
    try window.expectSaneShell()
  }

  @Test func `After kill -9 the next run has a good terminal and leaves one behind`() throws {
    let window = try open("repl")
    let program = try #require(try window.program)
    kill(program, SIGKILL)
    try window.see("Killed")
    try window.start("repl")
    try window.wait("for the prompt", #_sourceLocation) { window.lastLine == ">" }
    try window.enter("print 6 * 7")
    try window.see("42")
    try window.press("C-d")
    try window.expectSaneShell()
  }

  @Test(arguments: ["dumb", "nosuchterm", "vt100"])
  func `A simple terminal has a simple prompt`(term: String) throws {
    let window = try TerminalWindow(term: term)
    try window.start("repl")
    try window.see(">")
    try window.enter("print 6 * 7")
    try window.see("42")
    try window.press("C-d")
    try window.expectSaneShell()
  }

  @Test func `A small window has the plain prompt`() throws {
    let window = try open("repl", columns: 50, rows: 12)
    #expect(try window.fact("alternate_on") == "0")
    try window.enter("print 6 * 7")
    try window.see("42")
  }
}
