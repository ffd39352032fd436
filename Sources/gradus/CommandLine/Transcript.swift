import Canvas
import Interpreter
import LessonEngine
import NeuralNetwork
import Pictures

/// A lesson played with its own answers, written as text.
struct Transcript {
  let program: Program
  /// The file of a recording, where one is to be written as well.
  var cast: String?

  /// What the status of the program says.
  private enum Status: Int32 {
    case good = 0
    case failed = 1
    case notALesson = 2
    case overBudget = 4
  }

  /// Plays a lesson; nil is the first one. Answers the exit status.
  func play(_ word: String?, draw: UInt64) -> Int32 {
    let meter = LessonBudget.meter()
    let status = meter.measuring { played(word, draw: draw) }
    return (status != .good && meter.isExceeded ? .overBudget : status).rawValue
  }

  private func played(_ word: String?, draw: UInt64) -> Status {
    let shelf = LessonShelf(library: program.library)
    let entry: LessonLibrary.Entry
    let lesson: Lesson
    do throws(LessonShelf.Failure) {
      entry = if let word { try shelf.entry(for: word) } else { try shelf.entryToGoOn(with: []) }
      lesson = try shelf.lesson(entry, draw: draw)
    } catch {
      program.complain(error)
      return .notALesson
    }
    let next = program.library.entry(after: entry).flatMap { try? shelf.lesson($0) }
    let theme = Theme(glyphs: .braille, colors: .none)
    let playback = Playback(
      lesson: lesson, nextTitle: next?.title, readLessonFile: LessonShelf.reader(of: entry)
    ) { outcome, session in
      OutcomeView.canvas(outcome, after: session, width: 80, rows: 16, theme: theme).text
    }
    var page = program.page
    let camera = cast.map { Camera(file: $0, title: lesson.title, program: program) }
    do throws(LessonError) {
      try playback.play(in: program.environment(confinedTo: entry.folder)) { event in
        Output.write(page.bytes(event))
        camera?.film(event)
      }
      if let camera, !camera.develop() { return .failed }
      return .good
    } catch {
      program.complain(.invalid(error))
      return .failed
    }
  }
}

extension Program {
  /// Says on standard error why a lesson cannot be had.
  func complain(_ failure: LessonShelf.Failure) {
    let canvas = DiagnosticView.canvas(
      failure.diagnostic, width: PlainPage.usual, theme: errorPage.theme)
    Output.write(errorPage.bytes(canvas), to: Output.error)
  }
}
