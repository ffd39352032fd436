import Canvas
import Interpreter
import LessonEngine
import NeuralNetwork

/// `record FILE` and `record off` at the prompt without a lesson: writes a lesson file, and only because
/// the user typed so.
struct Recorder {
  private let seed: UInt64
  /// The commands that changed or showed something since the session began.
  private var history: [String] = []
  private var recording: (path: String, lesson: SessionRecording)?

  init(seed: UInt64) { self.seed = seed }

  static let usage = "record lesson.md writes what you do into a lesson file; record off ends that"

  private static let help = HelpPage(
    title: "record", summary: "Writes what you do at this prompt into a lesson file, to edit.",
    sections: [
      .init(
        "usage",
        [
          .init("record FILE.md", "begins: each command from here on, with its output"),
          .init("record off", "ends it; quit does, too"),
          .init("record", "says what is being recorded"),
        ]),
      .init(
        "",
        [
          .init("", "What ran before the recording is set up unseen at the lesson's beginning."),
          .init("", "gradus test FILE.md then compares every output with what comes."),
        ]),
    ])

  /// Whether a line asks for a recording.
  static func isMeant(by line: String) -> Bool {
    line.split(separator: " ").first?.lowercased() == "record"
  }

  /// Answers a line that begins with `record`, and `help record`; nil where it is none of ours.
  mutating func answer(_ line: String) -> [PlayerEvent]? {
    let words = line.split(separator: " ").map(String.init)
    if words.map({ $0.lowercased() }) == ["help", "record"] {
      return [.ran(command: line, Outcome([.help(Self.help)]), after: Session(), byLesson: false)]
    }
    guard Self.isMeant(by: line) else { return nil }
    switch words.count {
    case 1:
      return [
        .note(
          recording.map { "Recording into \($0.path); record off ends it." }
            ?? "Nothing is recorded. \(Self.usage).")
      ]
    case 2 where words[1].lowercased() == "off": return [stop()]
    case 2: return [start(words[1], line: line)]
    default:
      return [.failed(Diagnostic("record takes the name of one file, or off", hint: Self.usage))]
    }
  }

  private mutating func start(_ path: String, line: String) -> PlayerEvent {
    if let recording {
      return .failed(
        Diagnostic("\(recording.path) is being recorded already", hint: "record off"))
    }
    guard path.hasSuffix(".md") else {
      return .failed(Diagnostic("a lesson's file ends in .md", hint: "record \(path).md"))
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let lesson = SessionRecording(fileName: name, seed: seed, earlier: history)
    do throws(FileBytes.Failure) {
      try AtomicFile.create(path, with: Array(lesson.text.utf8))
    } catch {
      return .failed(Diagnostic("cannot record into \(path): \(error.reason)", hint: error.hint))
    }
    recording = (path, lesson)
    return .note("Recording into \(path). record off ends it.")
  }

  private mutating func stop() -> PlayerEvent { end().first ?? .note("Nothing is recorded.") }

  /// Ends a recording, if there is one, and says what has become of it.
  mutating func end() -> [PlayerEvent] {
    guard let (path, lesson) = recording else { return [] }
    recording = nil
    let outputs = lesson.count == 1 ? "its output" : "their outputs"
    return [
      .note(
        "\(path) holds \(counted(lesson.count, "command")) and \(outputs). Edit it; "
          + "gradus test \(ShellWord.quoted(path)) tests it.")
    ]
  }

  /// Keeps what a line did, in the file as well where one is recorded.
  mutating func keep(_ run: Run) -> [PlayerEvent] {
    // To leave is no part of a lesson, help is no part of a session, and a lesson writes no files.
    let steps = run.steps.filter { step in
      let parsed = (try? ParsedCommand.commands(in: step.command)) ?? []
      return step.verb != "quit" && step.verb != "help" && !parsed.contains(where: \.writesFile)
    }
    history += steps.map(\.command)
    guard let (path, old) = recording, !steps.isEmpty else { return [] }
    var lesson = old
    for step in steps { lesson.add(step, output: Workbench.render(step.outcome, step.after)) }
    recording = (path, lesson)
    do throws(FileBytes.Failure) {
      try AtomicFile.put(Array(lesson.text.utf8), at: path, mode: 0o644)
      return []
    } catch {
      recording = nil
      return [
        .failed(
          Diagnostic(
            "\(path) cannot be written: \(error.reason); the recording ends before this command"))
      ]
    }
  }
}
