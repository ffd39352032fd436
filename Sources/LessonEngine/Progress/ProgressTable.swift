public import Interpreter

/// How far somebody is in each lesson, as a table that fits 80 columns.
public enum ProgressTable {
  /// A lesson, as it is listed.
  public struct Row: Sendable {
    /// Its number, as the list of lessons has it.
    public var number: String
    /// Its name there.
    public var name: String
    /// Nil where it cannot be read.
    public var lesson: Lesson?

    /// A lesson of this number and name.
    public init(number: String, name: String, lesson: Lesson?) {
      self.number = number
      self.name = name
      self.lesson = lesson
    }
  }

  /// The table of these lessons, and of those in which something was done and that are not there any
  /// more.
  ///
  /// - Parameter width: where there are few columns, how the steps were done is left out.
  public static func table(
    _ rows: [Row], journal: Journal, offset: Int, width: Int = 80
  ) -> Table {
    let whole = table(of: rows, journal: journal, offset: offset)
    guard width < leastWidth else { return whole }
    let kept = ["", "lesson", "steps", "time", "last"].compactMap {
      whole.columns.firstIndex(of: $0)
    }
    return Table(
      title: whole.title, columns: kept.map { whole.columns[$0] },
      rows: whole.rows.map { row in kept.map { row[$0] } }, footer: nil)
  }

  /// Of all columns, with a lesson's name in full.
  private static let leastWidth = 70

  private static func table(of rows: [Row], journal: Journal, offset: Int) -> Table {
    let histories = LessonHistory.all(of: journal.records)
    var cells: [[String]] = []
    var known = Set<String>()
    for row in rows {
      guard let lesson = row.lesson else {
        cells.append([row.number, row.name, "not valid"] + Array(repeating: "", count: 6))
        continue
      }
      known.insert(lesson.id)
      let history = histories.first { $0.lesson == lesson.id }
      let progress = journal.progress(in: lesson)
      let done = "\(progress.stepsDone)/\(progress.stepCount)"
      cells.append([row.number, name(row.name)] + Self.cells(history, done: done, offset: offset))
    }
    for history in histories where !known.contains(history.lesson) {
      let done = "\(history.steps.count { $0.ending != nil })"
      cells.append(["", name(history.lesson)] + Self.cells(history, done: done, offset: offset))
    }
    return Table(
      title: "Progress",
      columns: ["", "lesson", "steps", "alone", "hints", "shown", "skip", "time", "last"],
      rows: cells,
      footer: "alone: solved without help; hints: solved after a hint; shown: after the solution.")
  }

  private static func name(_ name: String) -> String {
    name.count <= 20 ? name : name.prefix(19) + "…"
  }

  private static func cells(_ history: LessonHistory?, done: String, offset: Int) -> [String] {
    guard let history else { return [done] + Array(repeating: "", count: 6) }
    func count(_ ending: StepHistory.Ending) -> String {
      let count = history.steps.count { $0.ending == ending }
      return count == 0 ? "" : "\(count)"
    }
    return [
      done, count(.solved), count(.solvedWithHints), count(.shown), count(.skipped),
      TimeText.text(history.seconds),
      history.lastTime.map { Day(of: $0, offset: offset).short } ?? "",
    ]
  }
}
