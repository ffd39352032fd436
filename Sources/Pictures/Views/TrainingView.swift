import Canvas
import Interpreter
import NeuralNetwork

/// How a training run went: what was done, the curve of the loss in one row, the results.
///
///     20 epochs, 80 steps: loss 0.7031 → 0.0123
///     ▇▆▅▄▃▂▁▁▁▁
///     accuracy 100% · test loss 0.0150 · test accuracy 97.5%
enum TrainingView {
  static func canvas(_ report: TrainingReport, width: Int, theme: Theme) -> Canvas {
    var lines = ending(report, theme: theme).wrapped(to: width)
    if report.losses.count > 1 {
      let curve = EighthBlocks.sparkline(report.losses, columns: min(width, 60), theme: theme)
      lines.append(StyledText(curve, style: theme.style(.first)))
    }
    let results = results(report, theme: theme)
    if !results.isEmpty { lines += results.wrapped(to: width) }
    for remark in report.remarks { lines += theme.text(remark).wrapped(to: width) }
    return Canvas(lines: lines, width: width)
  }

  private static func ending(_ report: TrainingReport, theme: Theme) -> StyledText {
    let done = "\(epochs(report.epochs)), \(counted(report.steps, "step"))"
    var line = StyledText()
    switch report.ending {
    case .finished: line.append(done)
    case .reached(let condition):
      line.append(theme.tick(true))
      line.append(theme.text("reached \(condition) after \(done)"))
    case .missed(let condition):
      line.append(theme.text("\(condition) was not reached in \(done)"))
    case .interrupted:
      line.append("stopped after \(done); what was learned is kept")
    case .lostPatience(let reason):
      line.append(theme.text("stopped early after \(done), as \(reason)"))
    case .halted(let reason):
      line.append(theme.text("stopped after \(done): \(reason)"))
      return line
    case .broke(let condition, let step, let values):
      line.append(theme.text("stopped at step \(step), as \(condition)", style: theme.style(.ask)))
      let texts = values.map(\.text).joined(separator: ", ")
      if !texts.isEmpty { line.append(theme.text(" (\(texts))")) }
      line.append(theme.text(", after \(done)"))
    case .diverged(let step):
      line.append("the loss is no number any more since step \(step)", style: theme.style(.bad))
      line.append(", after \(done)")
    }
    let losses = [report.lossBefore, report.loss].compactMap { $0.map { NumberText.decimal($0) } }
    if !losses.isEmpty {
      line.append(": loss ")
      line.append(theme.text(losses.joined(separator: " → "), style: theme.style(.strong)))
    }
    return line
  }

  private static func epochs(_ count: Double) -> String {
    let text = count == count.rounded() ? DecimalText.fixed(count, 0) : DecimalText.fixed(count, 2)
    return "\(text) \(text == "1" ? "epoch" : "epochs")"
  }

  private static func results(_ report: TrainingReport, theme: Theme) -> StyledText {
    let parts = [
      report.accuracy.map { "accuracy \(percent($0))" },
      report.testLoss.map { "test loss \(NumberText.decimal($0))" },
      report.testAccuracy.map { "test accuracy \(percent($0))" },
    ].compactMap { $0 }
    return theme.text(parts.joined(separator: " · "))
  }

  /// "100%", "97.5%"; never 100% when it is not.
  static func percent(_ share: Double) -> String {
    if share == 1 { return "100%" }
    return DecimalText.fixed(min(share * 100, 99.9), 1) + "%"
  }
}
