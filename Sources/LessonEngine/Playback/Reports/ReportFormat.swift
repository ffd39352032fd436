/// The form in which the outcome of a test is written. The one list.
public enum ReportFormat: String, Sendable, CaseIterable {
  case text
  case tap
  case junit
  case jsonl

  /// For the help of `--format`.
  public var summary: String {
    switch self {
    case .text: "for people"
    case .tap: "Test Anything Protocol, version 14"
    case .junit: "JUnit's XML, which continuous integration reads"
    case .jsonl: "a JSON object a line, one for each route"
    }
  }

  /// The whole report.
  ///
  /// - Parameter columns: how many columns of a terminal a text takes, to put a caret under it.
  public func text(
    of reports: [LessonReport], columns: (String) -> Int = { $0.count }
  ) -> String {
    switch self {
    case .text: TextReport.text(of: reports, columns: columns)
    case .tap: TAPReport.text(of: reports)
    case .junit: JUnitReport.text(of: reports, columns: columns)
    case .jsonl: JSONLinesReport.text(of: reports)
    }
  }

  /// One fault as people read it: its place, its line, and of a drift what differs.
  public static func words(
    of fault: TestFault, columns: (String) -> Int = { $0.count }
  ) -> String {
    TextReport.words(of: fault, columns: columns)
  }
}
