import LessonEngine
import Testing

@Suite("The journal")
struct JournalTests {
  static let events: [JournalRecord.Event] = [
    .opened(draw: 12_345), .began, .went, .command("add linear 4; train 3 steps"),
    .answer("\u{1B}[2J \"quoted\"\n\u{2028}", isRight: false), .attempt, .hint(2), .shown,
    .solved(.solvedWithHints, attempts: 3), .skipped, .back, .finished,
  ]
  static let records = events.enumerated().map { index, event in
    JournalRecord(
      lesson: "xor", step: "hidden", hash: "0123456789abcdef", event: event, time: Double(index))
  }

  private func bytes(_ records: [JournalRecord]) -> [UInt8] {
    Array(records.map(Journal.line).joined().utf8)
  }

  @Test func `is one line of JSON a record`() {
    let record = JournalRecord(
      lesson: "xor", step: "hidden", hash: "ab", event: .command("add linear 4"), time: 1.5)
    #expect(
      Journal.line(for: record)
        == #"{"version":1,"check":"9ba9ffda26306f14","record":{"event":"command","hash":"ab","#
        + #""lesson":"xor","step":"hidden","text":"add linear 4","time":1.5}}"# + "\n")
  }

  @Test func `gives back every record that was written`() {
    let journal = Journal(parsing: bytes(Self.records))
    #expect(journal.records == Self.records)
    #expect(journal.damage == [])
    #expect(journal.warning == nil)
    #expect(journal.wholeLength == bytes(Self.records).count)
    for record in Self.records { #expect(!Journal.line(for: record).dropLast().contains("\n")) }
  }

  @Test func `cut at any byte loses only the record that was being written`() {
    let first = bytes(Array(Self.records.prefix(3)))
    let whole = bytes(Array(Self.records.prefix(4)))
    for end in first.count..<whole.count {
      let journal = Journal(parsing: Array(whole[..<end]))
      #expect(journal.records == Array(Self.records.prefix(3)))
      #expect(journal.wholeLength == first.count)
      #expect(journal.damage.count == (end == first.count ? 0 : 1))
    }
  }

  @Test func `any byte changed costs one record at most`() {
    let whole = bytes(Self.records)
    for place in stride(from: 0, to: whole.count, by: 7) {
      var damaged = whole
      damaged[place] ^= 0x15
      let journal = Journal(parsing: damaged)
      // A newline that is gone makes one line of two.
      #expect(journal.records.count >= Self.records.count - 2)
      #expect(
        !journal.damage.isEmpty || journal.newerVersion != nil || journal.records == Self.records)
      for record in journal.records { #expect(Self.records.contains(record)) }
    }
  }

  @Test func `says what was damaged`() {
    var whole = bytes(Self.records)
    whole.removeLast(5)
    #expect(
      Journal(parsing: whole).warning
        == "The journal is damaged in line 12, perhaps by a crash. That part is set aside; "
        + "everything else is kept.")
  }

  @Test func `of a newer version is for reading only`() {
    let newer = #"{"version":2,"check":"0","record":{"event":"dreamt"}}"# + "\n"
    let journal = Journal(parsing: bytes(Self.records) + Array(newer.utf8))
    #expect(journal.records == Self.records)
    #expect(journal.newerVersion == 2)
    #expect(
      journal.warning
        == "The journal is of a newer Gradus (version 2): it is left as it is, and what you do now "
        + "is not kept.")
  }

  @Test func `anything else is damage and no more`() {
    for text in ["", "\n\n", "{}\n", "null\n", "\u{0}\u{0}\n", "{\"version\":1}\n", "[[[[[[\n"] {
      #expect(Journal(parsing: Array(text.utf8)).records.isEmpty)
    }
    #expect(Journal(parsing: [0xFF, 0xFE, 0x0A]).damage.count == 1)
  }

  @Test func `knows how far a learner is`() throws {
    let sample = try Lesson(parsing: sampleText, file: "sample.md")
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2; add linear 1", "")
    var journal = Journal(parsing: Array(learner.records.map(Journal.line).joined().utf8))
    #expect(
      journal.progress(in: sample)
        == LessonProgress(isBegun: true, stepsDone: 1, stepCount: 3))
    let edited = try Lesson(
      parsing: sampleText.replacing("Two inputs, one", with: "Two inputs and one"),
      file: "sample.md")
    #expect(journal.progress(in: edited).editedSteps == ["Build it"])
    learner.type("skip", "skip")
    journal = Journal(parsing: Array(learner.records.map(Journal.line).joined().utf8))
    #expect(
      journal.progress(in: sample)
        == LessonProgress(isBegun: true, stepsDone: 3, stepCount: 3, timesFinished: 1))
    #expect(Journal.unfinished(journal.records, lesson: "sample") == [])
  }
}
