/// Curves over a common axis: losses over steps, an activation function.
///
/// Every column of dots keeps the minimum and the maximum of its values, so that a spike survives
/// any width. The last value of each curve stands at its height in the right margin. Values that
/// are not numbers leave a gap and a `!` at the top.
public struct LineChart: Sendable {
  /// One curve; the first is solid, the second dashed.
  public struct Series: Sendable {
    /// For the legend.
    public var name: String
    /// (x, y), from left to right.
    public var points: [SIMD2<Double>]

    /// A curve.
    public init(_ name: String, points: [SIMD2<Double>]) {
      self.name = name
      self.points = points
    }
  }

  /// At most two are told apart.
  public var series: [Series]
  /// Said over the chart.
  public var title: String
  /// What x counts.
  public var xTitle: String
  /// Nil is logarithmic where the values span more than 30 to 1.
  public var scale: Axis.Scale?
  /// Whether last values stand at the right.
  public var labelsLastValues: Bool

  /// A chart.
  public init(
    _ series: [Series], title: String, xTitle: String, scale: Axis.Scale? = nil,
    labelsLastValues: Bool = true
  ) {
    self.series = series
    self.title = title
    self.xTitle = xTitle
    self.scale = scale
    self.labelsLastValues = labelsLastValues
  }

  /// The scale in force.
  public var chosenScale: Axis.Scale {
    scale(for: extents().y)
  }

  private func scale(for extent: Extent) -> Axis.Scale {
    if let scale { return scale }
    guard let low = extent.least, let high = extent.greatest, low > 0 else { return .linear }
    return high / low > 30 ? .logarithmic : .linear
  }

  private func extents() -> (x: Extent, y: Extent) {
    var x = Extent()
    var y = Extent()
    for one in series {
      for point in one.points {
        x.add(point.x)
        y.add(point.y)
      }
    }
    return (x, y)
  }

  /// The chart, `size` large; a line with sparklines where it is under 20 × 6.
  public func canvas(size: Size, theme: Theme) -> Canvas {
    if size.columns < 20 || size.rows < 6 { return sparklines(size: size, theme: theme) }
    var canvas = Canvas(size)
    canvas.write(legend(theme).truncated(to: size.columns), row: 0, column: 0)
    let lastLabels =
      labelsLastValues ? series.map { DecimalText.short($0.points.last?.y ?? .nan) } : []
    let free = (lastLabels.map(\.utf8.count).max() ?? -1) + 1
    let extents = extents()
    let frame = PlotFrame(
      x: Axis(covering: extents.x, marks: max(2, min(12, size.columns / 12)), isTight: true),
      y: Axis(
        covering: extents.y, scale: scale(for: extents.y),
        marks: max(3, min(9, (size.rows - 3) * 2 / 5))),
      size: Size(columns: size.columns, rows: size.rows - 1), row: 1, free: free)
    frame.draw(on: &canvas, theme: theme)
    writeXTitle(on: &canvas, frame: frame, theme: theme)
    for index in series.indices.reversed() {
      draw(series[index], index, in: frame, on: &canvas, theme: theme)
    }
    label(lastLabels, in: frame, on: &canvas, theme: theme)
    return canvas
  }

  private func style(_ index: Int, _ theme: Theme) -> Style {
    theme.style(index == 0 ? .first : .second)
  }

  /// A piece of the curve, to stand beside its name.
  private func sample(_ index: Int, _ theme: Theme) -> String {
    switch theme.glyphs {
    case .ascii: index == 0 ? "***" : "o o"
    case .block: index == 0 ? "▀▀▀" : "▀ ▀"
    case .braille: index == 0 ? "⠤⠤⠤" : "⠤⠀⠤"
    }
  }

  private func legend(_ theme: Theme) -> StyledText {
    var legend = theme.text(title, style: theme.style(.heading))
    guard series.count > 1 else { return legend }
    for (index, one) in series.enumerated() {
      legend.append("   ")
      legend.append(sample(index, theme), style: style(index, theme))
      legend.append(" ")
      legend.append(theme.text(one.name, style: style(index, theme)))
    }
    return legend
  }

  private func writeXTitle(on canvas: inout Canvas, frame: PlotFrame, theme: Theme) {
    let title = theme.text(xTitle, style: theme.style(.faint))
    let row = frame.row + frame.area.rows + 1
    let start = frame.column + frame.area.columns - title.width
    // The last label keeps its place; the title goes into the free margin where it can.
    let last =
      canvas.row(row).lastIndex { !$0.isSpace }.map { $0 - canvas.row(row).startIndex } ?? -1
    let column = max(start, last + 2)
    if column + title.width <= canvas.size.columns { canvas.write(title, row: row, column: column) }
  }

  private func draw(
    _ one: Series, _ index: Int, in frame: PlotFrame, on canvas: inout Canvas, theme: Theme
  ) {
    var dots = DotRaster(frame.area, glyphs: theme.glyphs)
    let style = style(index, theme)
    let isDashed = index > 0
    var previous: (x: Int, y: Int)?
    func mark(_ x: Int, _ y: Int) {
      if isDashed, !theme.isASCII, (x + 2 * y) & 2 != 0 { return }
      dots.set(x: x, y: y, style: style)
    }
    for point in thinned(one.points, in: frame, across: dots.width) {
      guard point.y.isFinite, point.x.isFinite else {
        previous = nil
        let column = frame.column + Int(frame.across(point.x, of: frame.area.columns).rounded())
        canvas.write("!", row: frame.row, column: column, style: theme.style(.bad))
        continue
      }
      let x = Int(frame.across(point.x, of: dots.width).rounded())
      let y = Int(frame.down(point.y, of: dots.height).rounded())
      if let previous {
        let steps = max((x - previous.x).magnitude, (y - previous.y).magnitude)
        for step in 0..<Int(steps) {
          mark(
            previous.x + (x - previous.x) * step / Int(steps),
            previous.y + (y - previous.y) * step / Int(steps))
        }
      }
      mark(x, y)
      previous = (x, y)
    }
    if theme.isASCII {
      drawLetters(dots, index == 0 ? "*" : "o", in: frame, on: &canvas, style: style)
    } else {
      canvas.draw(dots, row: frame.row, column: frame.column)
    }
  }

  /// Of each column of dots the first, least, greatest and last point, where there are many more
  /// points than columns.
  private func thinned(
    _ points: [SIMD2<Double>], in frame: PlotFrame, across width: Int
  ) -> [SIMD2<Double>] {
    guard points.count > 8 * width else { return points }
    var kept: [SIMD2<Double>] = []
    var column = -1
    var least = 0
    var most = 0
    var first = 0
    func close(before end: Int) {
      let places = Set([first, least, most, end - 1])
      kept += places.sorted().map { points[$0] }
    }
    for (index, point) in points.enumerated() {
      let at = Int(frame.across(point.x, of: width).rounded())
      if at != column {
        if column >= 0 { close(before: index) }
        (column, first, least, most) = (at, index, index, index)
      }
      // A value that is no number is kept as the extreme, so that its mark is drawn.
      if points[least].y.isFinite, !(point.y >= points[least].y) { least = index }
      if points[most].y.isFinite, !(point.y <= points[most].y) { most = index }
    }
    close(before: points.count)
    return kept
  }

  /// In ASCII a letter a cell, the same as in the legend, reads better than dots.
  private func drawLetters(
    _ dots: DotRaster, _ letter: String, in frame: PlotFrame, on canvas: inout Canvas, style: Style
  ) {
    for y in 0..<dots.size.rows {
      for x in 0..<dots.size.columns where dots.cell(row: y, column: x) != nil {
        canvas[row: frame.row + y, column: frame.column + x] = Cell(letter, style: style)
      }
    }
  }

  private func label(
    _ labels: [String], in frame: PlotFrame, on canvas: inout Canvas, theme: Theme
  ) {
    var taken: Set<Int> = []
    for (index, text) in labels.enumerated() {
      guard let last = series[index].points.last(where: { $0.y.isFinite }) else { continue }
      var row = frame.row + Int(frame.down(last.y, of: frame.area.rows).rounded())
      while taken.contains(row) { row += row > frame.row ? -1 : 1 }
      taken.insert(row)
      canvas.write(
        text, row: row, column: frame.column + frame.area.columns + 1, style: style(index, theme))
    }
  }

  private func sparklines(size: Size, theme: Theme) -> Canvas {
    let lines = series.enumerated().map { index, one in
      var line = theme.text(one.name, style: theme.style(.heading))
      line.append(" \(DecimalText.short(one.points.last?.y ?? .nan)) ")
      line.append(
        EighthBlocks.sparkline(
          one.points.map(\.y), columns: max(0, size.columns - line.width), theme: theme),
        style: style(index, theme))
      return line
    }
    return Canvas(lines: Array(lines.prefix(max(0, size.rows))), width: size.columns)
  }
}
