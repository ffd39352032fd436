import LessonEngine
import Testing

@Suite("Beginning again")
struct ResetTests {
  let sample: Lesson

  init() throws {
    sample = try Lesson(parsing: sampleText, file: "sample.md")
  }

  /// A learner at the third step.
  private func learner() -> Learner {
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2; add linear 1", "", "2.75", "", "b", "")
    return learner
  }

  /// Leaves, and comes back with what the journal says.
  private func returning(_ learner: Learner) -> Learner {
    var resumed = Learner(sample, records: learner.records)
    resumed.begin()
    return resumed
  }

  @Test(arguments: [["reset"], ["reset lesson"], ["reset all", "reset all"]])
  func `is taken back also by who has left the lesson since`(words: [String]) throws {
    var learner = learner()
    let before = (learner.player.session, learner.player.stepNumber, learner.player.prompt)
    for word in words { learner.type(word) }
    var back = returning(learner)
    #expect(back.type("reset undo").hasPrefix("note: As it was before the reset."))
    #expect(back.player.session == before.0)
    #expect(back.player.stepNumber == before.1)
    #expect(back.player.prompt == before.2)
    // That counts from now on, and once.
    var later = returning(back)
    #expect(later.player.session == before.0)
    #expect(later.player.stepNumber == before.1)
    #expect(later.type("reset undo") == "note: There is no reset to take back.")
    #expect(Journal(of: back.records).progress(in: sample).stepsDone == 2)
  }

  @Test func `of a lesson at its end is taken back to its end`() throws {
    var learner = learner()
    learner.type("skip")
    #expect(learner.player.isFinished)
    learner.type("reset lesson", "", "input 2")
    var back = returning(learner)
    #expect(back.player.stepNumber == 1)
    back.type("reset undo")
    #expect(back.player.isFinished)
    #expect(Journal(of: back.records).progress(in: sample).timesFinished == 1)
  }

  @Test func `of a step is not taken back once the step was done again`() throws {
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2; add linear 1", "reset", "input 2; add linear 1", "")
    var back = returning(learner)
    #expect(back.type("reset undo") == "note: There is no reset to take back.")
  }

  @Test func `that was taken back costs no review`() throws {
    var learner = learner()
    learner.type("skip")
    let due = { (records: [JournalRecord]) in ReviewSchedule(records, offset: 0).items.map(\.step) }
    #expect(due(learner.records) == ["guess"])
    for words in [["reset lesson"], ["reset all", "reset all"]] {
      var again = learner
      for word in words { again.type(word) }
      #expect(due(again.records) == [], "\(words)")
      let other = JournalRecord(lesson: "other", step: "o", hash: "", event: .skipped)
      again.records.append(other)
      again.type("reset undo")
      #expect(due(again.records) == ["o", "guess"], "\(words)")
    }
  }
}

extension Journal {
  /// As it is read again.
  fileprivate init(of records: [JournalRecord]) {
    self.init(parsing: Array(records.map(Journal.line).joined().utf8))
  }
}
