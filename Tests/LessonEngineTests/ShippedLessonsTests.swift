import Foundation
import LessonEngine
import Testing

@Suite("The lessons that ship")
struct ShippedLessonsTests {
  static let files =
    ((try? FileManager.default.contentsOfDirectory(atPath: lessonsFolder.path())) ?? [])
    .filter { $0.hasSuffix(".md") && $0 != "course.md" }.sorted()

  @Test(arguments: files)
  func `are done in every way that a learner might try`(file: String) throws {
    let text = try String(contentsOf: lessonsFolder.appending(path: file), encoding: .utf8)
    let lesson = try Lesson(parsing: text, file: file)
    let faults = Rehearsal(lesson: lesson, render: plain).faults(in: environment)
    #expect(faults == [], "\(faults.map(\.description).joined(separator: "\n"))")
  }
}
