import LessonEngine
import Testing

@Suite("The journal")
struct JournalTests {
  static let events: [JournalRecord.Event] = [
    .opened(draw: 12_345), .began, .went, .command("add linear 4; train 3 steps"),
    .answer("\u{1B}[2J \"quoted\"\n\u{2028}", isRight: false), .attempt, .hint(2), .shown,
    .solved(.solvedWithHints, attempts: 3), .skipped, .back, .finished, .resumed(run: "1k9"),
    .reviewed(.shown, attempts: 0), .kept, .reset(.step), .undone(.all),
    .foretold("down", came: "up", isRight: false, confidence: 0.75),
    .foretold("up", came: "up", isRight: true, confidence: nil),
  ]
  static let records = events.enumerated().map { index, event in
    var record = JournalRecord(
      lesson: "xor", step: "hidden", hash: "0123456789abcdef", event: event, time: Double(index),
      run: index < 4 ? nil : "2z")
    if event == .attempt {
      record.wrong = WrongState(signature: "layers == 1 and \u{202E}x", isAnswered: true)
    }
    if case .command = event { record.files = "fedcba9876543210" }
    return record
  }

  private func bytes(_ records: [JournalRecord]) -> [UInt8] {
    Array(records.map(Journal.line).joined().utf8)
  }

  @Test func `is one line of JSON a record`() {
    var record = JournalRecord(
      lesson: "xor", step: "hidden", hash: "ab", event: .answer("3", isRight: false), time: 1.5,
      run: "k")
    record.wrong = WrongState(signature: "3 +- 1%", isAnswered: false)
    #expect(
      Journal.line(for: record)
        == #"{"version":2,"check":"9ccc09e7aac56d06","record":{"answered":false,"event":"answer","#
        + #""hash":"ab","lesson":"xor","right":false,"run":"k","step":"hidden","text":"3","#
        + #""time":1.5,"wrong":"3 +- 1%"}}"# + "\n")
  }

  @Test func `of an older version is read as it is`() {
    let line =
      #"{"version":1,"check":"9ba9ffda26306f14","record":{"event":"command","hash":"ab","#
      + #""lesson":"xor","step":"hidden","text":"add linear 4","time":1.5}}"# + "\n"
    let journal = Journal(parsing: Array(line.utf8))
    #expect(
      journal.records == [
        JournalRecord(
          lesson: "xor", step: "hidden", hash: "ab", event: .command("add linear 4"), time: 1.5)
      ])
    #expect(journal.newerVersion == nil)
    #expect(journal.warning == nil)
  }

  @Test(arguments: [
    #"{"event":"began","hash":"","lesson":"x","step":"y"}"#,
    #"{"event":"began","hash":"","later":null,"lesson":"x","step":"y"}"#,
    #"{"event":"began","hash":"","lesson":"\u0078","step":"y"}"#,
  ])
  func `has records that another program wrote as JSON may be written`(object: String) {
    let journal = Journal(parsing: line(object))
    #expect(
      journal.records == [JournalRecord(lesson: "x", step: "y", hash: "", event: .began)])
  }

  @Test(arguments: [
    "{}", "", "[]", #"{"event":"began"}"#, #"{"event":"began","hash":"","lesson":"x","step":"y""#,
    #"{"event":"began","hash":{},"lesson":"x","step":"y"}"#,
    #"{"event":"began","hash":"\ud800","lesson":"x","step":"y"}"#,
    #"{"event":"began","hash":"\u12","lesson":"x","step":"y"}"#,
    #"{"event":"opened","hash":"","lesson":"x","number":-1,"step":"y"}"#,
    #"{"event":"opened","hash":"","lesson":"x","number":99999999999999999999,"step":"y"}"#,
    #"{"event":"began","hash":"","lesson":"x","step":"y"} "#,
  ])
  func `takes nothing for a record that is none, though its check is right`(object: String) {
    let journal = Journal(parsing: line(object))
    #expect(journal.records == [])
    #expect(journal.damage.count == 1)
  }

  /// A line as it would be written, around any text.
  private func line(_ object: String) -> [UInt8] {
    Array(Journal.line(around: object).utf8)
  }

  @Test func `gives back every record that was written`() {
    let journal = Journal(parsing: bytes(Self.records))
    #expect(journal.records == Self.records)
    #expect(journal.damage == [])
    #expect(journal.warning == nil)
    #expect(journal.wholeLength == bytes(Self.records).count)
    for record in Self.records { #expect(!Journal.line(for: record).dropLast().contains("\n")) }
  }

  @Test func `whose last newline an editor has cut off has lost nothing`() {
    let cut = bytes(Self.records).dropLast()
    let journal = Journal(parsing: Array(cut))
    #expect(journal.records == Self.records)
    #expect(journal.warning == nil)
    #expect(journal.stretchesToSetAside == [])
    #expect(journal.wholeLength == cut.count)
  }

  @Test func `whose lines an editor has ended with CR LF has lost nothing`() {
    let text = Self.records.map(Journal.line).joined().replacing("\n", with: " \r\n")
    let journal = Journal(parsing: Array(text.utf8) + [0x0D, 0x20])
    #expect(journal.records == Self.records)
    #expect(journal.damage == [])
  }

  @Test func `cut at any byte loses only the record that was being written`() {
    let first = bytes(Array(Self.records.prefix(3)))
    let whole = bytes(Array(Self.records.prefix(4)))
    for end in first.count..<whole.count - 1 {
      let journal = Journal(parsing: Array(whole[..<end]))
      #expect(journal.records == Array(Self.records.prefix(3)))
      #expect(journal.wholeLength == first.count)
      #expect(journal.damage.count == (end == first.count ? 0 : 1))
    }
  }

  @Test(arguments: [0x15, 0x01, 0x80, 0x0A, 0xFF])
  func `any byte changed costs one record at most, and never the journal`(flip: UInt8) {
    let whole = bytes(Self.records)
    for place in whole.indices {
      var damaged = whole
      damaged[place] ^= flip
      let journal = Journal(parsing: damaged)
      // A newline that is gone makes one line of two.
      let cost = whole[place] == 0x0A ? 2 : 1
      #expect(journal.records.count >= Self.records.count - cost)
      #expect(!journal.damage.isEmpty)
      // A version that was changed is not a newer Gradus: that would end all saving.
      #expect(journal.newerVersion == nil)
      for record in journal.records { #expect(Self.records.contains(record)) }
      // What is set aside leaves only good lines.
      var mended = damaged
      for stretch in journal.stretchesToSetAside.reversed() {
        if stretch.upperBound == mended.count {
          mended.removeSubrange(stretch)
        } else {
          for place in stretch { mended[place] = 0x20 }
        }
      }
      let again = Journal(parsing: mended + bytes([Self.records[1]]))
      #expect(again.damage == [])
      #expect(again.records == journal.records + [Self.records[1]])
    }
  }

  @Test func `says what was damaged`() {
    var whole = bytes(Self.records)
    whole.removeLast(5)
    #expect(
      Journal(parsing: whole).warning
        == "The journal is damaged in line 19, perhaps by a crash; "
        + "everything else in it is kept.")
  }

  @Test func `of a newer version is for reading only`() {
    let newer = Journal.line(around: #"{"event":"dreamt","of":[1,2]}"#, version: 3)
    let journal = Journal(parsing: bytes(Self.records) + Array(newer.utf8))
    #expect(journal.records == Self.records)
    #expect(journal.newerVersion == 3)
    #expect(
      journal.warning
        == "The journal is of a newer Gradus (version 3): it is left as it is, and what you do now "
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
