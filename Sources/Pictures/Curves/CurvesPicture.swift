import Canvas
import Interpreter

/// The losses of two moments or runs in one plot, the first solid, the second dashed.
enum CurvesPicture: Picture {
  static let declaration = PictureDeclaration(
    verb: .plot, name: "curves",
    summary: "the losses of two runs or marks in one plot: plot curves run1 run2",
    subject: .moments)

  /// Stretches that the longer curve is cut into where it has more steps.
  private static let stretches = 60

  static func draw(_ scene: Scene) throws(NoPicture) -> Canvas {
    var curves: [(name: String, curve: LossCurve)] = []
    for name in scene.request.moments {
      guard let curve = scene.session.curve(upTo: name) else {
        throw NoPicture("there is no \(name) any more: try history")
      }
      curves.append((name, curve))
    }
    // The losses of batches jump: two such curves would hide each other, their means do not.
    let longest = curves.map(\.curve.count).max() ?? 0
    let stretch = max(1, (longest + stretches - 1) / stretches)
    let series = curves.map { name, curve in
      LineChart.Series(
        curve.count == 0 ? "\(name): not trained" : name,
        points: curve.means(ofSteps: stretch))
    }
    guard series.contains(where: { !$0.points.isEmpty }) else {
      throw NoPicture("nothing has been trained there: try train 20")
    }
    let title = stretch == 1 ? "loss" : "loss, means of \(stretch) steps"
    var chart = LineChart(series, title: title, xTitle: "step")
    if chart.chosenScale == .logarithmic { chart.title += ", logarithmic" }
    return chart.canvas(size: scene.size, theme: scene.theme)
  }
}

extension LossCurve {
  /// The mean loss of each stretch of so many steps, at its last step; the last may be shorter.
  func means(ofSteps length: Int) -> [SIMD2<Double>] {
    var points: [SIMD2<Double>] = []
    var (step, sum, steps) = (0, 0.0, 0)
    for bucket in buckets {
      step += bucket.steps
      sum += Double(bucket.last) * Double(bucket.steps)
      steps += bucket.steps
      guard steps >= length || step == count else { continue }
      points.append([Double(step), sum / Double(steps)])
      (sum, steps) = (0, 0)
    }
    return points
  }
}
