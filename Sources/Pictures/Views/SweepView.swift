import Canvas
import Interpreter

/// What came of a sweep: the table, and for each setting a strip with one sign a seed.
///
///     seeds 1 to 20, one sign each
///     lr=0.01  ○○○○○○○○○○○○○○○○○○○○
///     lr=0.1   ●●○●●○●●●●○●●●○●●●●○
///     lr=10    ●×●●×●●×●××●●×●●●×●●
///     ● accuracy 100%   ○ not   × no number any more
enum SweepView {
  static func canvas(_ report: SweepReport, width: Int, theme: Theme) -> Canvas {
    var lines = [theme.text("\(report.seeds), one sign each", style: theme.style(.heading))]
    let labels = report.strips.map { theme.text($0.label) }
    let column = min(labels.map(\.width).max() ?? 0, width / 2)
    let gap = column > 0 ? 2 : 0
    for (strip, label) in zip(report.strips, labels) {
      lines += self.lines(
        strip, label.truncated(to: column).padded(to: column + gap),
        room: max(1, width - column - gap), theme: theme)
    }
    lines += legend(report, theme: theme).wrapped(to: width)
    for remark in report.remarks { lines += theme.text(remark).wrapped(to: width) }
    return Canvas.stacked(
      [
        Canvas.stacked(
          tables(report, width: width).map { TableView.canvas($0, width: width, theme: theme) },
          width: width),
        Canvas(lines: lines, width: width),
      ], width: width)
  }

  /// The table, or its two halves where it is wider than the pane.
  private static func tables(_ report: SweepReport, width: Int) -> [Interpreter.Table] {
    let (table, parts) = (report.table, report.parts)
    let needed = table.columns.indices.map { column in
      ([table.columns[column]] + table.rows.map { $0[column] }).map(\.count).max() ?? 0
    }
    guard needed.reduce(0, +) + 2 * (needed.count - 1) > width, parts.second < needed.count else {
      return [table]
    }
    let shared = Array(0..<parts.shared)
    func part(_ columns: [Int]) -> Interpreter.Table {
      Interpreter.Table(
        title: "", columns: columns.map { table.columns[$0] },
        rows: table.rows.map { row in columns.map { row[$0] } })
    }
    var first = part(Array(0..<parts.second))
    var second = part(shared + Array(parts.second..<needed.count))
    first.title = table.title
    second.footer = table.footer
    return [first, second]
  }

  private static func lines(
    _ strip: SweepReport.Strip, _ label: StyledText, room: Int, theme: Theme
  ) -> [StyledText] {
    stride(from: 0, to: strip.marks.count, by: room).map { start in
      var line = start == 0 ? label : StyledText().padded(to: label.width)
      for mark in strip.marks[start..<min(start + room, strip.marks.count)] {
        line.append(theme.sign(of: mark))
      }
      return line
    }
  }

  /// The signs that occur, and what they mean.
  private static func legend(_ report: SweepReport, theme: Theme) -> StyledText {
    let marks = report.strips.flatMap(\.marks)
    var entries: [(SweepReport.Mark, String)] = []
    if let solved = report.solved { entries += [(.solved, solved), (.unsolved, "not")] }
    if marks.contains(where: { if case .level = $0 { true } else { false } }) {
      entries += [
        (.level(0), "the least loss"),
        (.level(SweepReport.greatestLevel), "the greatest, by its logarithm"),
      ]
    }
    entries += [(.diverged, "no number any more"), (.missing, "not done")]
    var line = StyledText()
    for (mark, meaning) in entries where marks.contains(mark) || report.solved == nil {
      if !marks.contains(mark), mark == .diverged || mark == .missing { continue }
      if !line.isEmpty { line.append("   ") }
      line.append(theme.sign(of: mark))
      line.append(theme.text(" \(meaning)", style: theme.style(.faint)))
    }
    return line
  }
}

extension Theme {
  /// Told apart by their shape, with colour besides.
  fileprivate func sign(of mark: SweepReport.Mark) -> StyledText {
    switch mark {
    case .solved: StyledText(sign("●", ascii: "#"), style: style(.good))
    case .unsolved: StyledText(sign("○", ascii: "."), style: style(.faint))
    case .diverged: StyledText(sign("×", ascii: "x"), style: style(.bad))
    case .missing: StyledText(sign("·", ascii: "_"), style: style(.faint))
    case .level(let level):
      StyledText(
        sign(Self.levels[max(0, min(level, Self.levels.count - 1))], ascii: "\(level)"),
        style: style(.first))
    }
  }

  private static let levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
