import Canvas
import Interpreter
import LessonEngine
import Pictures

/// `gradus repl < file`: commands from a stream, results as text.
struct CommandFile {
  let program: Program
  let goesOnAfterErrors: Bool

  /// Answers the exit status: 1 if any command failed.
  func run(seed: UInt64) -> Int32 {
    var session = Session(seed: seed)
    let environment = program.typingEnvironment()
    var lines = InputLines()
    var status: Int32 = 0
    var page = program.page
    var pending = ""
    var firstLine = 0
    while true {
      let line = lines.next()
      if let line {
        if pending.isEmpty { firstLine = lines.number }
        pending += pending.isEmpty ? line : "\n" + line
        if Interpreter.isIncomplete(pending) { continue }
      } else if pending.isEmpty {
        return status
      }
      let run = session.run(pending, in: environment)
      pending = ""
      for step in run.steps {
        Output.write(
          page.bytes(
            .ran(command: step.command, step.outcome, after: step.after, byLesson: false)))
        if step.outcome.quits { return status }
      }
      if let failure = run.failure {
        status = 1
        let canvas = DiagnosticView.canvas(
          failure, width: PlainPage.usual, theme: program.errorPage.theme)
        Output.write(trusted: "line \(firstLine):\n", to: Output.error)
        Output.write(program.errorPage.bytes(canvas), to: Output.error)
        if !goesOnAfterErrors { return status }
      }
      if line == nil { return status }
    }
  }
}
