/// Bars and sparklines in eighths of a cell.
public enum EighthBlocks {
  private static let rising = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let growing = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let risingASCII = ["_", ".", "-", "*", "^"]

  /// A bar from the left, `share` (0…1) of `columns` long; in ASCII of `=`.
  public static func bar(_ share: Double, columns: Int, theme: Theme) -> String {
    guard columns > 0 else { return "" }
    let share = share.isNaN ? 0 : max(0, min(1, share))
    if theme.isASCII {
      return String(repeating: "=", count: Int((share * Double(columns)).rounded()))
    }
    let eighths = Int((share * Double(columns) * 8).rounded())
    return String(repeating: "█", count: eighths / 8) + growing[eighths % 8]
  }

  /// One row of the column of a bar chart: how much of the cell that begins `below` cells over
  /// the floor is filled when the bar is `height` cells tall.
  public static func column(height: Double, below: Int, theme: Theme) -> String {
    let filled = max(0, min(1, height - Double(below)))
    if theme.isASCII { return filled > 0.75 ? "#" : filled > 0.25 ? ":" : filled > 0 ? "." : " " }
    return rising[Int((filled * 8).rounded(.up))]
  }

  /// A curve in one row: the mean of the values of each column, from the lowest to the highest.
  ///
  /// Values that are not numbers show as `!`.
  public static func sparkline(_ values: [Double], columns: Int, theme: Theme) -> String {
    guard columns > 0, !values.isEmpty else { return "" }
    let columns = min(columns, values.count)
    let means = (0..<columns).map { column -> Double in
      let part = values[
        (column * values.count / columns)..<((column + 1) * values.count / columns)]
      return part.reduce(0, +) / Double(part.count)
    }
    let finite = means.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else {
      return String(repeating: "!", count: columns)
    }
    let steps = theme.isASCII ? risingASCII : Array(rising.dropFirst())
    return means.map { mean in
      guard mean.isFinite else { return "!" }
      let share = high > low ? (mean - low) / (high - low) : 0.5
      return steps[Int((share * Double(steps.count - 1)).rounded())]
    }.joined()
  }
}
