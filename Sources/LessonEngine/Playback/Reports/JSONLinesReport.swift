import Markdown

/// The outcome of a test as lines of JSON, one for each route:
///
///     {"file":"a.md","lesson":"A","step":"build","route":"reject","line":31,"status":"failed",…}
enum JSONLinesReport {
  static func text(of reports: [LessonReport]) -> String {
    var text = ""
    for report in reports {
      for point in ReportPoint.points(of: report) { text += line(point, of: report) + "\n" }
    }
    return text
  }

  private static func line(_ point: ReportPoint, of report: LessonReport) -> String {
    let status =
      report.refusal != nil ? "invalid" : point.faults.first.map(\.kind.rawValue) ?? "passed"
    var fields = [
      "\"file\":\(JSONText.quoted(report.file))", "\"lesson\":\(JSONText.quoted(report.title))",
      "\"step\":\(JSONText.quoted(point.step))", "\"route\":\(JSONText.quoted(point.route))",
      "\"name\":\(JSONText.quoted(point.name))", "\"line\":\(point.line)",
      "\"column\":\(point.column)", "\"status\":\(JSONText.quoted(status))",
    ]
    if !point.faults.isEmpty {
      fields.append("\"faults\":[\(point.faults.map(object).joined(separator: ","))]")
    }
    return "{" + fields.joined(separator: ",") + "}"
  }

  private static func object(_ fault: TestFault) -> String {
    let error = fault.error
    var fields = [
      "\"kind\":\(JSONText.quoted(fault.kind.rawValue))",
      "\"file\":\(JSONText.quoted(error.file))", "\"line\":\(error.position.line)",
      "\"column\":\(error.position.column)", "\"message\":\(JSONText.quoted(error.message))",
    ]
    if let word = error.suggestion { fields.append("\"suggestion\":\(JSONText.quoted(word))") }
    if let hint = error.hint { fields.append("\"hint\":\(JSONText.quoted(hint))") }
    if let drift = fault.drift {
      fields.append("\"expected\":\(JSONText.list(drift.expected))")
      fields.append("\"got\":\(JSONText.list(drift.got))")
    }
    return "{" + fields.joined(separator: ",") + "}"
  }
}
