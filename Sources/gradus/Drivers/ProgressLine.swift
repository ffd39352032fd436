import Canvas
import Interpreter

/// One line that says how far a training run is, written over itself.
final class ProgressLine {
  private var shownColumns = 0

  /// The bytes that replace what the line showed.
  func rewrite(_ progress: TrainingProgress, columns: Int) -> String {
    // The last column stays free, so that the cursor never wraps.
    let text = Self.text(progress, columns: columns - 1)
    let blanks = max(0, min(shownColumns, columns - 1) - text.count)
    shownColumns = text.count
    return "\r" + text + String(repeating: " ", count: blanks) + (blanks > 0 ? "\r" + text : "")
  }

  /// The bytes that leave an empty line.
  func erase() -> String {
    defer { shownColumns = 0 }
    return shownColumns == 0 ? "" : "\r" + String(repeating: " ", count: shownColumns) + "\r"
  }

  /// "step 1,200 of 5,000, epoch 3, loss 0.0312, 8,200 steps/s, 3 s left, ^C stops": what fits,
  /// the least telling parts left out first. All ASCII, so that columns are characters.
  static func text(_ progress: TrainingProgress, columns: Int) -> String {
    var parts = progress.sweep.map { place(of: $0, loss: progress.loss) } ?? place(progress)
    if progress.isReplay { parts.insert(("doing again what you did", 8), at: 0) }
    parts += progress.watched.map { (ascii($0.text), 5) }
    if progress.stepsPerSecond.isFinite, progress.stepsPerSecond > 0 {
      let rate = progress.stepsPerSecond
      let number = rate < 10 ? fixed(rate, digits: 1) : grouped(Int(min(rate, 1e15)))
      parts.append((number + " steps/s", 2))
    }
    if let remaining = progress.remaining { parts.append(("\(duration(remaining)) left", 3)) }
    parts.append(("^C stops", 4))
    func line() -> String { parts.map(\.text).joined(separator: ", ") }
    while parts.count > 1, line().count > columns {
      let lightest = parts.indices.min { parts[$0].weight < parts[$1].weight }
      parts.remove(at: lightest ?? 0)
    }
    return String(line().prefix(max(0, columns)))
  }

  /// What a learner has typed may hold anything.
  private static func ascii(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.isASCII && $0.value >= 32 ? Character($0) : "?" })
  }

  private static func place(_ progress: TrainingProgress) -> [(text: String, weight: Int)] {
    let step = grouped(progress.step)
    return [
      (progress.totalSteps.map { "step \(step) of \(grouped($0))" } ?? "step \(step)", 7),
      ("epoch \(grouped(progress.epoch))", 1),
      ("loss \(fixed(progress.loss))", 6),
    ]
  }

  /// "13 of 60 trainings done, best loss 0.0123"
  private static func place(
    of sweep: SweepProgress, loss: Double
  ) -> [(text: String, weight: Int)] {
    [("\(grouped(sweep.done)) of \(grouped(sweep.total)) trainings done", 7)]
      + (loss.isFinite ? [("best loss \(fixed(loss))", 6)] : [])
  }

  static func grouped(_ number: Int) -> String {
    var digits = Substring(String(number.magnitude))
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = digits.dropLast(3)
    }
    groups.insert(digits, at: 0)
    return (number < 0 ? "-" : "") + groups.joined(separator: ",")
  }

  static func duration(_ duration: Duration) -> String {
    let seconds = max(0, Int(duration.components.seconds))
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds / 60 % 60) min"
  }

  private static func fixed(_ number: Double, digits: Int = 4) -> String {
    guard number.isFinite, number.magnitude < 1e9 else { return "\(number)" }
    let scale = digits == 4 ? 10_000 : 10
    let scaled = Int((number.magnitude * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return (number < 0 ? "-" : "") + "\(scaled / scale).\(zeros)\(fraction)"
  }
}
