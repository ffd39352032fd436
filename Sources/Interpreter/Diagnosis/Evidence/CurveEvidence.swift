import NeuralNetwork

/// The losses of the steps so far, and what the held-out samples said meanwhile.
struct CurveEvidence {
  /// Steps done.
  let steps: Int
  /// Whether the last loss was no finite number.
  let hasDiverged: Bool
  /// Means of the losses of stretches of equal length, at most 64, the oldest first.
  let stretches: [Double]
  /// The last losses, each of one step where the curve still knows them.
  let last: [Double]
  let tests: [LossCurve.Measurement]

  init(_ curve: LossCurve) {
    steps = curve.count
    hasDiverged = curve.buckets.last.map { !$0.last.isFinite } ?? false
    let losses = curve.buckets.map { Double($0.last) }
    last = Array(losses.suffix(6))
    let finite = losses.filter(\.isFinite)
    let width = max(1, (finite.count + 63) / 64)
    stretches = stride(from: 0, to: finite.count, by: width).map { start in
      let part = finite[start..<min(start + width, finite.count)]
      return part.reduce(0, +) / Double(part.count)
    }
    tests = curve.tests.filter { $0.loss?.isFinite ?? true }
  }

  var first: Double? { stretches.first }
  var latest: Double? { stretches.last }
  var best: Double? { stretches.min() }

  /// By how much the loss has changed over the last half, as a part of where it began there;
  /// below zero where it fell. Nil where there are too few steps to say.
  var changeOfLastHalf: Double? {
    guard steps >= 50, stretches.count >= 8 else { return nil }
    let half = stretches[(stretches.count / 2)...]
    // Means of quarters, as single batches differ.
    let quarter = max(half.count / 2, 1)
    let before = half.prefix(quarter).reduce(0, +) / Double(quarter)
    let after = half.suffix(quarter).reduce(0, +) / Double(quarter)
    return before > 0 ? (after - before) / before : nil
  }

  /// "0.6931, 0.7102, 3.4421"
  var lastText: String { last.map { NumberText.decimal($0) }.joined(separator: ", ") }
}
