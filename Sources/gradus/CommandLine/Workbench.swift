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

  /// The lessons of these names; a folder, or its course.md, is all lessons in it. Without any name,
  /// those of the course in whose folder the program was started; else all that `gradus` knows.
  ///
  /// Says on standard error which are not there.
  func entries(_ words: [String]) -> (found: [LessonLibrary.Entry], areAllThere: Bool) {
    let (found, missing) = entriesAndMissing(words)
    return (found, missing.isEmpty && !(words.isEmpty && found.isEmpty))
  }

  /// The same, with a report for each that is not there.
  func entriesAndMissing(
    _ words: [String]
  ) -> (found: [LessonLibrary.Entry], missing: [LessonReport]) {
    if words.isEmpty, access("course.md", F_OK) != 0 {
      let known = program.library.entries.map { entry in
        var entry = entry
        entry.path = Self.shown(entry.path)
        return entry
      }
      return (known, [])
    }
    var found: [LessonLibrary.Entry] = []
    var missing: [LessonReport] = []
    for word in words.isEmpty ? ["course.md"] : words {
      do throws(LessonShelf.Failure) {
        found += try entries(of: word)
      } catch {
        program.complain(error)
        let entry = LessonLibrary.Entry(path: word, number: nil)
        missing.append(LessonReport(file: word, refusal: error.lessonError(of: entry)))
      }
    }
    return (found, missing)
  }

  private func entries(of word: String) throws(LessonShelf.Failure) -> [LessonLibrary.Entry] {
    let isCourse = word == "course.md" || word.hasSuffix("/course.md")
    guard isCourse || LessonLibrary.isFolder(word) else { return [try shelf.entry(for: word)] }
    var folder = isCourse ? String(word.dropLast("course.md".count)) : word
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    if folder.isEmpty { folder = "." }
    let lessons = LessonLibrary.lessons(in: folder).map { entry in
      var entry = entry
      if folder == "." { entry.path = entry.fileName }
      return entry
    }
    guard access(folder + "/course.md", F_OK) == 0 else {
      guard !lessons.isEmpty else { throw .notFound("there are no lessons in \(folder)") }
      return lessons
    }
    // In the order of the course; what it does not list comes last.
    let (course, text) = try outline(ofCourse: folder == "." ? "course.md" : folder + "/course.md")
    let listed = try course.entries.map { link throws(LessonShelf.Failure) in
      let path = folder == "." ? link.path : folder + "/" + link.path
      guard access(path, F_OK) == 0 else {
        let sentence = "the course lists \(link.path), which is not there"
        throw .invalid(course.error(sentence, at: link, in: text))
      }
      return LessonLibrary.Entry(path: path, number: nil)
    }
    let paths = Set(listed.map(\.path))
    return listed + lessons.filter { !paths.contains($0.path) }
  }

  private func outline(
    ofCourse path: String
  ) throws(LessonShelf.Failure) -> (CourseOutline, text: String) {
    let bytes: [UInt8]
    do throws(FileBytes.Failure) {
      bytes = try FileBytes.read(path, limit: Document.sizeLimit)
    } catch {
      throw .notFound("cannot read \(path): \(error.reason)")
    }
    do throws(LessonError) {
      let text = String(decoding: bytes, as: UTF8.self)
      return (try CourseOutline(parsing: text, file: path), text)
    } catch {
      throw .invalid(error)
    }
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
