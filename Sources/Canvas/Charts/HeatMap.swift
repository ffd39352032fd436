/// A matrix of signed numbers as colours and signs, as fine as the place allows:
///
/// 1. numbers on their colours;
/// 2. a sign on its colour, two columns a value;
/// 3. half blocks, two values a cell; without colours one sign a value;
/// 4. as 3, of the value furthest from zero in each of equal patches.
///
/// The sign is never told by colour alone where there is room for a character.
public struct HeatMap: Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// Row by row.
  public let values: [Double]
  /// What counts as full colour; values beyond are shown as this.
  public let bound: Double
  /// Names beside the rows; shown with numbers.
  public var rowLabels: [String] = []
  /// Names over the columns; shown with numbers.
  public var columnLabels: [String] = []

  /// A heat map.
  ///
  /// - Parameter bound: nil is the largest magnitude.
  public init(rows: Int, columns: Int, values: [Double], bound: Double? = nil) {
    precondition(rows * columns == values.count, "\(values.count) values for \(rows) × \(columns)")
    self.rows = rows
    self.columns = columns
    self.values = values
    self.bound = bound ?? HeatMap.bound(of: values)
  }

  /// The largest magnitude among finite values; 1 where all are zero.
  public static func bound(of values: [Double]) -> Double {
    let most = values.lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
    return most > 0 ? most : 1
  }

  private subscript(_ row: Int, _ column: Int) -> Double { values[row * columns + column] }

  /// The map in at most `size`, not larger than it has to be.
  public func canvas(fitting size: Size, theme: Theme) -> Canvas {
    guard rows > 0, columns > 0, size.columns > 0, size.rows > 0 else {
      return Canvas(Size(columns: 0, rows: 0))
    }
    for digits in [4, 3, 2] {
      if let canvas = numbers(digits, in: size, theme: theme) { return canvas }
    }
    if rows <= size.rows, 2 * columns <= size.columns { return signs(theme, columnsEach: 2) }
    let isHalved = theme.colors != .none && !theme.isASCII
    let tall = isHalved ? 2 * size.rows : size.rows
    let map = pooled(rows: min(rows, tall), columns: min(columns, size.columns))
    return isHalved ? map.halfBlocks(theme) : map.signs(theme, columnsEach: 1)
  }

  /// How many values of a row and of a column share one mark in `canvas(fitting:theme:)`;
  /// (1, 1) where every value has its own.
  public func patch(fitting size: Size, theme: Theme) -> (rows: Int, columns: Int) {
    guard size.rows > 0, size.columns > 0 else { return (1, 1) }
    let tall = theme.colors != .none && !theme.isASCII ? 2 * size.rows : size.rows
    return (
      (rows + tall - 1) / max(1, min(rows, tall)),
      (columns + size.columns - 1) / max(1, min(columns, size.columns))
    )
  }

  private func numbers(_ digits: Int, in size: Size, theme: Theme) -> Canvas? {
    let top = columnLabels.isEmpty ? 0 : 1
    guard rows + top <= size.rows, columns * (digits + 4) <= size.columns else { return nil }
    let texts = values.map { number($0, digits) }
    let labelWidth = rowLabels.map(DisplayWidth.columns).max().map { $0 + 1 } ?? 0
    let width =
      1
      + max(
        texts.map(\.utf8.count).max() ?? 0,
        columnLabels.map { DisplayWidth.columns($0) - 1 }.max() ?? 0)
    guard labelWidth + columns * (width + 1) <= size.columns else { return nil }
    var canvas = Canvas(Size(columns: labelWidth + columns * (width + 1), rows: rows + top))
    let faint = theme.style(.faint)
    for (column, name) in columnLabels.prefix(columns).enumerated() {
      let text = theme.text(name, style: faint).padded(to: width, .right)
      canvas.write(text, row: 0, column: labelWidth + column * (width + 1))
    }
    for row in 0..<rows {
      if row < rowLabels.count {
        let text = theme.text(rowLabels[row], style: faint).padded(to: labelWidth - 1, .right)
        canvas.write(text, row: row + top, column: 0)
      }
      for column in 0..<columns {
        let background = theme.color(of: self[row, column], bound: bound)
        let style = Style(foreground: theme.ink(on: background), background: background)
        let text = texts[row * columns + column]
        let start = labelWidth + column * (width + 1)
        let blanks = String(repeating: " ", count: width - text.utf8.count)
        canvas.write(blanks + text + " ", row: row + top, column: start, style: style)
      }
    }
    return canvas
  }

  /// As many digits after the point as asked for; for small matrices of tiny numbers an exponent.
  private func number(_ value: Double, _ digits: Int) -> String {
    if bound < 5 * DecimalText.power(-digits) || bound >= 10_000 {
      let text = DecimalText.scientific(value, max(0, digits - 2))
      return value > 0 ? "+\(text)" : text
    }
    return DecimalText.signed(value, bound >= 100 ? max(1, digits - 2) : digits)
  }

  private func signs(_ theme: Theme, columnsEach: Int) -> Canvas {
    var canvas = Canvas(Size(columns: columns * columnsEach, rows: rows))
    for row in 0..<rows {
      for column in 0..<columns {
        let value = self[row, column]
        let background = theme.color(of: value, bound: bound)
        let style = Style(foreground: theme.ink(on: background), background: background)
        let mark = theme.signedMark(value, bound: bound)
        let text = columnsEach > 1 ? mark + " " : mark
        canvas.write(text, row: row, column: column * columnsEach, style: style)
      }
    }
    return canvas
  }

  private func halfBlocks(_ theme: Theme) -> Canvas {
    var pixels = HalfBlocks(width: columns, height: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        pixels[x: column, y: row] = theme.color(of: self[row, column], bound: bound)
      }
    }
    var canvas = Canvas(Size(columns: columns, rows: pixels.rows))
    canvas.draw(pixels, row: 0, column: 0)
    return canvas
  }

  /// The value furthest from zero of each patch: an average would hide what is strong.
  private func pooled(rows newRows: Int, columns newColumns: Int) -> HeatMap {
    if newRows == rows, newColumns == columns { return self }
    var pooled: [Double] = []
    for row in 0..<newRows {
      for column in 0..<newColumns {
        var most = 0.0
        for y in (row * rows / newRows)..<((row + 1) * rows / newRows) {
          for x in (column * columns / newColumns)..<((column + 1) * columns / newColumns) {
            if !(self[y, x].magnitude <= most.magnitude) { most = self[y, x] }
          }
        }
        pooled.append(most)
      }
    }
    return HeatMap(rows: newRows, columns: newColumns, values: pooled, bound: bound)
  }

  /// What colours and signs mean, in one line: `-0.70 … 0 … +0.70`.
  public static func legend(bound: Double, theme: Theme) -> StyledText {
    let faint = theme.style(.faint)
    var legend = StyledText("-\(DecimalText.short(bound)) ", style: faint)
    for step in -4...4 {
      let value = bound * Double(step) / 4
      let background = theme.color(of: value, bound: bound)
      let style = Style(foreground: theme.ink(on: background), background: background)
      let mark = theme.signedMark(value, bound: bound)
      legend.append(theme.colors == .none ? mark : mark + " ", style: style)
    }
    legend.append(" +\(DecimalText.short(bound))", style: faint)
    return legend
  }
}
