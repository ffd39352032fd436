import Interpreter
import NeuralNetwork

/// The outcome of a test for people: a line for each lesson, and each fault with its place.
enum TextReport {
  static func text(of reports: [LessonReport], columns: (String) -> Int) -> String {
    var text = ""
    for report in reports {
      if let refusal = report.refusal {
        let what = refusal.isOverBudget ? "over budget" : "not a valid lesson"
        text += "✗ \(report.file.onOneLine): \(what)\n\n\(refusal.text(columns: columns))\n\n"
        continue
      }
      let faults = report.faults
      let routes = counted(report.cases.count, "route")
      if faults.isEmpty {
        text += "✓ \(report.file.onOneLine): \(report.title.onOneLine), \(routes)\n"
      } else {
        let count = counted(faults.count, "fault")
        text += "✗ \(report.file.onOneLine): \(report.title.onOneLine), \(count) in \(routes)\n\n"
        text += faults.map { words(of: $0, columns: columns) + "\n\n" }.joined()
      }
    }
    return text + conclusion(of: reports) + "\n"
  }

  /// The error with its line, and of a drift the difference.
  static func words(of fault: TestFault, columns: (String) -> Int) -> String {
    guard let drift = fault.drift else { return fault.error.text(columns: columns) }
    var error = fault.error
    error.hint = nil
    var lines = [error.text(columns: columns)]
    lines += LineDifference(expected: drift.expected, got: drift.got).text
    if !drift.shown.values.isEmpty { lines.append("with \(drift.shown.values.asDrawn.onOneLine)") }
    if let refusal = refusal(of: drift) {
      lines.append("gradus fix does not write this: \(refusal.message.onOneLine)")
      if let hint = refusal.hint { lines.append(hint.onOneLine) }
    }
    return lines.joined(separator: "\n")
  }

  /// Why what came cannot be written into the file, where it cannot.
  private static func refusal(of drift: OutputDrift) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try drift.written()
      return nil
    } catch {
      return error
    }
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
      let drifts = reports.flatMap(\.faults).compactMap(\.drift)
      let left = drifts.count { refusal(of: $0) != nil }
      return (drifts.count == 1 ? "1 output is" : "\(drifts.count) outputs are")
        + " not as expected; gradus fix writes "
        + (left == 0 ? "what comes" : left == drifts.count ? "none" : "all but \(left)")
    case .failed, .overBudget:
      let faults = reports.reduce(0) { $0 + $1.faults.count + ($1.refusal == nil ? 0 : 1) }
      return "\(lessons), \(counted(routes, "route")): \(counted(faults, "fault"))"
    }
  }
}
