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
    var recorder = Recorder(seed: seed)
    var page = program.page
    let status = run(seed: seed, &recorder, on: &page)
    // What is being recorded when the commands end is whole all the same.
    for event in recorder.end() { Output.write(page.bytes(event)) }
    return status
  }

  private func run(seed: UInt64, _ recorder: inout Recorder, on page: inout PlainPage) -> Int32 {
    var session = Session(seed: seed)
    let environment = program.typingEnvironment()
    var lines = InputLines()
    var status: Int32 = 0
    var pending = ""
    var firstLine = 0
    while true {
      let next = lines.next()
      if let next {
        if pending.isEmpty { firstLine = lines.number }
        pending += pending.isEmpty ? next : "\n" + next
        if Interpreter.isIncomplete(pending) { continue }
      } else if pending.isEmpty {
        return status
      }
      let line = pending
      pending = ""
      if let events = recorder.answer(line) {
        for event in events {
          guard case .failed(let failure) = event else {
            Output.write(page.bytes(event))
            continue
          }
          status = 1
          complain(failure, inLine: firstLine)
          if !goesOnAfterErrors { return status }
        }
        continue
      }
      let run = session.run(line, in: environment)
      let failures = recorder.keep(run)
      for step in run.steps {
        Output.write(
          page.bytes(
            .ran(command: step.command, step.outcome, after: step.after, byLesson: false)))
        if step.outcome.quits { return status }
      }
      for case .failed(let failure) in failures + (run.failure.map { [.failed($0)] } ?? []) {
        status = 1
        complain(failure, inLine: firstLine)
        if !goesOnAfterErrors { return status }
      }
      if next == nil { return status }
    }
  }

  private func complain(_ failure: Diagnostic, inLine line: Int) {
    let canvas = DiagnosticView.canvas(
      failure, width: PlainPage.usual, theme: program.errorPage.theme)
    Output.write(trusted: "line \(line):\n", to: Output.error)
    Output.write(program.errorPage.bytes(canvas), to: Output.error)
  }
}
