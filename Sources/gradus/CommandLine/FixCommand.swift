import ArgumentParser
import Canvas
import LessonEngine

/// `gradus fix FILE…`
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Accept changed outputs: write them into the lesson where it expects others.",
    discussion: """
      Plays the lessons, shows each expected output and each figure that is not as it comes, and \
      writes those that you accept into the file, in place. The status is that of the test \
      afterwards: 0 when all is good, 1 when something else fails, 3 when an output was not accepted.
      """)

  @Argument(help: "Numbers, names or files of lessons; without any, all lessons.")
  var lessons: [String] = []

  @Flag(help: "Accept all changes without asking.")
  var all = false

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let bench = Workbench(program: try Program(shared: shared))
    let (entries, areAllThere) = bench.entries(lessons)
    var questions = Questions(answersAll: all)
    var reports: [LessonReport] = []
    for entry in entries {
      let before = bench.test(entry)
      reports.append(fix(before, of: entry, asking: &questions) ? bench.test(entry) : before)
    }
    Output.write(trusted: ReportFormat.text.text(of: reports, columns: DisplayWidth.columns))
    throw ExitCode(areAllThere ? TestStatus(of: reports).rawValue : 2)
  }

  /// Asks about each change of a lesson, and writes those that were accepted.
  ///
  /// - Returns: whether the file is another one now.
  private func fix(
    _ report: LessonReport, of entry: LessonLibrary.Entry, asking questions: inout Questions
  ) -> Bool {
    var accepted: [OutputDrift] = []
    for fault in report.faults {
      guard let drift = fault.drift else { continue }
      Output.write(trusted: ReportFormat.words(of: fault, columns: DisplayWidth.columns) + "\n")
      // Why it cannot be written stands with the change.
      guard (try? drift.written()) != nil else { continue }
      if questions.accepts() { accepted.append(drift) }
    }
    var hasChanged = false
    for file in Set(accepted.map(\.file)).sorted() {
      let path = file == entry.path ? file : entry.folder + "/" + file
      do throws(FileBytes.Failure) {
        try write(accepted.filter { $0.file == file }, to: path)
        hasChanged = true
      } catch {
        let sentence = "\(SafeText.line(path)) is as it was: \(error.reason)"
        Output.write(trusted: sentence + "\n", to: Output.error)
      }
    }
    return hasChanged
  }

  private func write(_ drifts: [OutputDrift], to path: String) throws(FileBytes.Failure) {
    let bytes = try FileBytes.read(path)
    let text = String(decoding: bytes, as: UTF8.self)
    guard let fixed = OutputDrift.fixed(text, by: drifts) else {
      throw FileBytes.Failure(reason: "it was changed meanwhile")
    }
    try AtomicFile.replace(path, with: Array(fixed.utf8), expecting: bytes)
  }

  /// Asks whether a change is accepted, until all or none is the answer.
  private struct Questions {
    var answersAll: Bool
    private var answersNone = false
    private var lines = InputLines()

    init(answersAll: Bool) { self.answersAll = answersAll }

    mutating func accepts() -> Bool {
      while !answersAll, !answersNone {
        Output.write("Accept? y yes, n no, a all, q none of the rest > ")
        guard let line = lines.next() else {
          Output.write("\n")
          answersNone = true
          break
        }
        switch line.lowercased() {
        case "y", "yes": return true
        case "n", "no": return false
        case "a", "all": answersAll = true
        case "q", "quit", "none": answersNone = true
        default: continue
        }
      }
      return answersAll
    }
  }
}
