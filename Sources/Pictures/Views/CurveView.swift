import Canvas
import Interpreter

/// A curve that a command has computed.
enum CurveView {
  private static let widest = 76
  private static let mostRows = 14

  static func canvas(_ curve: PlottedCurve, width: Int, rows: Int, theme: Theme) -> Canvas {
    var title = curve.title
    if curve.isLogarithmic { title += ", logarithmic" }
    let chart = LineChart(
      [LineChart.Series(curve.title, points: curve.points)], title: title, xTitle: curve.xTitle,
      scale: curve.isLogarithmic ? .logarithmic : .linear, labelsLastValues: false)
    return chart.canvas(
      size: Size(columns: min(width, widest), rows: max(1, min(rows, mostRows))), theme: theme)
  }
}
