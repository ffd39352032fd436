/// Rows under headings, in columns as wide as they need to be and as the width allows.
public struct TableLayout: Sendable {
  /// A column's heading and side.
  public struct Column: Sendable {
    /// Drawn over the column.
    public var title: StyledText
    /// Numbers stand at the right.
    public var alignment: StyledText.Alignment

    /// A column.
    public init(_ title: StyledText, alignment: StyledText.Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// From the left.
  public var columns: [Column]
  /// Each with a text a column; missing ones are blank.
  public var rows: [[StyledText]]

  /// A table.
  public init(columns: [Column], rows: [[StyledText]]) {
    self.columns = columns
    self.rows = rows
  }

  private static let gap = 2

  /// The table in at most `width` columns, as tall as it needs to be.
  ///
  /// Where it is too wide, the widest columns are made narrower and their texts wrapped, within words
  /// only where the width is less than `leastWidth`. Columns for which not even three characters are left are not drawn, and `…` says so.
  public func canvas(width: Int, theme: Theme) -> Canvas {
    guard width > 0, !columns.isEmpty else { return Canvas(Size(columns: max(0, width), rows: 0)) }
    let least = 3
    let fitting = min(columns.count, max(1, (width + TableLayout.gap) / (least + TableLayout.gap)))
    let widths = self.widths(
      of: fitting, in: width,
      leasts: leastWidth <= width ? leasts : columns.map { _ in least })
    let used = widths.reduce(0, +) + TableLayout.gap * (fitting - 1)
    var parts: [Canvas] = []
    if columns.contains(where: { !$0.title.isEmpty }) {
      parts.append(
        line(columns.map(\.title), widths: widths) { text in
          text.restyled { _ in theme.style(.heading) }
        })
      var rule = Canvas(Size(columns: used, rows: 1))
      var start = 0
      for width in widths {
        rule.rule(row: 0, column: start, columns: width, style: theme.style(.faint), theme: theme)
        start += width + TableLayout.gap
      }
      parts.append(rule)
    }
    parts += rows.map { line($0, widths: widths) { $0 } }
    if fitting < columns.count {
      let missing = "\(theme.sign("…", ascii: "...")) \(columns.count - fitting) more columns"
      parts.append(Canvas(lines: [StyledText(missing, style: theme.style(.faint))], width: width))
    }
    return Canvas.stacked(parts, width: min(width, max(used, parts.map(\.size.columns).max() ?? 0)))
  }

  private func line(
    _ texts: [StyledText], widths: [Int], _ change: (StyledText) -> StyledText
  ) -> Canvas {
    let wrapped = widths.indices.map { index in
      index < texts.count ? change(texts[index]).wrapped(to: widths[index]) : [StyledText()]
    }
    let height = wrapped.map(\.count).max() ?? 1
    var canvas = Canvas(
      Size(
        columns: widths.reduce(0, +) + TableLayout.gap * (widths.count - 1), rows: height))
    var start = 0
    for (index, lines) in wrapped.enumerated() {
      for (row, text) in lines.enumerated() {
        canvas.write(
          text.padded(to: widths[index], columns[index].alignment), row: row, column: start,
          width: widths[index])
      }
      start += widths[index] + TableLayout.gap
    }
    return canvas
  }

  /// The least width in which no word is cut.
  public var leastWidth: Int {
    leasts.reduce(0, +) + TableLayout.gap * max(0, columns.count - 1)
  }

  /// The table as several, one to stand below the other, in which no word is cut where a width of
  /// `width` can help it: each has the first column, which says what a row is, and as many of the
  /// others as fit.
  public func parts(width: Int) -> [TableLayout] {
    guard leastWidth > width, columns.count > 2 else { return [self] }
    let leasts = leasts
    var groups = [[0]]
    var used = leasts[0]
    for column in columns.indices.dropFirst() {
      let last = groups.count - 1
      if groups[last].count > 1, used + TableLayout.gap + leasts[column] > width {
        groups.append([0, column])
        used = leasts[0] + TableLayout.gap + leasts[column]
      } else {
        groups[last].append(column)
        used += TableLayout.gap + leasts[column]
      }
    }
    return groups.map { group in
      TableLayout(
        columns: group.map { columns[$0] },
        rows: rows.map { row in group.map { $0 < row.count ? row[$0] : StyledText() } })
    }
  }

  /// Of each column: its longest word.
  private var leasts: [Int] {
    columns.indices.map { index in
      let cells = rows.compactMap { index < $0.count ? $0[index] : nil }
      return max(3, ([columns[index].title] + cells).map(\.longestWord).max() ?? 0)
    }
  }

  private func widths(of count: Int, in width: Int, leasts: [Int]) -> [Int] {
    var widths = (0..<count).map { index in
      let cells = rows.compactMap { index < $0.count ? $0[index].width : nil }
      return max(1, columns[index].title.width, cells.max() ?? 0)
    }
    var excess = widths.reduce(0, +) + TableLayout.gap * (count - 1) - width
    while excess > 0 {
      let wide = widths.indices.filter { widths[$0] > leasts[$0] }
      guard let widest = wide.map({ widths[$0] }).max(),
        let index = wide.last(where: { widths[$0] == widest })
      else { break }
      // Down to the second widest at once.
      let next = max(leasts[index], widths.filter { $0 < widest }.max() ?? 0)
      let cut = min(excess, max(1, widest - next))
      widths[index] -= cut
      excess -= cut
    }
    return widths.map { max(1, min($0, width)) }
  }
}

extension StyledText {
  /// The columns of its longest word.
  fileprivate var longestWord: Int {
    cells.split { $0.isSpace }.map(\.count).max() ?? 0
  }
}
