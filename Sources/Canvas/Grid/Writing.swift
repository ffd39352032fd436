extension Canvas {
  /// Writes one line from a place to the right, clipped at the canvas and at `width` columns.
  ///
  /// - Returns: the column after the last character written, clipped or not.
  @discardableResult
  public mutating func write(
    _ text: StyledText, row: Int, column: Int, width: Int? = nil
  ) -> Int {
    var x = column
    let limit = width.map { column + $0 } ?? Int.max
    for cell in text.cells {
      if cell.isContinuation {
        x += 1
        continue
      }
      if x + cell.width > limit { break }
      self[row: row, column: x] = cell
      x += 1
    }
    return x
  }

  /// Writes one line of text in one style; see `write(_:row:column:width:)`.
  @discardableResult
  public mutating func write(
    _ text: String, row: Int, column: Int, style: Style = .plain, width: Int? = nil
  ) -> Int {
    write(StyledText(text, style: style), row: row, column: column, width: width)
  }
}
