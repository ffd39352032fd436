import Interpreter
import NeuralNetwork
import Synchronization
import Testing

extension Environment {
  /// The world as tests have it: no clock that runs, files from a table.
  static func fake(
    files: [String: String] = [:], pictures: [PictureDeclaration] = [],
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    onProgress: @escaping @Sendable (TrainingProgress, () -> Session) -> Continuation = { _, _ in
      .goOn
    }
  ) -> Environment {
    Environment(
      readShipped: { path throws(Diagnostic) in
        throw Diagnostic("there is no shipped file \(path)")
      },
      readFile: { path throws(Diagnostic) in
        guard let text = files[path] else { throw Diagnostic("there is no file \(path)") }
        return Array(text.utf8)
      },
      now: { .zero }, onProgress: onProgress, isInterrupted: isInterrupted, pictures: pictures)
  }
}

/// Files that tests write and read again, in memory.
final class FakeDisk: Sendable {
  private let files: Mutex<[String: [UInt8]]>

  init(_ files: [String: [UInt8]] = [:]) { self.files = Mutex(files) }

  subscript(_ path: String) -> [UInt8]? {
    get { files.withLock { $0[path] } }
    set { files.withLock { $0[path] = newValue } }
  }

  /// A world in which these files are read and written.
  var environment: Environment {
    var environment = Environment.fake()
    environment.readFile = { path throws(Diagnostic) in
      guard let bytes = self[path] else { throw Diagnostic("there is no file \(path)") }
      return bytes
    }
    environment.writeFile = { path, bytes, mayReplace throws(Diagnostic) in
      let old = self[path]
      if let old, !mayReplace(old) { return .kept }
      self[path] = bytes
      return old == nil ? .made : .replaced
    }
    return environment
  }
}

extension Session {
  /// A session in which these commands ran; the test fails where one does not.
  static func after(
    _ script: String, in environment: Environment = .fake(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> Session {
    var session = Session()
    let run = session.run(script, in: environment)
    #expect(run.failure == nil, sourceLocation: sourceLocation)
    return session
  }

  /// What the commands of a line say, one string a report; a failure ends it with `! message`.
  mutating func says(_ line: String, in environment: Environment = .fake()) -> [String] {
    let run = self.run(line, in: environment)
    var said = run.steps.flatMap(\.outcome.reports).map(\.text)
    if let failure = run.failure { said.append("! \(failure.message)") }
    return said
  }
}

extension Report {
  /// The report as plain text, for tests.
  var text: String {
    switch self {
    case .note(let sentence): sentence
    case .value(let label, let value): "\(label) \(value.text)"
    case .table(let table):
      ([table.title, table.columns.joined(separator: " | ")]
        + table.rows.map { $0.joined(separator: " | ") } + [table.footer].compactMap { $0 })
        .joined(separator: "\n")
    case .training(let report): "training: \(report.ending) after \(report.steps) steps"
    case .picture(let request): "picture: \(request.name)"
    case .explanation(let explanation):
      ([explanation.title] + explanation.forward + ["--"] + explanation.backward)
        .joined(separator: "\n")
    case .diagnosis(let diagnosis): "why: \(diagnosis.findings.map(\.name))"
    case .curve(let curve): "curve: \(curve.title)"
    case .watched(let values): "watch: \(values.map(\.text).joined(separator: ", "))"
    case .sweep(let report):
      ([Report.table(report.table).text, report.seeds]
        + report.strips.map { strip in
          "\(strip.label) \(strip.marks.map(\.text).joined())"
        } + report.remarks).joined(separator: "\n")
    case .help(let page): "help: \(page.title)"
    }
  }
}

extension SweepReport.Mark {
  /// One letter.
  var text: String {
    switch self {
    case .solved: "+"
    case .unsolved: "-"
    case .diverged: "x"
    case .level(let level): "\(level)"
    case .missing: "?"
    }
  }
}

extension Diagnostic {
  /// As a driver shows it: the line, the caret, what is wrong, what to try.
  var text: String {
    var lines = [source]
    if let range {
      lines.append(
        String(repeating: " ", count: range.lower)
          + String(repeating: "^", count: max(1, range.upper - range.lower)))
    }
    lines.append(message)
    if let suggestion { lines.append("did you mean \(suggestion)?") }
    if let hint { lines.append("try: \(hint)") }
    return lines.joined(separator: "\n")
  }
}

/// Runs `line` on `session` and gives what went wrong.
func failure(
  of line: String, on session: Session = Session(), in environment: Environment = .fake()
) -> String {
  var copy = session
  let run = copy.run(line, in: environment)
  #expect(copy == session, "a failed command changed something: \(line)")
  return run.failure?.text ?? "it worked"
}
