/// How often values fall into each of equal ranges.
public struct Histogram: Sendable {
  /// How many values lie in each range, from the lowest.
  public let counts: [Int]
  /// Where the first range begins.
  public let low: Double
  /// Where the last range ends.
  public let high: Double
  /// How many values were not finite.
  public let notFinite: Int

  /// Counts values; ranges go from the least to the greatest.
  public init(_ values: [Double], bins: Int) {
    let finite = values.filter(\.isFinite)
    notFinite = values.count - finite.count
    var counts = Array(repeating: 0, count: max(1, bins))
    let least = finite.min() ?? 0
    let most = finite.max() ?? 1
    // One value alone stands in the middle of a range of some width.
    low = most > least ? least : least - 0.5
    high = most > least ? most : most + 0.5
    for value in finite {
      let share = (value - low) / (high - low)
      counts[min(counts.count - 1, Int(share * Double(counts.count)))] += 1
    }
    self.counts = counts
  }

  /// Columns in eighths of a cell over an axis that names both ends.
  public func canvas(size: Size, theme: Theme) -> Canvas {
    var canvas = Canvas(size)
    let height = size.rows - 2
    guard height > 0, size.columns > 0 else { return canvas }
    let most = Double(max(1, counts.max() ?? 1))
    let columns = max(1, size.columns / counts.count)
    for (index, count) in counts.enumerated() {
      let bar = Double(count) / most * Double(height)
      for row in 0..<height {
        let block = EighthBlocks.column(height: bar, below: height - 1 - row, theme: theme)
        let text = String(repeating: block, count: columns)
        canvas.write(text, row: row, column: index * columns, style: theme.style(.first))
      }
    }
    let width = min(size.columns, columns * counts.count)
    let style = theme.style(.faint)
    canvas.rule(row: height, column: 0, columns: width, style: style, theme: theme)
    canvas.write(DecimalText.short(low), row: height + 1, column: 0, style: style)
    let right = DecimalText.short(high)
    canvas.write(right, row: height + 1, column: width - right.utf8.count, style: style)
    return canvas
  }
}
