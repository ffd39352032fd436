import Foundation
import LessonEngine
import Testing

/// Slips of an author's hand, made on purpose in the lessons that ship: `gradus test` and `gradus
/// check` must find nearly all of them.
@Suite("Mutants of the lessons that ship")
struct MutationTests {
  /// A lesson's text, and its file's name.
  private struct Source {
    var file: String
    var text: String
  }

  private static let sources: [Source] = ShippedLessonsTests.files.compactMap { file in
    (try? String(contentsOf: lessonsFolder.appending(path: file), encoding: .utf8)).map {
      Source(file: file, text: $0)
    }
  }

  /// The course around a lesson, as `gradus check` sees it.
  private static let course = LessonsAround(
    lessons: sources.compactMap { source in
      (try? Lesson(parsing: source.text, file: source.file)).map {
        LessonsAround.Entry(file: source.file, about: $0.about)
      }
    }, published: sources.map(\.file))

  /// Whether the test or the linter finds fault with a text.
  private static func isCaught(_ text: String, file: String) -> Bool {
    let test = LessonTest(file: file, render: plain) { draw throws(LessonError) in
      try Lesson(parsing: text, file: file, draw: draw)
    }
    if TestStatus(of: [test.report(in: environment)]) != .good { return true }
    guard let lesson = try? Lesson(parsing: text, file: file) else { return true }
    let linter = Linter(lesson: lesson, course: course, columns: { $0.count })
    return (try? linter.findings(in: environment).isEmpty) != true
  }

  @Test func `The lessons themselves are found good`() {
    #expect(Self.sources.count >= 3)
    for source in Self.sources {
      #expect(!Self.isCaught(source.text, file: source.file), "\(source.file)")
    }
  }

  @Test func `Of 200 mutants, drawn by a seed, at least 180 are found`() async {
    let all = Self.sources.flatMap { source in
      Mutant.all(of: source.text).map { (source.file, $0) }
    }
    #expect(all.count >= 200)
    var state: UInt64 = 2026
    var order = all
    for last in order.indices.reversed().dropLast() {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      order.swapAt(last, Int(state >> 33) % (last + 1))
    }
    let drawn =
      ProcessInfo.processInfo.environment["GRADUS_MUTANTS"] == "all"
      ? order : Array(order.prefix(200))
    let survivors = await withTaskGroup(of: String?.self) { group in
      for (file, mutant) in drawn {
        group.addTask {
          Self.isCaught(mutant.text, file: file)
            ? nil : "\(file):\(mutant.description) (\(mutant.reason))"
        }
      }
      var survivors: [String] = []
      for await survivor in group { if let survivor { survivors.append(survivor) } }
      return survivors.sorted()
    }
    let list = survivors.joined(separator: "\n")
    print("\(drawn.count - survivors.count) of \(drawn.count) mutants found; not found:\n\(list)")
    #expect(survivors.count * 10 <= drawn.count, "not found:\n\(list)")
  }
}
