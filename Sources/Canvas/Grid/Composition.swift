extension Canvas {
  /// Copies `other` onto this canvas with its top left corner at (`row`, `column`).
  public mutating func draw(_ other: Canvas, row: Int, column: Int) {
    let rows = max(0, -row)..<max(max(0, -row), min(other.size.rows, size.rows - row))
    for y in rows {
      var x = column
      for cell in other.row(y) {
        if !cell.isContinuation { self[row: row + y, column: x] = cell }
        x += 1
      }
    }
  }

  /// Sets every cell of a rectangle, as far as it lies on the canvas.
  public mutating func fill(row: Int, column: Int, size area: Size, with cell: Cell) {
    for y in max(0, row)..<max(max(0, row), min(size.rows, row + area.rows)) {
      for x in max(0, column)..<max(max(0, column), min(size.columns, column + area.columns)) {
        self[row: y, column: x] = cell
      }
    }
  }

  /// The top left part of this canvas, or this canvas on a larger blank one.
  public func resized(to size: Size) -> Canvas {
    if size == self.size { return self }
    var resized = Canvas(size)
    resized.draw(self, row: 0, column: 0)
    return resized
  }

  /// Without the blank rows at the bottom. A row with a background colour is not blank.
  public var withoutBlankRows: Canvas {
    var rows = size.rows
    while rows > 0, row(rows - 1).allSatisfy({ $0 == .blank || $0.isPlainSpace }) { rows -= 1 }
    return resized(to: Size(columns: size.columns, rows: rows))
  }

  /// Canvases under one another, as wide as `width`.
  public static func stacked(_ parts: [Canvas], width: Int) -> Canvas {
    var stacked = Canvas(Size(columns: width, rows: parts.reduce(0) { $0 + $1.size.rows }))
    var row = 0
    for part in parts {
      stacked.draw(part, row: row, column: 0)
      row += part.size.rows
    }
    return stacked
  }
}

extension Cell {
  fileprivate var isPlainSpace: Bool {
    isSpace && style.background == .standard && !style.isReversed && !style.isUnderlined
  }
}
