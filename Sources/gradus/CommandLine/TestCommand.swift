public import ArgumentParser
import Canvas
public import LessonEngine

extension ReportFormat: ExpressibleByArgument {}

/// `gradus test FILE…`
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Test lessons: play them every way that a learner might.",
    discussion: """
      Each model answer must be accepted, doing nothing and each rejected answer refused, wrong \
      answers answered, outputs as expected; hints, skip, back, reset, and leaving and coming back \
      at any point must lead to the same network. The status is 0 when all is good, 1 when \
      something failed, 2 when a file is no valid lesson, 3 when only expected outputs are not as \
      they come (gradus fix writes them anew), 4 when a lesson wants more than its budget.
      """)

  @Argument(help: "Numbers, names or files of lessons; without any, all lessons.")
  var lessons: [String] = []

  @Option(
    help: ArgumentHelp(
      "How the report is written: "
        + ReportFormat.allCases.map { "\($0.rawValue), \($0.summary)" }.joined(separator: "; ")
        + ".", valueName: "format"))
  var format = ReportFormat.text

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let bench = Workbench(program: try Program(shared: shared))
    let (entries, missing) = bench.entriesAndMissing(lessons)
    var reports = bench.test(entries)
    // People have read it on standard error; what reads the report reads nothing else.
    if format != .text { reports += missing }
    if !reports.isEmpty {
      Output.write(trusted: format.text(of: reports, columns: DisplayWidth.columns))
    }
    let isWhole = missing.isEmpty && !entries.isEmpty
    throw ExitCode(isWhole ? TestStatus(of: reports).rawValue : 2)
  }
}
