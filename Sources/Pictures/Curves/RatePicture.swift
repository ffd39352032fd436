import Canvas
import Interpreter
import NeuralNetwork

/// The learning rate that a schedule makes: what has been, and what is to come.
enum RatePicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .plot, name: "lr", summary: "the learning rate of a schedule, so far and to come",
    subject: .session, needs: [.schedule])

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    guard let scheduled = scene.session.scheduledRates else {
      throw NoPicture("no schedule is in force: try schedule cosine t_max=50")
    }
    let points = scheduled.rates.enumerated().map { SIMD2(Double($0.offset), $0.element) }
    let done = Array(points.prefix(scheduled.present + 1))
    let ahead = Array(points.dropFirst(scheduled.present))
    let series =
      done.count > 1
      ? [LineChart.Series("so far", points: done), LineChart.Series("to come", points: ahead)]
      : [LineChart.Series("to come", points: ahead)]
    let label = scene.session.schedule.map { " (\($0.label))" } ?? ""
    return LineChart(
      series, title: "lr\(label)", xTitle: scheduled.unit, scale: .linear
    ).canvas(size: scene.size, theme: scene.theme)
  }
}
