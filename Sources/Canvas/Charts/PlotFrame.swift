/// Axes with marks and labels round a plotting area.
///
///      0.5 ┤
///          │      the area
///      0.0 ┤
///          └┬────────┬───────
///           0        50
public struct PlotFrame: Sendable {
  /// Left to right.
  public let x: Axis
  /// Bottom to top.
  public let y: Axis
  /// The plotting area's top row.
  public let row: Int
  /// The plotting area's leftmost column.
  public let column: Int
  /// The plotting area, in cells.
  public let area: Size

  private let yLabels: [(row: Int, text: String)]

  /// A frame that fills a rectangle.
  ///
  /// - Parameters:
  ///   - size: of everything: labels, axes, area and the free columns at the right.
  ///   - free: columns at the right that are left to the caller.
  public init(x: Axis, y: Axis, size: Size, row: Int = 0, column: Int = 0, free: Int = 0) {
    self.x = x
    self.y = y
    self.row = row
    let labels = y.ticks.map { ($0, y.label($0)) }
    let margin = labels.map { DisplayWidth.columns($0.1) }.max() ?? 0
    self.column = column + margin + 2
    area = Size(
      columns: max(0, size.columns - margin - 2 - free), rows: max(0, size.rows - 2))
    let height = area.rows
    yLabels = labels.map { tick, text in
      (row + height - 1 - Int((y.share(tick) * Double(height - 1)).rounded()), text)
    }
  }

  /// The place of a value among `dots` dots from the left.
  public func across(_ value: Double, of dots: Int) -> Double {
    x.share(value) * Double(dots - 1)
  }

  /// The place of a value among `dots` dots from the top.
  public func down(_ value: Double, of dots: Int) -> Double {
    (1 - y.share(value)) * Double(dots - 1)
  }

  /// Draws axes, marks and labels.
  public func draw(on canvas: inout Canvas, theme: Theme) {
    guard area.columns > 0, area.rows > 0 else { return }
    let style = theme.style(.faint)
    let left = column - 1
    let bottom = row + area.rows
    let upright = Cell(theme.sign("│", ascii: "|"), style: style)
    for y in row..<bottom { canvas[row: y, column: left] = upright }
    for label in yLabels where label.row >= row && label.row < bottom {
      canvas.write(theme.sign("┤", ascii: "+"), row: label.row, column: left, style: style)
      let width = DisplayWidth.columns(label.text)
      canvas.write(label.text, row: label.row, column: left - 1 - width, style: style)
    }
    canvas.rule(row: bottom, column: left, columns: area.columns + 1, style: style, theme: theme)
    canvas.write(theme.sign("└", ascii: "+"), row: bottom, column: left, style: style)
    var free = 0
    for tick in x.ticks {
      let place = column + Int(across(tick, of: area.columns).rounded())
      guard place >= column, place < column + area.columns else { continue }
      let text = x.label(tick)
      let width = DisplayWidth.columns(text)
      let start = max(left, min(place - width / 2, column + area.columns - width))
      guard start >= free else { continue }
      canvas.write(theme.sign("┬", ascii: "+"), row: bottom, column: place, style: style)
      canvas.write(text, row: bottom + 1, column: start, style: style)
      free = start + width + 1
    }
  }
}
