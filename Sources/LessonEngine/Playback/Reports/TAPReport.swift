import Markdown

/// The outcome of a test in the Test Anything Protocol, version 14: a line for each route, and under
/// one that failed a block of YAML with its place.
///
/// - Source: https://testanything.org/tap-version-14-specification.html
enum TAPReport {
  static func text(of reports: [LessonReport]) -> String {
    var lines: [String] = []
    var count = 0
    for report in reports {
      lines.append("# \(escaped(report.file))")
      for point in ReportPoint.points(of: report) {
        count += 1
        let sign = point.faults.isEmpty ? "ok" : "not ok"
        lines.append("\(sign) \(count) - \(escaped(point.name))")
        if let first = point.faults.first {
          lines += block(first, others: point.faults.dropFirst())
        }
      }
    }
    return (["TAP version 14", "1..\(count)"] + lines).joined(separator: "\n") + "\n"
  }

  /// A `#` would begin a directive.
  private static func escaped(_ text: String) -> String {
    text.onOneLine.replacingScalars { $0 == "\\" || $0 == "#" ? "\\\($0)" : nil }
  }

  private static func block(_ fault: TestFault, others: ArraySlice<TestFault>) -> [String] {
    let error = fault.error
    var lines = [
      "  ---", "  message: \(quoted(error.message))", "  severity: fail",
      "  kind: \(quoted(fault.kind.rawValue))", "  at:", "    file: \(quoted(error.file))",
      "    line: \(error.position.line)", "    column: \(error.position.column)",
    ]
    if let word = error.suggestion { lines.append("  suggestion: \(quoted(word))") }
    if let hint = error.hint { lines.append("  hint: \(quoted(hint))") }
    if let drift = fault.drift {
      lines += ["  expected:"] + drift.expected.map { "    - \(quoted($0))" }
      lines += ["  got:"] + drift.got.map { "    - \(quoted($0))" }
    }
    if !others.isEmpty {
      lines += ["  others:"] + others.map { "    - \(quoted($0.error.headline))" }
    }
    return lines + ["  ..."]
  }

  /// A double-quoted scalar of YAML, in which JSON's escapes hold.
  private static func quoted(_ text: String) -> String { JSONText.quoted(text.onOneLine) }
}
