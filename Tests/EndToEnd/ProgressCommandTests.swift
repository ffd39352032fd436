import Foundation
import LessonEngine
import Testing

@testable import gradus

/// What was done, as the commands for it show it.
struct ProgressCommandTests {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "gradus-progress-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder + "/state/gradus", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: folder + "/lessons", withIntermediateDirectories: true)
    try Data(Self.lesson.utf8).write(to: URL(filePath: folder + "/lessons/01-sums.md"))
  }

  static let lesson = """
    ---
    lesson: sums
    format: 1
    title: "Sums\\e[2J"
    ---

    # Sums

    ## Build
    <!-- step id=build -->

    Two *inputs*, please.

    ```gradus try
    input 2
    ```

    ```gradus check
    require inputs == 2 -- two inputs
    ```

    ## Add up
    <!-- step id=add -->

    What is 1 + 1?

    ```answer number
    2 +- 0.1
    ```

    """

  private func record(
    _ event: JournalRecord.Event, _ step: String, _ time: Double, wrong: String? = nil
  ) -> JournalRecord {
    var record = JournalRecord(
      lesson: "sums", step: step, hash: "", event: event, time: 1_795_305_600 + time, run: "r")
    record.wrong = wrong.map { WrongState(signature: $0, isAnswered: false) }
    return record
  }

  private func write(_ records: [JournalRecord], to name: String = "state/gradus/journal.jsonl")
    throws
  {
    try Data(records.map(Journal.line).joined().utf8).write(
      to: URL(filePath: folder + "/" + name))
  }

  private var road: [JournalRecord] {
    [
      record(.opened(draw: 5), "build", 0), record(.began, "build", 0),
      record(.command("input 3"), "build", 60), record(.attempt, "build", 60, wrong: "inputs == 3"),
      record(.command("input 2"), "build", 100),
      record(.solved(.solved, attempts: 1), "build", 100),
      record(.went, "build", 110), record(.began, "add", 110),
      record(.answer("=1+2", isRight: false), "add", 150, wrong: "3 +- 1%"),
      record(.answer("2", isRight: true), "add", 160),
      record(.solved(.solved, attempts: 1), "add", 160),
    ]
  }

  private func gradus(_ arguments: String...) throws -> Command {
    var environment = ProcessInfo.processInfo.environment
    environment["XDG_STATE_HOME"] = folder + "/state"
    environment["GRADUS_LESSONS"] = folder + "/lessons"
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["TZ"] = "UTC"
    return try Command.run([TerminalWindow.binary] + arguments, environment: environment)
  }

  private func isSafe(_ text: String) -> Bool {
    !text.unicodeScalars.contains {
      ($0.value < 0x20 && $0 != "\n" && $0 != "\r") || (0x7F...0x9F).contains($0.value)
    }
  }

  @Test func `progress is a table and a calendar that fit 80 columns`() throws {
    try write(road)
    let shown = try gradus("progress")
    #expect(shown.status == 0)
    #expect(shown.errors == "")
    let lines = shown.output.split(separator: "\n")
    #expect(lines.contains { $0.contains("sums") && $0.contains("2/2") && $0.contains("22 Nov") })
    #expect(lines.contains { $0.contains("Mon") } && lines.contains { $0.contains("Sun") })
    #expect(shown.output.contains(". none"))
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(shown.output.contains("1 day of practice"))
    #expect(isSafe(shown.output))
  }

  @Test func `without anything done they say so`() throws {
    #expect(try gradus("progress").output.contains("Nothing is done yet"))
    #expect(try gradus("export").status == 2)
    #expect(try gradus("export", "1").errors.contains("nothing is done yet in"))
    #expect(try gradus("review").output.contains("Nothing is to be reviewed"))
    #expect(try gradus("report", folder + "/lessons").status == 2)
    #expect(try gradus("report", folder + "/nowhere").errors.contains("no such file"))
  }

  @Test func `export as Markdown has the lesson, what was typed, and what came of it`() throws {
    try write(road)
    let exported = try gradus("export", "--markdown", "1")
    #expect(exported.status == 0, "\(exported.errors)")
    for part in [
      "## Build", "Two *inputs*, please.", "> input 3\n", "> input 2\n", "## Add up",
      "**My answer:** `=1+2`", "**My answer:** `2`", "> Right: 2.",
    ] {
      #expect(exported.output.contains(part), "\(part) is not in:\n\(exported.output)")
    }
    #expect(isSafe(exported.output))
    #expect(try gradus("export").output == exported.output)
  }

  @Test func `export as a table holds no formula, and as lines is JSON`() throws {
    try write(road)
    let table = try gradus("export", "--csv", "sums").output
    #expect(table.hasPrefix("lesson,step,title,time,event,text,right,ending,refused,output"))
    #expect(table.contains(#","'=1+2","#))
    #expect(!table.contains(",=1+2"))
    #expect(isSafe(table))
    let lines = try gradus("export", "--jsonl", "sums").output.split(separator: "\n")
    #expect(lines.count == 7)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["lesson"] as? String == "sums")
    }
    #expect(lines.contains { $0.contains(#""text":"=1+2""#) && $0.contains(#""right":false"#) })
  }

  @Test(
    arguments: [
      "", "\u{200B}", "\u{FEFF}", "\u{AD}", "\u{2060}", "\u{180E}", "\u{3164}", "\u{FE0F}",
    ])
  func `export as a table holds no formula behind a sign that is not seen`(sign: String) throws {
    let title = "\(sign)=HYPERLINK(\"x\",\"y\")"
    try Data(Self.lesson.replacing("## Build", with: "## \(title)").utf8).write(
      to: URL(filePath: folder + "/lessons/01-sums.md"))
    try write(road)
    let table = try gradus("export", "--csv", "sums").output
    #expect(table.contains(#","'=HYPERLINK(""x"",""y"")","#), "\(table)")
  }

  @Test func `export as a table keeps a title of two lines in its cell`() throws {
    try Data(Self.lesson.replacing("## Build", with: "## A\u{2028}=1+1").utf8).write(
      to: URL(filePath: folder + "/lessons/01-sums.md"))
    try write(road)
    let table = try gradus("export", "--csv", "sums").output
    #expect(table.contains("\nsums,build,\"A\n=1+1\","), "\(table)")
  }

  @Test(arguments: [("folder", "it is a folder"), ("pipe", "it is not a file that can be read")])
  func `a journal that cannot be read is no empty one`(kind: String, reason: String) throws {
    let path = folder + "/state/gradus/journal.jsonl"
    #expect(kind == "folder" ? mkdir(path, 0o700) == 0 : mkfifo(path, 0o600) == 0)
    let looks = [
      try gradus("progress"), try gradus("export", "1"), try gradus("export"),
      try gradus("review"), try gradus("lessons"),
    ]
    for look in looks {
      #expect(look.status == 1)
      let said = look.errors.split { $0.isWhitespace }.joined(separator: " ")
      #expect(said.contains("which keeps what you did: \(reason)"), "\(said)")
      #expect(!(look.output + said).lowercased().contains("nothing is"))
    }
    // What the lessons are can be told all the same.
    #expect(looks.last?.output.contains("sums") == true)
  }

  @Test func `export hands in what was done, also after the lesson was opened again`() throws {
    try write(road)
    let before = try gradus("export", "--csv", "sums").output
    try write(
      road + [
        record(.finished, "add", 200), record(.opened(draw: 6), "build", 300),
        record(.began, "build", 300),
      ])
    let after = try gradus("export", "--csv", "sums").output
    #expect(after.hasPrefix(before))
    #expect(after.contains(",finished,"))
  }

  @Test func `export keeps what a reader would take for something else`() throws {
    try write(
      road + [
        record(.went, "add", 170), record(.answer("\u{FF1D}1+2", isRight: false), "add", 180),
      ])
    #expect(try gradus("export", "--csv", "sums").output.contains(",\"'\u{FF1D}1+2\","))
    let text = Self.lesson.replacing(
      "Two *inputs*, please.", with: "Write `&lt;` or &amp;lt; here.")
    try Data(text.utf8).write(to: URL(filePath: folder + "/lessons/01-sums.md"))
    #expect(try gradus("export", "sums").output.contains("Write `&lt;` or \\&lt; here."))
  }

  @Test func `report counts a class, says what is damaged, and follows no link`() throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/class/b", withIntermediateDirectories: true)
    for name in ["a", "b/b", "b/c"] { try write(road, to: "class/\(name).jsonl") }
    try Data("{\"version\":2,\"che\n".utf8).write(to: URL(filePath: folder + "/class/d.jsonl"))
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/class/e.jsonl", withDestinationPath: folder + "/class/a.jsonl")
    let report = try gradus("report", folder + "/class")
    #expect(report.status == 0)
    #expect(report.output.hasPrefix("3 learners, 33 records; 1 file without any record left out."))
    #expect(report.output.contains("when inputs == 3 -- what to say to it"))
    #expect(report.output.contains("when 3 +- 1% -- what to say to it"))
    #expect(report.output.contains("3 learners, 3 times:"))
    #expect(report.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    #expect(isSafe(report.output))
  }

  @Test func `report keeps a line to paste on one line, and says which folders it could not read`()
    throws
  {
    try FileManager.default.createDirectory(
      atPath: folder + "/class/1/2/3/4/5/6/7/8/9/10/11/12/13", withIntermediateDirectories: true)
    let wrong = "layers == 3 and l0.kind == \"relu\" and l0.outputs == 2 and l1.kind == \"relu\""
    try write(
      [record(.began, "build", 0), record(.attempt, "build", 60, wrong: wrong)],
      to: "class/1/2/3/4/5/deep.jsonl")
    let report = try gradus("report", folder + "/class")
    #expect(report.output.contains("\n    when \(wrong) -- what to say to it\n"))
    #expect(report.output.contains("1 learner, 1 time:"))
    #expect(report.errors.contains("12 folders deep"))
    #expect(report.status == 1)
  }

  @Test func `report reads one journal, and says of names that are none that they are left out`()
    throws
  {
    try write(road)
    let one = try gradus("report", folder + "/state/gradus/journal.jsonl")
    #expect(one.output.hasPrefix("1 learner, 11 records."))
    #expect(one.status == 0)
    // A file system that takes no such name makes no such trouble.
    let odd = (folder + "/state/gradus/").utf8CString.dropLast() + [CChar(bitPattern: 0xFF), 0x2E]
    let descriptor = (odd + "jsonl".utf8CString).withUnsafeBufferPointer {
      $0.baseAddress.map { open($0, O_CREAT | O_WRONLY, 0o600) } ?? -1
    }
    guard descriptor >= 0 else { return }
    close(descriptor)
    let all = try gradus("report", folder + "/state/gradus")
    #expect(all.output.hasPrefix("1 learner, 11 records."))
    #expect(all.errors.replacing("\n", with: " ").contains("1 with a name that is not in UTF-8"))
    #expect(all.status == 1)
  }

  @Test func `progress names the steps that were edited, and fits a narrow terminal`() throws {
    try write(road)
    let narrow = try gradus("progress", "--width", "40")
    #expect(narrow.output.contains("\"Add up\""))
    #expect(narrow.output.contains("lesson  steps  time"))
    #expect(narrow.output.split(separator: "\n").allSatisfy { $0.count <= 40 })
  }

  @Test func `what is no longer there is not due, and no review begins with it`() throws {
    try write([
      record(.skipped, "gone", -100_000_000), record(.skipped, "add", -100_000_000),
    ])
    let list = try gradus("review").output
    #expect(!list.contains("gone"))
    #expect(list.contains("1 step is due for review"))
    #expect(try gradus("progress").output.contains("1 step is due for review"))
    let window = try TerminalWindow(rows: 40, folder: folder)
    try window.enter("export GRADUS_LESSONS=\(folder)/lessons")
    try window.start("review --plain")
    try window.see("review 1/1, answer >")
    try window.enter("reset all")
    try window.see("your lessons stay as they are")
    try window.enter("menu")
    try window.see("left for another time")
    try window.see("1 step is due for review")
    try window.expectSaneShell()
    #expect(try JournalStore.journal(in: folder + "/state/gradus").records.count == 2)
  }

  @Test func `a lesson that builds on another says so, and the list leads back to it`() throws {
    let other = folder + "/other.md"
    try Data(
      "---\nlesson: other\nformat: 1\ntitle: Other\nrequires: [sums]\n---\n\n## One\n\nRead.\n"
        .utf8
    ).write(to: URL(filePath: other))
    let window = try TerminalWindow(rows: 40, folder: folder)
    try window.enter("export GRADUS_LESSONS=\(folder)/lessons")
    try window.start("learn \(other) --plain")
    try window.see("builds on \"Sums")
    try window.see("Enter goes on >")
    try window.enter("menu")
    try window.see("lesson number >")
    try window.enter("next")
    try window.see("Welcome back. You are at step 1 of 1.")
    try window.enter("quit")
    try window.expectSaneShell()
  }

  @Test func `a review does not take the place of the lesson at hand`() throws {
    try Data("---\nlesson: second\nformat: 1\ntitle: Second\n---\n\n## Second\n\nRead.\n".utf8)
      .write(
        to: URL(filePath: folder + "/lessons/02-second.md"))
    func of(_ lesson: String, _ event: JournalRecord.Event) -> JournalRecord {
      JournalRecord(lesson: lesson, step: "add", hash: "", event: event, time: 1_000_000)
    }
    try write([
      of("sums", .opened(draw: 1)), of("sums", .finished), of("second", .opened(draw: 1)),
      of("sums", .reviewed(.solved, attempts: 0)),
    ])
    let shelf = LessonShelf(
      library: LessonLibrary(
        environment: ["GRADUS_LESSONS": folder + "/lessons"], folders: Folders(environment: [:])))
    let records = try JournalStore.journal(in: folder + "/state/gradus").records
    #expect(try shelf.entryToGoOn(with: records).name == "second")
    // Finished, and then forgotten: it is the first that is to be done.
    let reset = records + [of("second", .reset(.all)), of("second", .finished)]
    #expect(try shelf.entryToGoOn(with: reset).name == "sums")
  }

  @Test func `review without a terminal lists what comes back and when`() throws {
    try write(road)
    let list = try gradus("review").output
    #expect(list.contains("2026-11-23") && list.contains("1 of 5"))
    #expect(list.contains("build") && list.contains("add"))
  }

  @Test func `a review brings back what went wrong, and what is known comes later`() throws {
    // Done long ago, so that it is due whenever this test is run.
    try write(
      road.map { record in
        var record = record
        record.time = (record.time ?? 0) - 100_000_000
        return record
      })
    let window = try TerminalWindow(rows: 40, folder: folder)
    try window.enter("export GRADUS_LESSONS=\(folder)/lessons")
    try window.start("review --plain")
    try window.see("review 1/2, answer >")
    try window.see("What is 1 + 1?")
    try window.enter("3")
    try window.see("is not it")
    try window.enter("2")
    try window.see("Enter goes on >")
    try window.press("Enter")
    try window.see("review 2/2 >")
    try window.enter("input 2")
    try window.see("Enter goes on >")
    try window.press("Enter")
    try window.see("2 of 2 reviewed.")
    try window.see("The next review is due tomorrow: 1 step.")
    try window.expectSaneShell()
    let records = try JournalStore.journal(in: folder + "/state/gradus").records
    #expect(
      records.suffix(2).map(\.event) == [
        .reviewed(.solved, attempts: 1), .reviewed(.solved, attempts: 0),
      ])
  }
}
