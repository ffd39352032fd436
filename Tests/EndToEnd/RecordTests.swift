import Foundation
import Testing

/// `record` at the prompt: how it is found, and what it says at the end.
struct RecordTests {
  @Test(arguments: ["repl", "repl --plain"], ["quit", nil])
  func `who leaves while recording is told what was recorded`(driver: String, last: String?) throws
  {
    let window = try TerminalWindow(columns: 80, rows: 24)
    try window.start(driver)
    try window.see("Free play")
    try window.enter("record \(window.folder)/a.md")
    try window.see("record off ends it")
    try window.enter("input 2")
    try window.see("input: 2 values")
    if let last { try window.enter(last) } else { try window.press("C-d") }
    try window.see("holds 1 command")
  }

  @Test func `help knows it, at the prompt and in a file of commands`() throws {
    let ran = try Command.run([TerminalWindow.binary, "repl"], input: "help record\n")
    #expect(ran.status == 0)
    #expect(ran.output.contains("record FILE.md"))
    #expect(ran.output.contains("record off"))
    #expect(try Command.run([TerminalWindow.binary, "repl"], input: "help recrd\n").status == 1)
  }

  @Test func `a file of commands that ends while recording says what was recorded`() throws {
    let folder = NSTemporaryDirectory() + "gradus-record-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let whole = try Command.run(
      [TerminalWindow.binary, "repl"],
      input: "record \(folder)/a.md\nprint \"error: no\"\ninput 2\n")
    #expect(whole.status == 0)
    let words = whole.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("holds 2 commands and their outputs."))
    // What begins as an error and is none is an output like others.
    let tested = try Command.run([TerminalWindow.binary, "test", folder + "/a.md"])
    #expect(tested.status == 0, "\(tested.output)")
  }
}
