/// A grid of styled cells: what every picture is, before a terminal sees it.
///
/// Row 0 is at the top, column 0 at the left. Drawing outside the grid is clipped, and no cell
/// can hold half a wide character: what is overwritten by half becomes blank.
public struct Canvas: Hashable, Sendable {
  /// Never negative.
  public private(set) var size: Size
  private var cells: [Cell]

  /// A blank canvas.
  public init(_ size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  /// A canvas of the lines of a text, as wide as `width` and as tall as they are many.
  public init(lines: [StyledText], width: Int) {
    self.init(Size(columns: width, rows: lines.count))
    for (row, line) in lines.enumerated() { write(line, row: row, column: 0) }
  }

  /// The cell at a place; blank outside the grid.
  ///
  /// A wide character takes the cell to its right too, and is left out where there is none.
  public subscript(row row: Int, column column: Int) -> Cell {
    get {
      guard contains(row: row, column: column) else { return .blank }
      return cells[row * size.columns + column]
    }
    set {
      guard contains(row: row, column: column) else { return }
      set(newValue, at: row * size.columns + column, isLast: column == size.columns - 1)
    }
  }

  private func contains(row: Int, column: Int) -> Bool {
    row >= 0 && column >= 0 && row < size.rows && column < size.columns
  }

  private mutating func set(_ new: Cell, at index: Int, isLast: Bool) {
    let old = cells[index]
    if old.isContinuation {
      // The left half stays only if this is its own right half being written again.
      if new.isContinuation { return }
      cells[index - 1] = Cell(blankIn: cells[index - 1].style)
    } else if old.isWide, !new.isWide {
      cells[index + 1] = Cell(blankIn: old.style)
    }
    if new.isWide {
      if isLast {
        cells[index] = Cell(blankIn: new.style)
        return
      }
      if cells[index + 1].isWide { cells[index + 2] = Cell(blankIn: cells[index + 1].style) }
      cells[index + 1] = new.rightHalf
    }
    cells[index] = new.isContinuation ? Cell(blankIn: new.style) : new
  }

  /// The cells of one row, from the left.
  public func row(_ row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < size.rows else { return [] }
    return cells[(row * size.columns)..<((row + 1) * size.columns)]
  }

  /// The rows as texts, without blanks at their ends.
  public var lines: [StyledText] {
    (0..<size.rows).map { row in
      var cells = self.row(row)
      while cells.last == .blank { cells.removeLast() }
      return StyledText(cells: cells)
    }
  }

  /// The characters alone, a line a row, without spaces at the ends of lines: the form that
  /// logs, tests and playback use.
  public var text: String {
    var text = ""
    text.reserveCapacity(cells.count + size.rows)
    for row in 0..<size.rows {
      if row > 0 { text += "\n" }
      let cells = self.row(row)
      let end = cells.lastIndex { !$0.isSpace && !$0.isContinuation }
      guard let end else { continue }
      for cell in cells[...end] { cell.write(to: &text) }
    }
    return text
  }
}

extension Cell {
  fileprivate init(blankIn style: Style) {
    self = .blank
    self.style = style
  }
}
