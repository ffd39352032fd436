/// Pixels of which two, one over the other, fill a cell, each with its own colour: square on a
/// terminal, whose cells are about twice as tall as wide.
public struct HalfBlocks: Sendable {
  /// Across.
  public let width: Int
  /// Down.
  public let height: Int
  private var pixels: [Color]

  /// All pixels in the terminal's own background.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    pixels = Array(repeating: .standard, count: self.width * self.height)
  }

  /// The colour of a pixel; (0, 0) is at the top left.
  public subscript(x x: Int, y y: Int) -> Color {
    get { contains(x, y) ? pixels[y * width + x] : .standard }
    set { if contains(x, y) { pixels[y * width + x] = newValue } }
  }

  private func contains(_ x: Int, _ y: Int) -> Bool { x >= 0 && y >= 0 && x < width && y < height }

  /// The rows of cells that the pixels take.
  public var rows: Int { (height + 1) / 2 }

  /// The cell over pixels (x, 2·row) and (x, 2·row + 1).
  public func cell(row: Int, column: Int) -> Cell {
    let top = self[x: column, y: 2 * row]
    let bottom = self[x: column, y: 2 * row + 1]
    if top == bottom { return Cell(showing: " ", style: Style(background: top)) }
    if top == .standard { return Cell(showing: "▄", style: Style(foreground: bottom)) }
    return Cell(showing: "▀", style: Style(foreground: top, background: bottom))
  }
}

extension Canvas {
  /// Draws pixels with their top left at a cell.
  public mutating func draw(_ pixels: HalfBlocks, row: Int, column: Int) {
    for y in 0..<pixels.rows {
      for x in 0..<pixels.width {
        self[row: row + y, column: column + x] = pixels.cell(row: y, column: x)
      }
    }
  }
}
