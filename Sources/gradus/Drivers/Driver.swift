import Interpreter
import LessonEngine
import LineEditor

/// Shows events and reads lines: the plain driver or the studio. Confined to one thread.
protocol Driver: AnyObject {
  /// Shows events, in order.
  ///
  /// - Parameters:
  ///   - session: as it is after them.
  ///   - place: where in a lesson that is, for the status line.
  func show(_ events: [PlayerEvent], session: Session, place: String?)
  /// Reads a line at a prompt.
  func readLine(prompt: String) -> LineEditor.Reading
  /// A line is about to be acted on, which may take long.
  func willRun()
  func didRun()
  /// A training run has come so far. Answers signals, shows how far, and says whether to go on.
  func progress(_ progress: TrainingProgress, snapshot: () -> Session) -> Environment.Continuation
  /// The last words, after the terminal was given back.
  func leave()
}
