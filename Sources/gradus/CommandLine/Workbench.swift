import Canvas
import Foundation
import Interpreter
import LessonEngine
import Markdown
import Pictures
import Synchronization

/// What the commands for authors have in common: lessons by their names, and how an outcome looks
/// where an expected output is held against it.
struct Workbench {
  let program: Program

  /// As `gradus` shows an outcome at 80 columns, without colours: what expected outputs are of.
  static let render: Playback.Renderer = { outcome, session in
    OutcomeView.canvas(
      outcome, after: session, width: 80, rows: 16,
      theme: Theme(glyphs: .braille, colors: .none)
    ).text
  }

  var shelf: LessonShelf { LessonShelf(library: program.library) }

  /// The lessons of these names; without any, all of the course.
  ///
  /// Says on standard error which are not there.
  func entries(_ words: [String]) -> (found: [LessonLibrary.Entry], areAllThere: Bool) {
    if words.isEmpty {
      return (
        program.library.entries.map { entry in
          var entry = entry
          entry.path = Self.shown(entry.path)
          return entry
        }, !program.library.entries.isEmpty
      )
    }
    var found: [LessonLibrary.Entry] = []
    for word in words {
      do throws(LessonShelf.Failure) {
        found.append(try shelf.entry(for: word))
      } catch {
        program.complain(error)
      }
    }
    return (found, found.count == words.count)
  }

  /// The test of a lesson, every route.
  func test(_ entry: LessonLibrary.Entry) -> LessonReport {
    let shelf = shelf
    let test = LessonTest(
      file: entry.path, readLessonFile: LessonShelf.reader(of: entry), render: Self.render
    ) { draw throws(LessonError) in
      do throws(LessonShelf.Failure) {
        return try shelf.lesson(entry, draw: draw)
      } catch {
        throw error.lessonError(of: entry)
      }
    }
    return test.report(in: program.environment(confinedTo: entry.folder))
  }

  /// The tests of several lessons, as many at a time as there are processors.
  func test(_ entries: [LessonLibrary.Entry]) -> [LessonReport] {
    let work = Mutex((next: 0, reports: [LessonReport?](repeating: nil, count: entries.count)))
    let isDone = DispatchSemaphore(value: 0)
    let threads = min(entries.count, ProcessInfo.processInfo.activeProcessorCount)
    for _ in 0..<threads {
      let thread = Thread {
        while let index = work.withLock({ work -> Int? in
          defer { work.next += 1 }
          return work.next < entries.count ? work.next : nil
        }) {
          let report = test(entries[index])
          work.withLock { $0.reports[index] = report }
        }
        isDone.signal()
      }
      // What nests as deep as a lesson may must not need more room here than on the first thread.
      thread.stackSize = 8 << 20
      thread.start()
    }
    for _ in 0..<threads { isDone.wait() }
    return work.withLock { $0.reports.compactMap { $0 } }
  }
}

extension LessonShelf.Failure {
  /// As an error about the file.
  func lessonError(of entry: LessonLibrary.Entry) -> LessonError {
    switch self {
    case .invalid(let error): error
    case .notFound(let sentence):
      LessonError(file: entry.path, position: .init(line: 1, column: 1), message: sentence)
    }
  }
}
