import NeuralNetwork

/// The outcome of a test for people: a line for each lesson, and each fault with its place.
enum TextReport {
  static func text(of reports: [LessonReport]) -> String {
    var text = ""
    for report in reports {
      if let refusal = report.refusal {
        let what = refusal.isOverBudget ? "over budget" : "not a valid lesson"
        text += "✗ \(report.file.onOneLine): \(what)\n\n\(refusal)\n\n"
        continue
      }
      let faults = report.faults
      let routes = counted(report.cases.count, "route")
      if faults.isEmpty {
        text += "✓ \(report.file.onOneLine): \(report.title.onOneLine), \(routes)\n"
      } else {
        let count = counted(faults.count, "fault")
        text += "✗ \(report.file.onOneLine): \(report.title.onOneLine), \(count) in \(routes)\n\n"
        text += faults.map { words(of: $0) + "\n\n" }.joined()
      }
    }
    return text + conclusion(of: reports) + "\n"
  }

  /// The error with its line, and of a drift the difference.
  static func words(of fault: TestFault) -> String {
    guard let drift = fault.drift else { return fault.error.description }
    var error = fault.error
    error.hint = nil
    let difference = LineDifference(expected: drift.expected, got: drift.got)
    return error.description + "\n" + difference.text.joined(separator: "\n")
  }

  private static func conclusion(of reports: [LessonReport]) -> String {
    let lessons = counted(reports.count, "lesson")
    let routes = reports.reduce(0) { $0 + $1.cases.count }
    switch TestStatus(of: reports) {
    case .good: return "\(lessons), \(counted(routes, "route")): all good"
    case .notALesson:
      let refused = reports.count { $0.refusal?.isOverBudget == false }
      return "\(refused) of \(lessons): not a valid lesson"
    case .drifted:
      let count = drifts(reports)
      return (count == 1 ? "1 output is" : "\(count) outputs are")
        + " not as expected; gradus fix writes what comes"
    case .failed, .overBudget:
      let faults = reports.reduce(0) { $0 + $1.faults.count + ($1.refusal == nil ? 0 : 1) }
      return "\(lessons), \(counted(routes, "route")): \(counted(faults, "fault"))"
    }
  }

  private static func drifts(_ reports: [LessonReport]) -> Int {
    reports.flatMap(\.faults).count { $0.kind == .drifted }
  }
}
