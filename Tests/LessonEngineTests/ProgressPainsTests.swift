import Interpreter
import LessonEngine
import Testing

/// What learners and teachers suffered from in older systems, each of it a test. The numbers are those
/// of the list of twenty.
@Suite("Pains of older systems: progress")
struct ProgressPainsTests {
  @Test func `4. Resuming never crashes, and goes back to the last whole record`() throws {
    let sample = try Lesson(parsing: sampleText, file: "sample.md")
    var learner = Learner(sample)
    learner.begin()
    // After each line: how many records there were, and where that was.
    var stations: [(count: Int, player: LessonPlayer)] = [(learner.records.count, learner.player)]
    for line in ["", "hint", "input 2", "add linear 1", "", "2.5", "2.75", "", "b", ""] {
      learner.type(line)
      stations.append((learner.records.count, learner.player))
    }
    let bytes = Array(learner.records.map(Journal.line).joined().utf8)
    for end in stride(from: 0, through: bytes.count, by: 37) {
      let records = Journal(parsing: Array(bytes[..<end])).records
      var resumed = Learner(sample, records: records)
      resumed.begin()
      guard let station = stations.first(where: { $0.count == records.count }) else { continue }
      #expect(resumed.player.session == station.player.session)
      #expect(resumed.player.prompt == station.player.prompt)
    }
  }

  @Test func `4. Garbage between good records costs nothing but itself`() throws {
    let sample = try Lesson(parsing: sampleText, file: "sample.md")
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2; add linear 1", "", "2.75")
    let noisy = learner.records.map { Journal.line(for: $0) + "\u{0}garbage\n{}\n" }.joined()
    let records = Journal(parsing: Array(noisy.utf8)).records
    #expect(records == learner.records)
    var resumed = Learner(sample, records: records)
    resumed.begin()
    #expect(resumed.player.session == learner.player.session)
  }

  @Test func `5. Progress stays with the step, wherever an edit has moved it`() throws {
    let text = "## One\n\nA.\n\n## Two\n\nB.\n\n## Three\n\nC.\n"
    let lesson = try lesson(text)
    var learner = Learner(lesson)
    learner.begin()
    learner.type("", "")
    var journal = Journal(parsing: Array(learner.records.map(Journal.line).joined().utf8))
    #expect(journal.progress(in: lesson).stepsDone == 3)
    let moved = try LessonEngineTests.lesson(
      "## Zero\n\nNew.\n\n## Three\n\nC.\n\n## One\n\nA, edited.\n\n## Two\n\nB.\n")
    let progress = journal.progress(in: moved)
    #expect(progress.stepsDone == 3)
    #expect(progress.stepCount == 4)
    #expect(progress.editedSteps == ["One"])
    journal = Journal()
    #expect(journal.progress(in: moved).stepsDone == 0)
  }

  @Test func `14. The values of variables are the same when one comes back`() throws {
    let text = "How many? {{n}}\n\n## Say it\n\n```answer number\n{{n}} +- 0\n```\n"
    let front = "vars: {n: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n"
    for draw in [UInt64(3), 77, 1 << 52] {
      func read(_ draw: UInt64) throws -> Lesson {
        try Lesson(
          parsing: "---\nlesson: test\nformat: 1\ntitle: T\n\(front)---\n\n\(text)", file: "t.md",
          draw: draw)
      }
      var learner = Learner(try read(draw))
      learner.begin()
      learner.type("")
      // Another program reads the lesson, and knows nothing but the journal.
      let known = try #require(Journal.draw(learner.records, lesson: "test"))
      var resumed = Learner(try read(known), records: learner.records)
      resumed.begin()
      #expect(resumed.type("solution") == learner.type("solution"))
    }
  }

  @Test func `18. What was skipped, shown, and done with hints is never counted as solved`() throws
  {
    let sample = try Lesson(parsing: sampleText, file: "sample.md")
    func ending(_ lines: String...) throws -> StepHistory.Ending? {
      var learner = Learner(sample)
      learner.begin()
      for line in lines { learner.type(line) }
      return LessonHistory.all(of: learner.records).first?.steps.first { $0.step == "build" }?
        .ending
    }
    #expect(try ending("", "input 2; add linear 1") == .solved)
    #expect(try ending("", "hint", "input 2; add linear 1") == .solvedWithHints)
    #expect(
      try ending("", "input 2; add linear 1; add tanh", "solution", "remove 1") == .shown)
    #expect(try ending("", "skip") == .skipped)
    #expect(try ending("", "skip", "back", "input 2; add linear 1") == .solved)
    #expect(try ending("") == nil)
  }
}
