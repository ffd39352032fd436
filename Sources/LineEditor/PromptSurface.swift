/// What stands around the prompt: the program's screen, while a line is being edited.
///
/// All calls come on the thread that called `LineEditor.readLine`.
package protocol PromptSurface: AnyObject {
  /// What the editor wrote, in captured mode: text, and the sequences that move the cursor.
  func editorDidWrite(_ bytes: [UInt8])

  /// The editor is about to wait for a key: the moment to show what changed.
  func editorWillWait()

  /// The window has another size. Answers the size of the prompt's pane in captured mode, nil in
  /// direct mode.
  func windowDidResize() -> (columns: Int, rows: Int)?

  /// The program is about to be stopped by ^Z: give the terminal back.
  func willStop()

  /// The program goes on: take the terminal again.
  func didContinue()

  /// ^L in captured mode: everything is to be painted anew.
  func redrawEverything()

  /// A key that moves through what was shown before.
  func scroll(_ key: ScrollKey)
}

extension PromptSurface {
  package func editorDidWrite(_ bytes: [UInt8]) {}
  package func editorWillWait() {}
  package func windowDidResize() -> (columns: Int, rows: Int)? { nil }
  package func willStop() {}
  package func didContinue() {}
  package func redrawEverything() {}
  package func scroll(_ key: ScrollKey) {}
}
