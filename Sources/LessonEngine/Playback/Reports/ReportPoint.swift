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
    return report.cases.map { testCase in
      ReportPoint(
        step: testCase.step, name: testCase.name, route: testCase.route.rawValue,
        line: testCase.place.position.line, column: testCase.place.position.column,
        faults: testCase.faults)
    }
  }
}
