import Canvas

/// A picture of ink from 0 to 1: half blocks in greys, or shades of characters.
struct GrayImage {
  let height: Int
  let width: Int
  /// Row by row.
  let values: [Double]

  /// - Parameter columnsEach: 2 makes pixels square where a pixel takes a whole row.
  func canvas(columnsEach: Int, theme: Theme) -> Canvas {
    guard theme.colors != .none, !theme.isASCII else {
      return shades(columnsEach: columnsEach, theme: theme)
    }
    var pixels = HalfBlocks(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width { pixels[x: x, y: y] = theme.gray(values[y * width + x]) }
    }
    var canvas = Canvas(Size(columns: width, rows: pixels.rows))
    canvas.draw(pixels, row: 0, column: 0)
    return canvas
  }

  /// Half as many rows: each character shows the mean of two pixels, one over the other.
  private func shades(columnsEach: Int, theme: Theme) -> Canvas {
    let isSquare = columnsEach > 1
    let rows = isSquare ? height : (height + 1) / 2
    var canvas = Canvas(Size(columns: width * columnsEach, rows: rows))
    for y in 0..<rows {
      for x in 0..<width {
        let ink: Double
        if isSquare {
          ink = values[y * width + x]
        } else {
          let below = 2 * y + 1 < height ? values[(2 * y + 1) * width + x] : 0
          ink = (values[2 * y * width + x] + below) / 2
        }
        let mark = String(repeating: theme.shade(ink), count: columnsEach)
        canvas.write(mark, row: y, column: x * columnsEach)
      }
    }
    return canvas
  }
}
