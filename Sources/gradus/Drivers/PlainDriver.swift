import Canvas
import Foundation
import Interpreter
import LessonEngine
import LineEditor
import Pictures
import Terminal

/// Text under text, as any program prints it, with an edited prompt: for pipes, small windows and
/// simple terminals, and for who likes it.
final class PlainDriver: Driver, PromptSurface {
  private let editor: LineEditor
  private let mode: TerminalMode
  private var page: PlainPage
  private let progressLine = ProgressLine()
  private let askedWidth: Int?

  /// Needs a terminal on both sides.
  init(editor: LineEditor, mode: TerminalMode, page: PlainPage) {
    self.editor = editor
    self.mode = mode
    self.page = page
    askedWidth = page.width
    Signals.install()
  }

  func show(_ events: [PlayerEvent], session: Session, place: String?) {
    page.fit(Capabilities.windowSize(), width: askedWidth)
    for event in events { Output.write(page.bytes(event)) }
  }

  func readLine(prompt: String) -> LineEditor.Reading {
    mode.restore()
    if page.spacing.isBlankBeforePrompt() { Output.write("\n") }
    return editor.readLine(prompt: prompt, surface: self)
  }

  func willRun() {
    _ = Signals.take(.interrupt)
    mode.hideTyping()
  }

  func didRun() {
    Output.write(trusted: progressLine.erase())
    _ = Signals.take(.interrupt)
    mode.restore()
  }

  func progress(
    _ progress: TrainingProgress, snapshot: () -> Session
  ) -> Environment.Continuation {
    if Signals.take(.interrupt) || Signals.isRaised(.terminate) { return .stop }
    if Signals.take(.suspend) {
      Output.write(trusted: progressLine.erase())
      mode.restore()
      Signals.stopProcess()
      mode.hideTyping()
    }
    let columns = Capabilities.windowSize().columns
    Output.write(trusted: progressLine.rewrite(progress, columns: columns))
    return .goOn
  }

  func leave() { mode.restore() }
}
