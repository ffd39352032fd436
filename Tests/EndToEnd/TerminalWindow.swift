import Foundation
import Testing

/// The program in a real terminal: a window of a tmux server of its own, with a shell in it, so
/// that leaving the program, stopping it and what it leaves behind can be seen.
///
/// Nothing waits for a fixed time: each look at the screen is repeated until it shows what is
/// expected, or a limit has passed.
final class TerminalWindow: Sendable {
  private let server = "gradus-test-\(UUID().uuidString)"
  let folder: String
  /// What the shell's prompt looks like.
  static let shellPrompt = "ready$"

  /// Opens a window with a shell.
  ///
  /// - Parameter folder: where home and state are; nil is a new one.
  init(columns: Int = 80, rows: Int = 24, term: String? = nil, folder: String? = nil) throws {
    self.folder = folder ?? NSTemporaryDirectory() + server
    let folder = self.folder
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var shell = "env -u LC_ALL -u NO_COLOR -u GRADUS_LESSONS -u GRADUS_KERNELS"
    shell += " -u GRADUS_THREADS LANG=C.UTF-8"
    shell += " HOME=\(folder) XDG_STATE_HOME=\(folder)/state SWIFT_BACKTRACE=enable=no"
    shell += " PS1='\(Self.shellPrompt) '"
    if let term { shell += " TERM=\(term)" }
    shell += " bash --norc --noprofile -i"
    try tmux(["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", shell])
    try see(Self.shellPrompt)
  }

  deinit {
    _ = try? tmux(["kill-server"])
    if folder.hasSuffix(server) { try? FileManager.default.removeItem(atPath: folder) }
  }

  /// The built program beside the tests.
  static let binary: String = {
    let tests =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
    return URL(filePath: tests).deletingLastPathComponent().appending(path: "gradus").path
  }()

  // MARK: Doing

  /// Types text as it is.
  func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }

  /// Presses keys by tmux's names: "Enter", "C-c", "PPage".
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Types a line and presses Enter.
  func enter(_ line: String) throws {
    try type(line)
    try press("Enter")
  }

  /// Runs the program from the shell.
  func start(_ arguments: String) throws { try enter("clear; \(Self.binary) \(arguments)") }

  /// Closes the window, as somebody does who clicks it away.
  func close() throws {
    let program = try program
    try tmux(["kill-session"])
    try wait("for the program to end", #_sourceLocation) {
      program.map { kill($0, 0) != 0 } ?? true
    }
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Pastes text as a terminal does.
  func paste(_ text: String) throws {
    let file = folder + "/paste"
    try Data(text.utf8).write(to: URL(filePath: file))
    try tmux(["load-buffer", file])
    try tmux(["paste-buffer", "-p"])
  }

  // MARK: Seeing

  /// The screen as text.
  var screen: String { (try? tmux(["capture-pane", "-p"])) ?? "" }

  /// The last line of the screen that is not blank, without spaces at its end.
  var lastLine: String {
    let lines = screen.split(separator: "\n").map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    return lines.last { !$0.isEmpty } ?? ""
  }

  /// A fact that tmux knows: "alternate_on", "cursor_x".
  func fact(_ name: String) throws -> String {
    try tmux(["display-message", "-p", "#{\(name)}"]).trimmingCharacters(in: .newlines)
  }

  /// Waits until the screen holds `text`.
  func see(
    _ text: String, within limit: Duration = .seconds(20),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try wait("to see \"\(text)\"", within: limit, sourceLocation) { self.screen.contains(text) }
  }

  /// Waits until the screen fulfils a condition.
  func wait(
    _ what: String, within limit: Duration = .seconds(20), _ sourceLocation: SourceLocation,
    until condition: () throws -> Bool
  ) throws {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      if try condition() { return }
      usleep(20_000)
    }
    let seen = screen
    try #require(
      Bool(false), "waited in vain \(what); the screen is:\n\(seen)", sourceLocation: sourceLocation
    )
  }

  /// Checks that the shell has the terminal back as it was: its prompt, its modes, its screen.
  func expectSaneShell(sourceLocation: SourceLocation = #_sourceLocation) throws {
    try wait("for the shell", sourceLocation) {
      try fact("alternate_on") == "0" && fact("cursor_flag") == "1"
    }
    // What was asked before may still stand on the screen.
    let number = Int.random(in: 0..<1_000_000)
    try enter("stty -a > \(folder)/modes; echo mode''s-written-\(number)")
    try see("modes-written-\(number)", sourceLocation: sourceLocation)
    let modes = try String(contentsOfFile: folder + "/modes", encoding: .utf8)
    let words = Set(modes.split { " \n;".contains($0) })
    for mode in ["echo", "icanon", "isig", "icrnl", "opost", "onlcr"] {
      #expect(
        words.contains(Substring(mode)), "stty says: \(modes)", sourceLocation: sourceLocation)
    }
  }

  /// The process at work in the window, below the shell.
  var program: Int32? {
    get throws {
      let shell = try fact("pane_pid")
      let children = try String(
        contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
      return children.split(separator: " ").first.flatMap { Int32($0) }
    }
  }

  // MARK: tmux

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try Command.run(["tmux", "-L", server, "-f", "/dev/null"] + arguments).output
  }
}
