import ArgumentParser
import Canvas
import LessonEngine

/// `gradus check FILE…`
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check lessons: that they can be read, and what makes them hard to learn from.",
    discussion: """
      Every word of the format must be known, and every teaching rule be kept; gradus help rules \
      lists them, and says how a lesson allows itself an exception. The status is 0 when all is \
      well, 1 when a rule is broken, 2 when a file is no valid lesson.
      """)

  @Argument(help: "Numbers, names or files of lessons; without any, all lessons.")
  var lessons: [String] = []

  @OptionGroup var shared: SharedOptions

  func run() throws {
    let bench = Workbench(program: try Program(shared: shared))
    let (entries, areAllThere) = bench.entries(lessons)
    var status: Int32 = areAllThere ? 0 : 2
    for entry in entries {
      do throws(LessonError) {
        let findings = try bench.check(entry)
        Output.write(trusted: Self.text(of: findings, in: entry))
        if !findings.isEmpty { status = max(status, 1) }
      } catch {
        let file = SafeText.line(Workbench.shown(entry.path))
        Output.write(trusted: "✗ \(file): not a valid lesson\n\n\(error)\n\n")
        status = 2
      }
    }
    throw ExitCode(status)
  }

  private static func text(of findings: [LintFinding], in entry: LessonLibrary.Entry) -> String {
    let file = SafeText.line(Workbench.shown(entry.path))
    if findings.isEmpty { return "✓ \(file)\n" }
    let count = findings.count == 1 ? "1 finding" : "\(findings.count) findings"
    return "✗ \(file): \(count)\n\n" + findings.map { $0.text + "\n\n" }.joined()
  }
}
