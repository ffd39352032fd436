import Canvas
import Interpreter
import LessonEngine
import LineEditor
import NeuralNetwork

/// A lesson that is being written: played, and read again at each save, at the same place.
struct WatchConversation: Conversation {
  private let bench: Workbench
  private let entry: LessonLibrary.Entry
  private let draw: UInt64
  private let watcher: FileWatcher
  private var lesson: LessonConversation?
  /// What was done since the program began, to come back to the place after a save.
  private var records: [JournalRecord] = []

  init(
    bench: Workbench, entry: LessonLibrary.Entry, draw: UInt64, watcher: FileWatcher
  ) {
    self.bench = bench
    self.entry = entry
    self.draw = draw
    self.watcher = watcher
  }

  var prompt: String { lesson?.prompt ?? "waiting for a save > " }
  var session: Session { lesson?.session ?? Session() }
  var place: String? { lesson.map(\.place) ?? "not a lesson yet" }

  mutating func begin(in environment: Environment) -> [PlayerEvent] { load(in: environment) }

  /// The file was saved.
  mutating func wake(in environment: Environment) -> [PlayerEvent] { load(in: environment) }

  mutating func submit(_ line: String, in environment: Environment) -> [PlayerEvent] {
    guard lesson != nil else {
      return line == "quit" ? [.quit] : [.note("Save the file, and it is read again.")]
    }
    let events = lesson?.submit(line, in: environment) ?? []
    keep(events)
    // There is no list of lessons here.
    return events.map { event in
      event == .openMenu ? .note("reset lesson begins it again, quit leaves.") : event
    }
  }

  private mutating func keep(_ events: [PlayerEvent]) {
    for case .record(let record) in events { records.append(record) }
  }

  /// Reads the file, goes to where the learner was, and says what the test and the linter find.
  private mutating func load(in environment: Environment) -> [PlayerEvent] {
    do throws(LessonError) {
      let lesson = try bench.read(entry, draw: draw)
      watcher.watch(bench.files(of: lesson, entry))
      var player = LessonPlayer(lesson: lesson, records: records)
      player.readLessonFile = LessonShelf.reader(of: entry)
      if Journal.unfinished(records, lesson: lesson.id).isEmpty { records = [] }
      var conversation = LessonConversation(player: player)
      let events = conversation.begin(in: environment)
      self.lesson = conversation
      keep(events)
      return bench.verdict(on: entry) + events
    } catch {
      let words = self.lesson == nil ? "" : " The lesson is as it was before this save."
      return [.failed(error.diagnostic), .note("This is not a valid lesson.\(words)")]
    }
  }

  func completions(line: String, cursor: Int, environment: Environment) -> Completions {
    lesson?.completions(line: line, cursor: cursor, environment: environment)
      ?? Completions(replaces: 0, candidates: [])
  }
}

extension Workbench {
  /// The files that a lesson is made of.
  func files(of lesson: Lesson, _ entry: LessonLibrary.Entry) -> [String] {
    [entry.path] + lesson.includedFiles.map { entry.folder + "/" + $0 }
  }

  /// What the test and the linter say of a lesson, for its author: the first few faults.
  func verdict(on entry: LessonLibrary.Entry) -> [PlayerEvent] {
    let report = test(entry)
    let findings = (try? check(entry)) ?? []
    let faults = report.faults
    if faults.isEmpty, findings.isEmpty {
      return [
        .note("Tested: \(counted(report.cases.count, "route")), all good, and no rule is broken.")
      ]
    }
    let most = 3
    var events: [PlayerEvent] = faults.prefix(most).map { .failed($0.error.diagnostic) }
    events += findings.prefix(most - min(faults.count, most)).map {
      .failed($0.error.diagnostic)
    }
    events.append(
      .note(
        "gradus test: \(counted(faults.count, "fault")). gradus check: "
          + "\(counted(findings.count, "finding"))."))
    return events
  }
}
