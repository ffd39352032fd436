import Canvas
import Interpreter
import LessonEngine
import Markdown
import Pictures

enum LessonFuzz {
  /// What is typed: each way out of a step, and answers of each kind.
  private static let lines = [
    "", "hint", "input 2; add linear 1", "goals", "1", "solution", "2.75", "b", "", "next", "play",
    "add tanh", "play", "skip", "back", "4, 2", "3 1 2", "skip", "0.5", "reset", "skip", "skip",
  ]

  /// A lesson or an error; a lesson is played, drawn, left and gone on with.
  static func run(_ bytes: [UInt8]) {
    guard bytes.count <= 8_000 else { return }
    let lesson: Lesson
    do throws(LessonError) {
      lesson = try Lesson(bytes: bytes, file: "a.md", draw: 7) { path throws(Diagnostic) in
        path.hasSuffix("part.md") ? "Part.\n\n<!-- include \(path) -->\n" : "## Part\n"
      }
    } catch {
      // The place must be there to be shown.
      precondition(error.position.line >= 1 && error.position.column >= 1)
      draw(DiagnosticView.canvas(error.diagnostic, width: 60, theme: theme))
      return
    }
    let environment = World.environment()
    var player = LessonPlayer(lesson: lesson)
    player.readLessonFile = { _ throws(Diagnostic) in Array("x,y\n1,2\n3,4\n".utf8) }
    var records: [JournalRecord] = []
    show(player.begin(in: environment), &records)
    for line in lines { show(player.submit(line, in: environment), &records) }
    let kept = Journal(parsing: Array(records.map(Journal.line).joined().utf8))
    precondition(kept.records == records, "a record that the journal does not give back")
    var resumed = LessonPlayer(lesson: lesson, records: kept.records)
    _ = resumed.begin(in: environment)
  }

  private static let theme = Theme(glyphs: .braille, colors: .none)

  private static func show(_ events: [PlayerEvent], _ records: inout [JournalRecord]) {
    for event in events {
      if case .record(let record) = event {
        records.append(record)
      } else {
        draw(EventView.canvas(event, width: 60, rows: 12, theme: theme))
      }
    }
  }

  /// Nothing that is drawn may steer a terminal.
  private static func draw(_ canvas: Canvas) {
    for scalar in canvas.text.unicodeScalars {
      switch scalar.value {
      case 0x0A: break
      case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069:
        preconditionFailure("U+\(String(scalar.value, radix: 16)) reached the terminal")
      default: break
      }
    }
  }
}
