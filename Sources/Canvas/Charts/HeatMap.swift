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

  /// Few columns of many rows are drawn wider than tall, so that they do not make a sliver.
  private static let widestPixel = 3

  private subscript(_ row: Int, _ column: Int) -> Double { values[row * columns + column] }

  /// How the values are shown.
  public enum Form: Hashable, Sendable {
    /// With so many digits after the point.
    case numbers(digits: Int)
    /// A sign on its colour, two columns a value.
    case signs
    /// Two values a cell.
    case halfBlocks
    /// A sign a value.
    case marks
  }

  /// The finest form that fits.
  public func form(fitting size: Size, theme: Theme) -> Form {
    for digits in [4, 3, 2] where numbersFit(digits, in: size) { return .numbers(digits: digits) }
    if rows <= size.rows, 2 * columns <= size.columns { return .signs }
    return theme.colors != .none && !theme.isASCII ? .halfBlocks : .marks
  }

  /// The map in at most `size`, not larger than it has to be, in the finest form that fits.
  public func canvas(fitting size: Size, theme: Theme) -> Canvas {
    canvas(as: form(fitting: size, theme: theme), fitting: size, theme: theme)
  }

  /// The map in one form in at most `size`; larger ones have the value furthest from zero of each
  /// patch, because a mean would hide what is strong.
  public func canvas(as form: Form, fitting size: Size, theme: Theme) -> Canvas {
    guard rows > 0, columns > 0, size.columns > 0, size.rows > 0 else {
      return Canvas(Size(columns: 0, rows: 0))
    }
    switch form {
    case .numbers(let digits):
      let whole = numbers(digits, theme: theme)
      let (columns, rows) = (whole.size.columns, whole.size.rows)
      return whole.resized(
        to: Size(columns: min(columns, size.columns), rows: min(rows, size.rows)))
    case .signs:
      return pooled(rows: min(rows, size.rows), columns: min(columns, size.columns / 2))
        .signs(theme, columnsEach: 2)
    case .halfBlocks:
      return pooled(rows: min(rows, 2 * size.rows), columns: min(columns, size.columns))
        .halfBlocks(theme, columnsEach: max(1, min(HeatMap.widestPixel, size.columns / columns)))
    case .marks:
      return pooled(rows: min(rows, size.rows), columns: min(columns, size.columns))
        .signs(theme, columnsEach: 1)
    }
  }

  /// Whether each value has its own mark in `canvas(fitting:theme:)`; else each mark stands for a
  /// patch of values.
  public func isWhole(fitting size: Size, theme: Theme) -> Bool {
    switch form(fitting: size, theme: theme) {
    case .numbers, .signs: true
    case .halfBlocks: rows <= 2 * size.rows && columns <= size.columns
    case .marks: rows <= size.rows && columns <= size.columns
    }
  }

  /// The widest number or name of a column, with a blank before it.
  private func numberWidth(_ texts: [String]) -> Int {
    let labels = columnLabels.prefix(columns).map { DisplayWidth.columns($0) - 1 }
    return 1 + max(texts.map(\.utf8.count).max() ?? 0, labels.max() ?? 0)
  }

  private var labelWidth: Int { rowLabels.map(DisplayWidth.columns).max().map { $0 + 1 } ?? 0 }

  private func numbersFit(_ digits: Int, in size: Size) -> Bool {
    let top = columnLabels.isEmpty ? 0 : 1
    guard rows + top <= size.rows, columns * (digits + 4) <= size.columns else { return false }
    let width = numberWidth(values.map { number($0, digits) })
    return labelWidth + columns * (width + 1) <= size.columns
  }

  private func numbers(_ digits: Int, theme: Theme) -> Canvas {
    let top = columnLabels.isEmpty ? 0 : 1
    let texts = values.map { number($0, digits) }
    let width = numberWidth(texts)
    let labelWidth = labelWidth
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

  private func halfBlocks(_ theme: Theme, columnsEach: Int) -> Canvas {
    var pixels = HalfBlocks(width: columns * columnsEach, height: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        let color = theme.color(of: self[row, column], bound: bound)
        for x in 0..<columnsEach { pixels[x: column * columnsEach + x, y: row] = color }
      }
    }
    var canvas = Canvas(Size(columns: pixels.width, rows: pixels.rows))
    canvas.draw(pixels, row: 0, column: 0)
    return canvas
  }

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
