internal import CCurses
package import Canvas

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The terminal as a screen of cells, by ncurses. There is one; it gives the terminal back when it
/// ends.
package struct Screen: ~Copyable {
  private let handle: OpaquePointer
  private let mode: TerminalMode
  private let drawable: DrawableText
  private var pairs: ColorPairs
  /// What the rows show now; a row that stays the same is not written again.
  private var shown: Canvas

  /// Takes the terminal over.
  ///
  /// libedit must have been started before: both read the terminal's description through the same
  /// variable of the library.
  ///
  /// ncurses installs signal handlers; whoever has their own installs them again after this.
  ///
  /// - Returns: nil where the terminal cannot be a screen.
  package init?(capabilities: Capabilities, mode: TerminalMode) {
    mode.restore()
    guard
      let handle = newterm(
        capabilities.terminalName, curses_stdout(), curses_stdin())
    else { return nil }
    self.handle = handle
    self.mode = mode
    drawable = DrawableText(isUTF8: capabilities.isUTF8)
    CrashRescue.screen(isShown: true)
    // newterm cleared echo and the newline modes; libedit needs them as they were.
    mode.restore()
    def_prog_mode()
    pairs = ColorPairs(depth: capabilities.colors)
    shown = Canvas(Size(columns: 0, rows: 0))
    leaveok(curses_standard_screen(), false)
    clear()
    takeWindowSize()
  }

  deinit {
    leave()
    delscreen(handle)
  }

  /// Some terminals (tmux, once the window has grown) let rows of the alternate screen show
  /// through after it is left, so it is left blank.
  private func leave() {
    werase(curses_standard_screen())
    wrefresh(curses_standard_screen())
    endwin()
    CrashRescue.screen(isShown: false)
    mode.restore()
  }

  private var size: Size {
    let window = curses_standard_screen()
    return Size(columns: Int(getmaxx(window)), rows: Int(getmaxy(window)))
  }

  /// After the window's size has changed.
  package mutating func takeWindowSize() {
    let window = Capabilities.windowSize()
    resizeterm(Int32(window.rows), Int32(window.columns))
    repaint()
  }

  /// Forgets what the terminal shows, so that the next frame is written whole.
  package mutating func repaint() {
    shown = Canvas(Size(columns: 0, rows: 0))
    clearok(curses_current_screen(), true)
  }

  /// Gives the terminal back for a while.
  package func suspend() { leave() }

  /// Takes it again. The cursor's place in the user's own screen must not be touched before.
  package mutating func resume() {
    // In the background, this stops the program until it is in the foreground again.
    mode.restore()
    CrashRescue.screen(isShown: true)
    wrefresh(curses_standard_screen())
    takeWindowSize()
  }

  package func beep() { _ = CCurses.beep() }

  /// Shows a frame and puts the cursor at a place, or hides it.
  package mutating func show(_ frame: Canvas, cursor: (row: Int, column: Int)?) {
    let size = size
    for row in 0..<size.rows where isChanged(row, in: frame) {
      write(row, of: frame, width: size.columns)
    }
    shown = frame
    if let cursor {
      _ = curs_set(1)
      wmove(curses_standard_screen(), Int32(cursor.row), Int32(cursor.column))
    } else {
      _ = curs_set(0)
    }
    wrefresh(curses_standard_screen())
  }

  private func isChanged(_ row: Int, in frame: Canvas) -> Bool {
    shown.size != frame.size || shown.row(row) != frame.row(row)
  }

  /// A whole row, because overwriting half of a wide character changes its other half.
  private mutating func write(_ row: Int, of frame: Canvas, width: Int) {
    var column = 0
    while column < width {
      let cell = frame[row: row, column: column]
      let glyph = drawable.glyph(for: cell)
      var text = glyph.text.unicodeScalars.prefix(5).map { wchar_t($0.value) }
      text.append(0)
      _ = curses_write_cell(
        Int32(row), Int32(column), text, attributes(cell.style), pairs.pair(for: cell.style))
      column += glyph.columns
    }
  }

  private func attributes(_ style: Style) -> attr_t {
    var result: attr_t = 0
    if style.isBold { result |= curses_bold() }
    if style.isDim { result |= curses_dim() }
    if style.isUnderlined { result |= curses_underline() }
    if style.isReversed { result |= curses_reverse() }
    return result
  }
}
