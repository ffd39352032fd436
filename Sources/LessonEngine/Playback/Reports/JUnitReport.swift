/// The outcome of a test as JUnit's XML: a suite for each lesson, a case for each route.
///
/// - Source: https://github.com/testmoapp/junitxml
enum JUnitReport {
  static func text(of reports: [LessonReport], columns: (String) -> Int) -> String {
    let points = reports.map { ReportPoint.points(of: $0) }
    let all = points.joined()
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites name=\"gradus\" tests=\"\(all.count)\" "
        + "failures=\"\(all.count { !$0.faults.isEmpty })\" errors=\"0\">",
    ]
    for (report, points) in zip(reports, points) {
      lines.append(
        "  <testsuite name=\"\(escaped(report.title.isEmpty ? report.file : report.title))\" "
          + "file=\"\(escaped(report.file))\" tests=\"\(points.count)\" "
          + "failures=\"\(points.count { !$0.faults.isEmpty })\" errors=\"0\">")
      for point in points { lines += testCase(point, of: report, columns: columns) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func testCase(
    _ point: ReportPoint, of report: LessonReport, columns: (String) -> Int
  ) -> [String] {
    let start =
      "    <testcase classname=\"\(escaped(report.file))\" name=\"\(escaped(point.name))\" "
      + "file=\"\(escaped(report.file))\" line=\"\(point.line)\""
    guard let first = point.faults.first else { return [start + "/>"] }
    var body = point.faults.map { $0.error.text(columns: columns) }
    if let drift = first.drift {
      body += LineDifference(expected: drift.expected, got: drift.got).text
    }
    return [
      start + ">",
      "      <failure type=\"\(first.kind.rawValue)\" "
        + "message=\"\(escaped(first.error.headline))\">"
        + escaped(body.joined(separator: "\n"), keepsLines: true) + "</failure>",
      "    </testcase>",
    ]
  }

  /// XML 1.0 knows no control characters, not even escaped ones, and not the two last of 16 bits.
  private static func escaped(_ text: String, keepsLines: Bool = false) -> String {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let joined = lines.map { String($0).onOneLine }.joined(separator: keepsLines ? "\n" : " ")
    return joined.replacingScalars { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "\u{FFFE}", "\u{FFFF}": "\u{FFFD}"
      default: nil
      }
    }
  }
}
