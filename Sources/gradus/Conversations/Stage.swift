import Interpreter
import LessonEngine
import LineEditor

/// A driver at work with its editor and the world that commands see: where conversations take
/// place, one after the other.
struct Stage {
  let driver: any Driver
  let editor: LineEditor
  let environment: Environment

  /// Runs a conversation until the learner leaves it.
  func run<Talk: Conversation>(
    _ conversation: inout Talk, keep: @escaping ([JournalRecord]) -> String? = { _ in nil }
  ) -> Dialogue.Ending {
    Dialogue(driver: driver, editor: editor, environment: environment, keep: keep)
      .run(&conversation)
  }

  /// The exit status after a conversation.
  func status(of ending: Dialogue.Ending) -> Int32 {
    ending == .terminated ? Signals.exitStatus : 0
  }
}
