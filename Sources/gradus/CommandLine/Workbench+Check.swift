import Canvas
import Foundation
import Interpreter
import LessonEngine
import Markdown

extension Workbench {
  /// What the linter finds in a lesson.
  func check(_ entry: LessonLibrary.Entry) throws(LessonError) -> [LintFinding] {
    let lesson = try read(entry, draw: 0)
    var draws: [Lesson] = []
    for draw in 1..<UInt64(LessonTest.draws) {
      let other = try read(entry, draw: draw)
      guard !other.hasVariables(of: lesson), !draws.contains(where: other.hasVariables) else {
        continue
      }
      draws.append(other)
    }
    let linter = Linter(
      lesson: lesson, draws: draws, course: outline(around: entry),
      readLessonFile: LessonShelf.reader(of: entry), columns: DisplayWidth.columns)
    return try linter.findings(in: program.environment(confinedTo: entry.folder))
  }

  /// Reads a lesson; a file that cannot be read is an error about it.
  func read(_ entry: LessonLibrary.Entry, draw: UInt64) throws(LessonError) -> Lesson {
    do throws(LessonShelf.Failure) {
      return try shelf.lesson(entry, draw: draw)
    } catch {
      throw error.lessonError(of: entry)
    }
  }

  /// The lessons of the folder in which a lesson is, and those that its course links.
  private func outline(around entry: LessonLibrary.Entry) -> LessonsAround {
    let lessons = LessonLibrary.lessons(in: entry.folder).compactMap { other in
      (try? shelf.lesson(other)).map {
        LessonsAround.Entry(file: other.fileName, about: $0.about)
      }
    }
    let path = entry.folder + "/course.md"
    let bytes = (try? FileBytes.read(path, limit: Document.sizeLimit)) ?? []
    let course = try? CourseOutline(parsing: String(decoding: bytes, as: UTF8.self), file: path)
    return LessonsAround(lessons: lessons, published: course?.entries.map(\.path) ?? [])
  }

  /// A path as a reader of the report would write it: below the folder in which they are.
  static func shown(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }
}
