import Canvas
import Interpreter

/// A table of an outcome: title, columns, footer. Columns of numbers are right-aligned.
enum TableView {
  static func canvas(_ table: Interpreter.Table, width: Int, theme: Theme) -> Canvas {
    var parts: [Canvas] = []
    if !table.title.isEmpty {
      let title = theme.text(table.title, style: theme.style(.heading))
      parts.append(Canvas(lines: title.wrapped(to: width), width: width))
    }
    let columns = table.columns.enumerated().map { index, name in
      let cells = table.rows.compactMap { index < $0.count ? $0[index] : nil }
      return TableLayout.Column(
        theme.text(name), alignment: cells.allSatisfy(isNumber) ? .right : .left)
    }
    let rows = table.rows.map { row in row.map { theme.text($0) } }
    parts += TableLayout(columns: columns, rows: rows).parts(width: width).map {
      $0.canvas(width: width, theme: theme)
    }
    if let footer = table.footer, !footer.isEmpty {
      let text = theme.text(footer, style: theme.style(.faint))
      parts.append(Canvas(lines: text.wrapped(to: width), width: width))
    }
    return Canvas.stacked(parts, width: width)
  }

  /// "12", "-0.2055", "1,796", "97.5%", or nothing.
  private static func isNumber(_ text: String) -> Bool {
    // "-" stands where a number would, and there is none.
    text.isEmpty || text == "-" || Double(text.filter { $0 != "," && $0 != "%" }) != nil
  }
}
