import Canvas
import Interpreter
import LessonEngine
import LineEditor
import Pictures
import Terminal

/// The whole screen: the lesson at the left, a live picture at the right, a status line, the
/// prompt below. ncurses owns the screen; libedit writes into the prompt's pane.
final class StudioDriver: Driver {
  let editor: LineEditor
  private let mode: TerminalMode
  private let theme: Theme
  /// Nil after the terminal was given back.
  private var screen: Screen?
  private var layout: StudioLayout
  private var promptPane: VirtualTerminal
  private var transcript: StudioTranscript
  private var stage = StudioStage()
  private var session = Session()
  private var place: String?
  /// The picture as it was last drawn; nil when it has to be drawn again.
  private var stageCanvas: Canvas?
  /// What comes next answers a line that was typed.
  private var hasTyped = false
  /// Said in the status line instead of the usual, while a command runs.
  private var activity: String?

  /// Takes the terminal over; nil where it cannot be a screen.
  init?(capabilities: Capabilities, mode: TerminalMode, theme: Theme, history: String?) {
    let layout = StudioLayout(window: Capabilities.windowSize())
    // libedit first: both libraries read the terminal's description through one variable.
    guard
      let editor = LineEditor(
        program: "gradus",
        output: .captured(columns: layout.prompt.columns, rows: layout.prompt.rows),
        isUTF8: capabilities.isUTF8, history: history),
      let screen = Screen(capabilities: capabilities, mode: mode)
    else { return nil }
    self.editor = editor
    self.mode = mode
    self.theme = theme
    self.screen = consume screen
    self.layout = layout
    promptPane = VirtualTerminal(size: layout.prompt)
    transcript = StudioTranscript(layout: layout, theme: theme)
    // ncurses has just installed handlers of its own.
    Signals.install()
  }

  func show(_ events: [PlayerEvent], session: Session, place: String?) {
    self.session = session
    self.place = place
    stage.observe(events)
    stageCanvas = nil
    transcript.append(events, answers: hasTyped)
    hasTyped = false
  }

  func readLine(prompt: String) -> LineEditor.Reading {
    while true {
      mode.restore()
      promptPane.reset(size: layout.prompt)
      let reading = editor.readLine(prompt: prompt, surface: self)
      switch reading {
      case .line(let line) where line.allSatisfy(\.isWhitespace) && transcript.scrollback.hasUnseen:
        // Enter reads on before it goes on.
        transcript.scroll { $0.moveToUnseen() }
      case .line(let line):
        if !line.allSatisfy(\.isWhitespace) {
          transcript.append([.typed(prompt: prompt, line: line)])
          hasTyped = true
        }
        return reading
      case .interrupted, .woken, .endOfInput, .terminated: return reading
      }
    }
  }

  func willRun() {
    _ = Signals.take(.interrupt)
    mode.hideTyping()
    transcript.scroll { $0.moveToEnd() }
  }

  func didRun() {
    activity = nil
    _ = Signals.take(.interrupt)
  }

  func progress(
    _ progress: TrainingProgress, snapshot: () -> Session
  ) -> Environment.Continuation {
    if Signals.take(.interrupt) || Signals.isRaised(.terminate) { return .stop }
    if Signals.take(.suspend) { stop() }
    if Signals.take(.resize) { takeWindowSize() }
    activity = ProgressLine.text(progress, columns: layout.window.columns - 2)
    if layout.picture != nil {
      session = snapshot()
      stageCanvas = nil
    }
    paint()
    return .goOn
  }

  func leave() {
    screen = nil
    mode.restore()
  }

  private func stop() {
    screen?.suspend()
    Signals.stopProcess()
    screen?.resume()
    takeWindowSize()
    mode.hideTyping()
  }

  private func takeWindowSize() {
    screen?.takeWindowSize()
    layout = StudioLayout(window: Capabilities.windowSize())
    promptPane.reset(size: layout.prompt)
    transcript.fit(layout)
    stageCanvas = nil
  }

  // MARK: - Painting

  private func paint() {
    var frame = Canvas(layout.window)
    frame.draw(transcript.canvas, row: 0, column: 0)
    if let size = layout.picture {
      let line = Cell(theme.sign("│", ascii: "|"), style: theme.style(.faint))
      frame.fill(
        row: 0, column: layout.lesson.columns, size: Size(columns: 1, rows: size.rows), with: line)
      let canvas =
        stageCanvas ?? stage.canvas(of: session, size: size, theme: theme)
      stageCanvas = canvas
      frame.draw(canvas, row: 0, column: layout.pictureColumn)
    }
    frame.draw(status, row: layout.statusRow, column: 0)
    frame.draw(promptPane.canvas, row: layout.promptRow, column: 0)
    screen?.show(
      frame, cursor: (layout.promptRow + promptPane.row, promptPane.column))
  }

  private var status: Canvas {
    let width = layout.window.columns
    var line = StatusLine.canvas(session, lesson: place, width: width, theme: theme)
    let style = line[row: 0, column: 0].style
    if let activity {
      line.fill(row: 0, column: 0, size: line.size, with: Cell(" ", style: style))
      line.write(activity, row: 0, column: 1, style: style, width: width - 2)
    }
    let below = transcript.scrollback.below
    if below > 0 {
      let arrow = theme.sign("▼", ascii: "v")
      let key = transcript.scrollback.hasUnseen ? "Enter" : "PgDn"
      var bold = style
      bold.isBold = true
      let mark = StyledText(" \(arrow) \(below) more: \(key) ", style: bold)
      line.write(mark, row: 0, column: width - mark.width)
    }
    return line
  }
}

extension StudioDriver: PromptSurface {
  func editorDidWrite(_ bytes: [UInt8]) {
    let bells = promptPane.bells
    promptPane.feed(bytes)
    if promptPane.bells > bells { screen?.beep() }
  }

  func editorWillWait() { paint() }

  func windowDidResize() -> (columns: Int, rows: Int)? {
    takeWindowSize()
    return (layout.prompt.columns, layout.prompt.rows)
  }

  func willStop() { screen?.suspend() }

  func didContinue() {
    screen?.resume()
    takeWindowSize()
  }

  func redrawEverything() { screen?.repaint() }

  func scroll(_ key: ScrollKey) {
    let page = max(1, layout.lesson.rows - 2)
    transcript.scroll {
      switch key {
      case .pageUp: $0.move(by: -page)
      case .pageDown: $0.move(by: page)
      case .top: $0.moveToTop()
      case .bottom: $0.moveToEnd()
      }
    }
  }
}
