/// The characters of frames and rules in one tier.
public struct Border: Hashable, Sendable {
  /// `─`
  public var horizontal: String
  /// `│`
  public var vertical: String
  /// Corners, clockwise from the top left.
  public var corners: [String]

  /// The frame of a theme.
  public init(_ theme: Theme) {
    if theme.isASCII {
      horizontal = "-"
      vertical = "|"
      corners = ["+", "+", "+", "+"]
    } else {
      horizontal = "─"
      vertical = "│"
      corners = ["╭", "╮", "╯", "╰"]
    }
  }
}

extension Canvas {
  /// A frame along the inside of a rectangle, with a title in its upper edge.
  public mutating func frame(
    row: Int, column: Int, size area: Size, title: StyledText = StyledText(), style: Style = .plain,
    theme: Theme
  ) {
    guard area.columns >= 2, area.rows >= 2 else { return }
    let border = Border(theme)
    let right = column + area.columns - 1
    let bottom = row + area.rows - 1
    rule(row: row, column: column, columns: area.columns, style: style, theme: theme)
    rule(row: bottom, column: column, columns: area.columns, style: style, theme: theme)
    let side = Cell(border.vertical, style: style)
    for y in stride(from: row + 1, to: bottom, by: 1) {
      self[row: y, column: column] = side
      self[row: y, column: right] = side
    }
    for (corner, place) in zip(
      border.corners, [(row, column), (row, right), (bottom, right), (bottom, column)])
    {
      self[row: place.0, column: place.1] = Cell(corner, style: style)
    }
    if !title.isEmpty, area.columns > 6 {
      let name = title.truncated(to: area.columns - 6, ellipsis: theme.sign("…", ascii: "~"))
      write(" ", row: row, column: column + 2)
      let end = write(name, row: row, column: column + 3)
      write(" ", row: row, column: end)
    }
  }

  /// A horizontal rule.
  public mutating func rule(
    row: Int, column: Int, columns: Int, style: Style = .plain, theme: Theme
  ) {
    let cell = Cell(Border(theme).horizontal, style: style)
    for x in stride(from: column, to: column + columns, by: 1) {
      self[row: row, column: x] = cell
    }
  }
}
