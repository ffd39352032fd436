import Canvas
import Interpreter
import NeuralNetwork

/// The loss of every training step, and of the held-out samples where there are any.
enum LossPicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .plot, name: "loss",
    summary: "the loss of every training step, and on held-out samples",
    subject: .session, needs: [.losses])

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    let curve = scene.session.curve
    guard curve.count > 0 else { throw NoPicture("nothing has been trained yet: try train 20") }
    let loss = scene.session.loss.map { " (\($0.label))" } ?? ""
    var series = [LineChart.Series("training", points: curve.points)]
    let tests = curve.tests.compactMap { test in
      test.loss.map { SIMD2(Double(test.step), $0) }
    }
    if !tests.isEmpty { series.append(LineChart.Series("held out", points: tests)) }
    var chart = LineChart(series, title: "loss\(loss)", xTitle: "step")
    if chart.chosenScale == .logarithmic { chart.title += ", logarithmic" }
    return chart.canvas(size: scene.size, theme: scene.theme)
  }
}

extension LossCurve {
  /// Of a stretch of steps its greatest, least and last loss, so that a spike is seen.
  var points: [SIMD2<Double>] {
    var points: [SIMD2<Double>] = []
    points.reserveCapacity(3 * buckets.count)
    var step = 0
    for bucket in buckets {
      step += bucket.steps
      let x = Double(step)
      if bucket.steps > 1 {
        points.append([x, Double(bucket.highest)])
        points.append([x, Double(bucket.lowest)])
      }
      points.append([x, Double(bucket.last)])
    }
    return points
  }
}
