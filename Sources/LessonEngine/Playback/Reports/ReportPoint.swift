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

/// Text as JSON writes it.
enum JSONText {
  /// In quotes; what could end a line or steer a terminal is escaped.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: quoted += "\\\""
      case 0x5C: quoted += "\\\\"
      case 0x0A: quoted += "\\n"
      case 0x09: quoted += "\\t"
      case 0x00..<0x20, 0x7F..<0xA0, 0x2028, 0x2029:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  static func list(_ texts: [String]) -> String {
    "[" + texts.map(quoted).joined(separator: ",") + "]"
  }
}
