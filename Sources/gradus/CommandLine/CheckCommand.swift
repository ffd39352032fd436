import ArgumentParser
import Canvas
import LessonEngine
import NeuralNetwork

/// `gradus check FILE…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check lessons: that they can be read, and what makes them hard to learn from.",
    discussion: """
      Every word of the format must be known, and every teaching rule be kept; gradus help rules \
      lists them, and says how a lesson allows itself an exception. The status is 0 when all is \
      well, 1 when a rule is broken, 2 when a file is no valid lesson, 4 when the lesson's own \
      answers want more than its budget.
      """)

  @Argument(help: "Numbers, names or files of lessons; without any, all lessons.")
  var lessons: [String] = []

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let bench = Workbench(program: try Program(shared: shared))
    let (entries, areAllThere) = bench.entries(lessons)
    var status = areAllThere ? TestStatus.good : .notALesson
    for entry in entries {
      do throws(LessonError) {
        let findings = try bench.check(entry)
        Output.write(trusted: Self.text(of: findings, in: entry))
        if !findings.isEmpty, status == .good { status = .failed }
      } catch {
        let file = SafeText.line(Workbench.shown(entry.path))
        let what = error.isOverBudget ? "over budget" : "not a valid lesson"
        Output.write(
          trusted: "✗ \(file): \(what)\n\n\(error.text(columns: DisplayWidth.columns))\n\n")
        if !error.isOverBudget {
          status = .notALesson
        } else if status != .notALesson {
          status = .overBudget
        }
      }
    }
    throw ExitCode(status.rawValue)
  }

  private static func text(of findings: [LintFinding], in entry: LessonLibrary.Entry) -> String {
    let file = SafeText.line(Workbench.shown(entry.path))
    if findings.isEmpty { return "✓ \(file)\n" }
    let count = counted(findings.count, "finding")
    return "✗ \(file): \(count)\n\n"
      + findings.map { $0.text(columns: DisplayWidth.columns) + "\n\n" }.joined()
  }
}
