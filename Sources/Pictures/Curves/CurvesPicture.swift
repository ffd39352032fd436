import Canvas
import Interpreter

/// The losses of two moments or runs in one plot, the first solid, the second dashed.
enum CurvesPicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .plot, name: "curves",
    summary: "the losses of two runs or marks in one plot: plot curves run1 run2",
    subject: .moments)

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    var series: [LineChart.Series] = []
    for name in scene.request.moments {
      guard let curve = scene.session.curve(upTo: name) else {
        throw NoPicture("there is no \(name) any more: try history")
      }
      let label = curve.count == 0 ? "\(name): not trained" : name
      series.append(LineChart.Series(label, points: curve.points))
    }
    guard series.contains(where: { !$0.points.isEmpty }) else {
      throw NoPicture("nothing has been trained there: try train 20")
    }
    var chart = LineChart(series, title: "loss", xTitle: "step")
    if chart.chosenScale == .logarithmic { chart.title += ", logarithmic" }
    return chart.canvas(size: scene.size, theme: scene.theme)
  }
}
