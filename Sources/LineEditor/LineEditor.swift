internal import CEditLine

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads lines with editing, history, search and completion: libedit, on the terminal itself or
/// captured for a pane of a larger screen.
///
/// The user's `~/.editrc` is honoured, vi mode included. Signals are flags (see ``Signals``); the
/// editor never lets libedit handle one.
package final class LineEditor {
  /// How a call of `readLine` ended.
  package enum Reading: Equatable, Sendable {
    /// Enter: the line, without its newline; a paste may hold several lines.
    case line(String)
    /// ^C: the line was given up.
    case interrupted
    /// ^D on an empty line, or the terminal is gone.
    case endOfInput
    /// A signal asks the program to end.
    case terminated
    /// There is news from outside: the line was given up.
    case woken
  }

  /// Where the editor draws.
  package enum Output: Equatable, Sendable {
    case terminal
    /// Everything goes to the surface, for a pane of this size.
    case captured(columns: Int, rows: Int)
  }

  /// Answers what the word before the cursor can become; the cursor is a count of UTF-8 bytes.
  package var completions: (_ line: String, _ cursor: Int) -> Completions = { _, _ in
    Completions(replaces: 0, candidates: [])
  }
  /// True for a line that Enter must not end: an open bracket.
  package var isIncomplete: (String) -> Bool = { _ in false }
  /// Where an entered line is kept in the history.
  private let historyFile: HistoryFile?

  let handle: OpaquePointer
  private let entries: OpaquePointer
  private let captured: CapturedOutput?
  weak var surface: (any PromptSurface)?
  private(set) var columns: Int
  private(set) var rows: Int
  /// What `readLine` was asked to show.
  private(set) var prompt = ""
  private(set) var promptText: UnsafeMutablePointer<CChar>
  private(set) var history: [String] = []
  private let historySize: Int

  var keys: KeyQueue
  /// What the key that stands for an insertion is to insert.
  var insertion = ""
  /// How the reading in progress ends, where libedit itself cannot say.
  var ending: Reading?
  /// ^R is on.
  var search: HistorySearch?
  /// A key that libedit gets next, before any other.
  var heldKey: Unicode.Scalar?
  /// ^C was seen, the cursor is on its way to the end of the line.
  var isLeavingLine = false
  /// How the reading ends once it is there.
  var leaving = Reading.interrupted

  /// - Parameters:
  ///   - program: the name that lines of `~/.editrc` may be prefixed with.
  ///   - isUTF8: whether the terminal's characters are UTF-8.
  ///   - history: the file in which entered lines are kept between runs.
  /// - Returns: nil where libedit cannot work on standard input.
  package init?(
    program: String, output: Output, isUTF8: Bool, history: String?, historySize: Int = 1000
  ) {
    guard let entries = history_init() else { return nil }
    self.entries = entries
    historyFile = history.map { HistoryFile(path: $0, limit: historySize) }
    self.historySize = historySize
    promptText = strdup("")
    let made: OpaquePointer?
    switch output {
    case .terminal:
      captured = nil
      (columns, rows) = (80, 24)
      keys = KeyQueue(isUTF8: isUTF8)
      made = el_init(program, edit_stdin(), edit_stdout(), edit_stderr())
    case .captured(let columns, let rows):
      guard let memory = CapturedOutput() else { return nil }
      captured = memory
      (self.columns, self.rows) = (columns, rows)
      keys = KeyQueue(isUTF8: isUTF8)
      // The descriptors are the real terminal's, so that libedit finds its modes and its size.
      made = el_init_fd(program, edit_stdin(), memory.stream, memory.stream, 0, 1, 1)
    }
    guard let made else {
      history_end(entries)
      free(promptText)
      return nil
    }
    handle = made
    configure()
  }

  deinit {
    el_end(handle)
    history_end(entries)
    free(promptText)
  }

  /// Shows a prompt and reads a line. The surface is told what happens meanwhile.
  package func readLine(prompt: String, surface: (any PromptSurface)? = nil) -> Reading {
    self.surface = surface
    defer { self.surface = nil }
    self.prompt = prompt
    show(prompt: prompt)
    ending = nil
    isLeavingLine = false
    search = nil
    heldKey = nil
    setBracketedPaste(true)
    defer { setBracketedPaste(false) }
    var count: Int32 = 0
    let text = el_gets(handle, &count)
    defer { flushOutput() }
    guard let text, count > 0 else {
      if ending == .interrupted {
        keys.removeAll()
        say("^C\n")
      } else if ending == .woken {
        keys.removeAll()
        say("\n")
      } else {
        say("\n")
      }
      return ending ?? .endOfInput
    }
    var line = String(cString: text)
    if line.last == "\n" { line.removeLast() }
    remember(line)
    return .line(line)
  }

  /// Stands in place of the prompt from the next refresh on.
  func show(prompt: String) {
    free(promptText)
    promptText = strdup(prompt)
  }

  /// The pane has another size.
  func resize(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    _ = edit_set_capability(handle, "li", "\(rows)")
    _ = edit_set_capability(handle, "co", "\(columns)")
  }

  var isCaptured: Bool { captured != nil }

  /// Writes where libedit writes, without disturbing its idea of the line: only for text that
  /// libedit is about to draw a fresh prompt after.
  func say(_ text: String) {
    fputs(text, captured?.stream ?? edit_stdout())
  }

  /// Hands over what libedit has written.
  func flushOutput() {
    if let captured {
      let bytes = captured.drain()
      if !bytes.isEmpty { surface?.editorDidWrite(bytes) }
    } else {
      fflush(edit_stdout())
    }
  }

  /// Lets the terminal mark a paste, so that its lines are not run one by one.
  func setBracketedPaste(_ isOn: Bool) {
    if !isCaptured { fflush(edit_stdout()) }
    let bytes = Array((isOn ? "\u{1b}[?2004h" : "\u{1b}[?2004l").utf8)
    _ = write(1, bytes, bytes.count)
  }

  private func remember(_ line: String) {
    guard line.contains(where: { !$0.isWhitespace }), line != history.last else { return }
    history.append(line)
    if history.count > historySize { history.removeFirst() }
    _ = edit_history_text(entries, H_ENTER, line)
    historyFile?.append(line)
  }

  private func configure() {
    _ = edit_set_client_data(handle, Unmanaged.passUnretained(self).toOpaque())
    _ = edit_set_int(handle, EL_SIGNAL, 0)
    _ = edit_set_prompt(handle, editorPrompt, 1)
    _ = edit_history_int(entries, H_SETSIZE, Int32(clamping: historySize))
    _ = edit_history_int(entries, H_SETUNIQUE, 1)
    history = historyFile?.load() ?? []
    for entry in history { _ = edit_history_text(entries, H_ENTER, entry) }
    _ = edit_set_history(handle, entries)
    _ = edit_set_reader(handle, editorReadKey)
    bindKeys()
    if isCaptured { resize(columns: columns, rows: rows) }
  }
}
