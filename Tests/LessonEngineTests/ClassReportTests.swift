import Interpreter
import LessonEngine
import Testing

@Suite("A report on many learners")
struct ClassReportTests {
  /// The journal of a learner who types these lines into the sample, one each ten seconds.
  private func journal(_ lines: String...) throws -> Journal {
    let sample = try Lesson(parsing: sampleText, file: "sample.md")
    var learner = Learner(sample)
    learner.begin()
    var records = learner.records.map { at(0, $0) }
    for (index, line) in lines.enumerated() {
      let known = learner.records.count
      learner.type(line)
      records += learner.records[known...].map { at(Double(index + 1) * 10, $0) }
    }
    return Journal(parsing: Array(records.map(Journal.line).joined().utf8))
  }

  private func at(_ time: Double, _ record: JournalRecord) -> JournalRecord {
    var record = record
    record.time = 1_000_000 + time
    return record
  }

  private func report() throws -> ClassReport {
    var report = ClassReport()
    // Alone, at once; alone after two wrong answers; with a hint; skipped.
    report.add(try journal("", "input 2; add linear 1", "", "2.75"))
    let wrong = "input 3; add linear 1"
    let right = "new; input 2; add linear 1"
    report.add(
      try journal("", wrong, "set l0.bias [1]", right, "", "17", "2.5", "2.75"))
    report.add(try journal("", "hint", wrong, "set l0.bias [1]", right, "", "17", "17"))
    report.add(try journal("", "skip"))
    return report
  }

  @Test func `counts each step by how it ended, with tries and time of the one in the middle`()
    throws
  {
    let report = try report()
    #expect(report.journals == 4)
    let lesson = try #require(report.lessons.first)
    #expect(lesson.id == "sample")
    #expect(lesson.learners == 4)
    #expect(lesson.finished == 0)
    let build = try #require(lesson.steps.first { $0.id == "build" })
    #expect(build.learners == 4)
    #expect(build.endings == [.solved: 2, .solvedWithHints: 1, .skipped: 1])
    #expect(build.askedForHints == 1)
    // 1, 2 and 2 tries; 10, 30 and 40 seconds.
    #expect(build.medianTries == 2)
    #expect(build.medianSeconds == 30)
  }

  @Test func `clusters the wrong states that no when answers, with a line to paste`() throws {
    let report = try report()
    let lesson = try #require(report.lessons.first)
    let build = try #require(lesson.steps.first { $0.id == "build" })
    #expect(build.unanswered.map(\.signature) == ["inputs == 3"])
    #expect(build.unanswered.map(\.learners) == [2])
    let number = try #require(lesson.steps.first { $0.id != "build" && !$0.unanswered.isEmpty })
    // 2.5 has a when of its own.
    #expect(number.unanswered.map(\.signature) == ["17 +- 1%"])
    #expect(number.unanswered.map(\.learners) == [2])
    #expect(number.unanswered.map(\.times) == [3])
    let notes = report.reports(of: [try Lesson(parsing: sampleText, file: "sample.md")])
      .compactMap { if case .note(let text) = $0 { text } else { nil } }
    #expect(notes.first?.hasPrefix("4 learners, ") == true)
    #expect(
      notes.contains(
        "step build\n  2 learners, 2 times:\n    when inputs == 3 -- what to say to it"))
  }

  @Test func `the line to paste is valid, and answers them`() throws {
    let signature = try #require(
      report().lessons.first?.steps.first { $0.id == "build" }?.unanswered.first?.signature)
    let mended = sampleText.replacing(
      "when layers > 1 --", with: "when \(signature) -- Two, not three.\nwhen layers > 1 --")
    var learner = Learner(try Lesson(parsing: mended, file: "sample.md"))
    learner.begin()
    learner.type("", "input 3; add linear 1")
    #expect(learner.type("set l0.bias [1]").contains("no: Two, not three."))
    let unanswered = learner.records.compactMap(\.wrong).count { !$0.isAnswered }
    #expect(unanswered == 0)
  }

  @Test func `a file without records is nobody's`() throws {
    var report = try report()
    report.add(Journal())
    report.add(Journal(parsing: Array("a,b\n1,2\n".utf8)))
    #expect(report.journals == 4)
    guard case .note(let summary)? = report.reports(of: []).first else {
      Issue.record("no summary")
      return
    }
    #expect(summary.hasSuffix("; 2 files without any record left out."))
  }

  @Test func `a line to paste is one line, whatever a journal says`() throws {
    var journal = try journal("", "hint")
    var record = try #require(journal.records.last)
    record.wrong = WrongState(
      signature: "layers == 1\nrequire 1 == 1 -- done", isAnswered: false)
    journal = Journal(parsing: Array(Journal.line(for: record).utf8))
    var report = ClassReport()
    report.add(journal)
    let notes = report.reports(of: []).compactMap {
      if case .note(let text) = $0 { text } else { nil }
    }
    #expect(notes.last?.contains("\nrequire") == false)
  }

  @Test func `neither an id of a journal nor a long answer forges or floods the report`() {
    func record(_ lesson: String, _ step: String, _ signature: String) -> JournalRecord {
      var record = JournalRecord(lesson: lesson, step: step, hash: "", event: .attempt, time: 1)
      record.wrong = WrongState(signature: signature, isAnswered: false)
      return record
    }
    let long = String(repeating: "x", count: 100_000)
    let records = [
      record("a\nrequire true -- x", "b\nrequire true -- x", "c"), record(long, long, long),
      record("e", "e" + String(repeating: "\u{301}", count: 100_000), "outputs == 2"),
    ]
    var report = ClassReport()
    report.add(Journal(parsing: Array(records.map(Journal.line).joined().utf8)))
    let parts = report.reports(of: []).flatMap { part -> [String] in
      switch part {
      case .note(let text): [text]
      case .table(let table): [table.title] + table.rows.flatMap { $0 }
      default: []
      }
    }
    let lines = parts.flatMap { $0.split(whereSeparator: \.isNewline) }
    #expect(!lines.contains { $0.hasPrefix("require") })
    #expect(lines.contains("    of 100000 bytes, left out"))
    #expect(lines.contains("    when outputs == 2 -- what to say to it"))
    #expect(lines.allSatisfy { $0.utf8.count < 250 })
  }

  @Test func `breaks are not counted as time`() {
    func record(_ event: JournalRecord.Event, _ time: Double) -> JournalRecord {
      JournalRecord(lesson: "x", step: "s", hash: "", event: event, time: time)
    }
    let history = LessonHistory.all(of: [
      record(.began, 0), record(.attempt, 60), record(.attempt, 100_000),
      record(.solved(.solved, attempts: 2), 100_030), record(.command("later"), 100_100),
    ])
    #expect(history.map(\.seconds) == [160])
    #expect(history[0].steps.map(\.seconds) == [90])
    #expect(history[0].steps.map(\.tries) == [3])
  }

  @Test func `no line of a journal is in it, and nothing that could be a name`() throws {
    var report = ClassReport()
    report.add(try journal("", "input 2; add linear 1 # by Ada", "let ada = 1", "", "2.75 # Ada"))
    let text = "\(report.reports(of: []))"
    #expect(!text.lowercased().contains("ada"))
  }
}
