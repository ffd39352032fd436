import Markdown

/// One line of a report: a route, or the reading of a file that is no lesson.
struct ReportPoint {
  var step: String
  var name: String
  var route: String
  var line: Int
  var column: Int
  var faults: [TestFault]

  static func points(of report: LessonReport) -> [ReportPoint] {
    if let refusal = report.refusal {
      return [
        ReportPoint(
          step: "", name: "the file is a valid lesson", route: "reading",
          line: refusal.position.line, column: refusal.position.column,
          faults: [TestFault(.failed, refusal)])
      ]
    }
    // What collects reports tells cases apart by their names.
    var counts: [String: Int] = [:]
    return report.cases.map { testCase in
      let count = counts[testCase.name, default: 0] + 1
      counts[testCase.name] = count
      return ReportPoint(
        step: testCase.step, name: count == 1 ? testCase.name : "\(testCase.name) (\(count))",
        route: testCase.route.rawValue,
        line: testCase.place.position.line, column: testCase.place.position.column,
        faults: testCase.faults)
    }
  }
}
