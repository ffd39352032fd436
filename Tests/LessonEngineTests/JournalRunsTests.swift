import LessonEngine
import Testing

@Suite("Two programs on one lesson")
struct JournalRunsTests {
  /// What a program writes: each record with the name of its run.
  private func stamped(_ records: some Sequence<JournalRecord>, _ run: String) -> [JournalRecord] {
    records.map { record in
      var record = record
      record.run = run
      return record
    }
  }

  /// Begins a run as the program does: by what the journal says then.
  private func start(
    _ lesson: Lesson, _ journal: inout [JournalRecord], run: String
  ) -> Learner {
    if let record = Journal.resumption(journal, lesson: lesson.id) {
      journal += stamped([record], run)
    }
    var learner = Learner(lesson, records: journal)
    let known = learner.records.count
    learner.begin()
    journal += stamped(learner.records[known...], run)
    return learner
  }

  private func type(
    _ line: String, _ learner: inout Learner, _ journal: inout [JournalRecord], run: String
  ) {
    let known = learner.records.count
    learner.type(line)
    journal += stamped(learner.records[known...], run)
  }

  @Test func `lose nothing, mix nothing, and the next goes on from the one used last`() throws {
    let sample = try Lesson(parsing: sampleText, file: "sample.md")
    var journal: [JournalRecord] = []
    var first = start(sample, &journal, run: "a")
    type("", &first, &journal, run: "a")
    type("input 2", &first, &journal, run: "a")
    // The other begins where the first one is, and goes another way, by turns.
    var second = start(sample, &journal, run: "b")
    #expect(second.player.session == first.player.session)
    type("add linear 1", &first, &journal, run: "a")
    type("input 3", &second, &journal, run: "b")
    type("", &first, &journal, run: "a")
    type("add linear 2", &second, &journal, run: "b")
    type("2.5", &first, &journal, run: "a")

    let read = Journal(parsing: Array(journal.map(Journal.line).joined().utf8))
    #expect(read.records == journal)
    // Each of the two is whole, whichever was used last.
    let third = start(sample, &journal, run: "c")
    #expect(third.player.session == first.player.session)
    #expect(third.player.prompt == first.player.prompt)
    type("print layers", &second, &journal, run: "b")
    let fourth = start(sample, &journal, run: "d")
    #expect(fourth.player.session == second.player.session)
    #expect(fourth.player.prompt == second.player.prompt)
    // What either did counts, and counts once.
    let progress = Journal(parsing: Array(journal.map(Journal.line).joined().utf8))
      .progress(in: sample)
    #expect(progress.stepsDone == 1)
    #expect(progress.timesFinished == 0)
  }

  @Test func `one that begins the lesson again costs nothing of where the other is`() throws {
    let sample = try Lesson(parsing: sampleText, file: "sample.md")
    var journal: [JournalRecord] = []
    var first = start(sample, &journal, run: "a")
    type("", &first, &journal, run: "a")
    type("input 2; add linear 1", &first, &journal, run: "a")
    var second = start(sample, &journal, run: "b")
    type("reset lesson", &second, &journal, run: "b")
    type("", &first, &journal, run: "a")
    let progress = Journal(parsing: Array(journal.map(Journal.line).joined().utf8))
      .progress(in: sample)
    #expect(progress.stepsDone == 1)
    // Once nobody is where the first was, the reset stands.
    type("", &second, &journal, run: "b")
    #expect(
      Journal(parsing: Array(journal.map(Journal.line).joined().utf8)).progress(in: sample)
        .stepsDone == 0)
  }

  @Test func `a record of a review does not move the place in the lesson`() throws {
    let sample = try Lesson(parsing: sampleText, file: "sample.md")
    var journal: [JournalRecord] = []
    var learner = start(sample, &journal, run: "a")
    type("", &learner, &journal, run: "a")
    let before = Journal.unfinished(journal, lesson: "sample")
    journal.append(
      JournalRecord(
        lesson: "sample", step: "build", hash: "", event: .reviewed(.solved, attempts: 1), run: "r")
    )
    #expect(Journal.unfinished(journal, lesson: "sample") == before)
  }

  @Test func `runs that name each other in circles end`() {
    func record(_ event: JournalRecord.Event, _ run: String) -> JournalRecord {
      JournalRecord(lesson: "x", step: "", hash: "", event: event, run: run)
    }
    let journal = [
      record(.resumed(run: "b"), "a"), record(.resumed(run: "a"), "b"), record(.began, "a"),
      record(.resumed(run: "c"), "c"), record(.began, "c"),
    ]
    #expect(Journal.unfinished(journal, lesson: "x") == [])
  }
}
