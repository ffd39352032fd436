/// A grid of styled cells: what every picture is, before a terminal sees it.
///
/// Row 0 is at the top, column 0 at the left. Drawing outside the grid is clipped.
public struct Canvas: Hashable, Sendable {
  public private(set) var size: Size
  private var cells: [Cell]

  /// A blank canvas.
  public init(_ size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  public subscript(row row: Int, column column: Int) -> Cell {
    get {
      guard contains(row: row, column: column) else { return .blank }
      return cells[row * size.columns + column]
    }
    set {
      guard contains(row: row, column: column) else { return }
      cells[row * size.columns + column] = newValue
    }
  }

  private func contains(row: Int, column: Int) -> Bool {
    row >= 0 && column >= 0 && row < size.rows && column < size.columns
  }

  /// Copies `other` onto this canvas with its top left corner at (`row`, `column`).
  public mutating func draw(_ other: Canvas, row: Int, column: Int) {
    for y in 0..<other.size.rows {
      for x in 0..<other.size.columns {
        self[row: row + y, column: column + x] = other[row: y, column: x]
      }
    }
  }

  /// The characters alone, a line a row, without spaces at the ends of lines: the form that
  /// logs, tests and playback use.
  public var text: String {
    (0..<size.rows).map { row in
      var line = ""
      for column in 0..<size.columns {
        line += cells[row * size.columns + column].character
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
