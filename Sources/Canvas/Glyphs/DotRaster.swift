/// Dots finer than a cell, for lines and points: 2 × 4 a cell in braille, 1 × 2 in half blocks
/// and in ASCII (`'` `.` `:`). All dots of a cell share its style; the last one set wins.
public struct DotRaster: Sendable {
  /// In cells.
  public let size: Size
  /// How many dots stand side by side in a cell.
  public let dotsAcross: Int
  /// How many dots stand over one another in a cell.
  public let dotsDown: Int
  private let glyphs: Theme.Glyphs
  private var bits: [UInt8]
  private var styles: [Style]

  /// No dot set.
  public init(_ size: Size, glyphs: Theme.Glyphs) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    self.glyphs = glyphs
    dotsAcross = glyphs == .braille ? 2 : 1
    dotsDown = glyphs == .braille ? 4 : 2
    bits = Array(repeating: 0, count: self.size.columns * self.size.rows)
    styles = Array(repeating: .plain, count: bits.count)
  }

  /// In dots.
  public var width: Int { size.columns * dotsAcross }
  /// In dots.
  public var height: Int { size.rows * dotsDown }

  /// Sets the dot `x` from the left and `y` from the top, if it is on the raster.
  public mutating func set(x: Int, y: Int, style: Style = .plain) {
    guard x >= 0, y >= 0, x < width, y < height else { return }
    let cell = y / dotsDown * size.columns + x / dotsAcross
    bits[cell] |= DotRaster.bit(x % dotsAcross, y % dotsDown)
    styles[cell] = style
  }

  /// Braille's dots 1 2 3 7 are the left column, 4 5 6 8 the right.
  private static func bit(_ x: Int, _ y: Int) -> UInt8 {
    y == 3 ? 0x40 << UInt8(x) : 1 << UInt8(3 * x + y)
  }

  /// A straight line between two dots, ends included. Ends may lie outside.
  ///
  /// - Parameter pattern: the dots that are set and then left out, in turn: 1, 0 is solid.
  public mutating func line(
    from start: (x: Double, y: Double), to end: (x: Double, y: Double), style: Style = .plain,
    on: Int = 1, off: Int = 0
  ) {
    guard let (a, b) = clipped(start, end) else { return }
    let steps = max((b.x - a.x).magnitude, (b.y - a.y).magnitude).rounded(.up)
    let count = Int(steps)
    for step in 0...max(0, count) {
      guard off == 0 || step % (on + off) < on else { continue }
      let share = count == 0 ? 0 : Double(step) / Double(count)
      set(
        x: Int((a.x + share * (b.x - a.x)).rounded()),
        y: Int((a.y + share * (b.y - a.y)).rounded()), style: style)
    }
  }

  /// The part of a line within a margin of one dot around the raster (Liang and Barsky, 1984).
  private func clipped(
    _ start: (x: Double, y: Double), _ end: (x: Double, y: Double)
  ) -> ((x: Double, y: Double), (x: Double, y: Double))? {
    guard start.x.isFinite, start.y.isFinite, end.x.isFinite, end.y.isFinite else { return nil }
    let dx = end.x - start.x
    let dy = end.y - start.y
    var enter = 0.0
    var leave = 1.0
    for (direction, distance) in [
      (-dx, start.x + 1), (dx, Double(width) - start.x),
      (-dy, start.y + 1), (dy, Double(height) - start.y),
    ] {
      if direction == 0 {
        if distance < 0 { return nil }
      } else if direction < 0 {
        enter = max(enter, distance / direction)
      } else {
        leave = min(leave, distance / direction)
      }
    }
    guard enter <= leave else { return nil }
    return (
      (start.x + enter * dx, start.y + enter * dy), (start.x + leave * dx, start.y + leave * dy)
    )
  }

  /// The cell, or nil where no dot is set.
  public func cell(row: Int, column: Int) -> Cell? {
    guard row >= 0, column >= 0, row < size.rows, column < size.columns else { return nil }
    let index = row * size.columns + column
    let bits = bits[index]
    guard bits != 0 else { return nil }
    let scalar: Unicode.Scalar =
      switch glyphs {
      case .braille: Unicode.Scalar(0x2800 + UInt32(bits)) ?? " "
      case .block: bits == 3 ? "█" : bits == 1 ? "▀" : "▄"
      case .ascii: bits == 3 ? ":" : bits == 1 ? "'" : "."
      }
    return Cell(showing: scalar, style: styles[index])
  }
}

extension Canvas {
  /// Draws the cells of a raster that have dots over what is there.
  public mutating func draw(_ dots: DotRaster, row: Int, column: Int) {
    for y in 0..<dots.size.rows {
      for x in 0..<dots.size.columns {
        guard var cell = dots.cell(row: y, column: x) else { continue }
        if cell.style.background == .standard {
          cell.style.background = self[row: row + y, column: column + x].style.background
        }
        self[row: row + y, column: column + x] = cell
      }
    }
  }
}
