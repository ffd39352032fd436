import Canvas

/// Weights as lines between nodes: the sign by colour and by dashes, the size by weight of line.
///
/// Strong lines are drawn last, over weak ones. Where more lines would lie between two layers than
/// can be told apart, the strongest are drawn.
struct EdgeDrawing {
  private struct Edge {
    let weight: Double?
    let start: (column: Int, row: Int)
    let end: (column: Int, row: Int)
  }

  private let size: Size
  private let bound: Double
  private let isDense: Bool
  private let theme: Theme
  private var edges: [Edge] = []

  /// - Parameter isDense: nodes stand without a blank row between them.
  init(size: Size, bound: Double, isDense: Bool, theme: Theme) {
    self.size = size
    self.bound = bound
    self.isDense = isDense
    self.theme = theme
  }

  /// A line from the cell `start` to the cell `end`; nil is a connection without a weight.
  mutating func add(
    _ weight: Double?, from start: (column: Int, row: Int), to end: (column: Int, row: Int)
  ) {
    edges.append(Edge(weight: weight, start: start, end: end))
  }

  /// How many lines can be told apart.
  private var most: Int {
    max(8, (isDense ? 1 : 2) * size.rows / (theme.glyphs == .braille ? 1 : 2))
  }

  /// Whether some of the lines are not drawn.
  var omitsWeakOnes: Bool { edges.count > most }

  func draw(on canvas: inout Canvas) {
    let ordered = edges.sorted { ($0.weight?.magnitude ?? 0) < ($1.weight?.magnitude ?? 0) }
      .suffix(most)
    if theme.glyphs == .braille {
      var dots = DotRaster(size, glyphs: .braille)
      for edge in ordered { draw(edge, on: &dots) }
      canvas.draw(dots, row: 0, column: 0)
    } else {
      for edge in ordered { draw(edge, on: &canvas) }
    }
  }

  private func style(_ edge: Edge) -> Style {
    guard let weight = edge.weight else { return theme.style(.faint) }
    return Style(foreground: theme.edgeColor(weight, bound: bound))
  }

  private func draw(_ edge: Edge, on dots: inout DotRaster) {
    let start = (x: Double(2 * edge.start.column), y: Double(4 * edge.start.row) + 1.5)
    let end = (x: Double(2 * edge.end.column) + 1, y: Double(4 * edge.end.row) + 1.5)
    let style = style(edge)
    let share = (edge.weight?.magnitude ?? 0) / bound
    guard let weight = edge.weight, share >= 0.1 else {
      dots.line(from: start, to: end, style: style, on: 1, off: 3)
      return
    }
    let (on, off) = weight < 0 ? (3, 3) : (1, 0)
    dots.line(from: start, to: end, style: style, on: on, off: off)
    if share >= 0.6, !isDense {
      // A second line beside it: thick.
      dots.line(
        from: (start.x, start.y + 1), to: (end.x, end.y + 1), style: style, on: on, off: off)
    }
  }

  /// Without braille: a character a cell, by slope; dots for a negative weight.
  private func draw(_ edge: Edge, on canvas: inout Canvas) {
    let columns = edge.end.column - edge.start.column
    guard columns > 0 else { return }
    let style = style(edge)
    let isNegative = (edge.weight ?? 0) < 0
    let isWeak = (edge.weight?.magnitude ?? 0) < 0.1 * bound
    var previous = edge.start.row
    for step in 0...columns {
      let share = Double(step) / Double(columns)
      let row =
        edge.start.row + Int((share * Double(edge.end.row - edge.start.row)).rounded())
      defer { previous = row }
      if isWeak ? step % 3 != 0 : isNegative && step % 2 != 0 { continue }
      let character =
        isNegative || isWeak
        ? theme.sign("·", ascii: ".")
        : row == previous
          ? theme.sign("─", ascii: "-")
          : row > previous ? theme.sign("╲", ascii: "\\") : theme.sign("╱", ascii: "/")
      canvas.write(character, row: row, column: edge.start.column + step, style: style)
    }
  }
}
