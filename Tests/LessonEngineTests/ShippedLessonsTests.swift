import Foundation
import LessonEngine
import Testing

@Suite("The lessons that ship")
struct ShippedLessonsTests {
  static let files =
    ((try? FileManager.default.contentsOfDirectory(atPath: lessonsFolder.path())) ?? [])
    .filter { $0.hasSuffix(".md") && $0 != "course.md" }.sorted()

  @Test(arguments: files)
  func `play with their own answers`(file: String) throws {
    let text = try String(contentsOf: lessonsFolder.appending(path: file), encoding: .utf8)
    let lesson = try Lesson(parsing: text, file: file)
    var count = 0
    try Playback(lesson: lesson, render: plain).play(in: environment) { _ in count += 1 }
    #expect(count > 20)
  }
}
