import NeuralNetwork

/// The training samples in numbers.
struct DataEvidence {
  /// Mean and standard deviation of each input value.
  let means: [Double]
  let deviations: [Double]
  /// √ of the mean square of all input values.
  let inputSize: Double
  /// The part of each class, or of "no" and "yes"; empty where the targets are quantities.
  let classShares: [Double]
  /// Smallest and greatest target; nil where they are classes.
  let targetRange: ClosedRange<Double>?
  /// Whether every target is 0 or 1.
  let targetsAreBinary: Bool
  /// Of quantities.
  let targetDeviation: Double
  /// The loss of the best answer that is the same for every sample; nil where it is not known.
  let baseline: Double?

  var largestShare: Double { classShares.max() ?? 0 }
  var smallestShare: Double { classShares.min() ?? 0 }

  init(_ data: Dataset, _ samples: Dataset, loss: (any Loss)?, output: Shape?) {
    let width = max(data.inputShape.count, 1)
    var sums = [Double](repeating: 0, count: width)
    var squares = sums
    for (place, value) in samples.inputs.enumerated() {
      sums[place % width] += Double(value)
      squares[place % width] += Double(value) * Double(value)
    }
    let count = Double(max(samples.count, 1))
    let averages = sums.map { $0 / count }
    means = averages
    deviations = zip(squares, averages).map { max($0 / count - $1 * $1, 0).squareRoot() }
    inputSize = (squares.reduce(0, +) / (count * Double(width))).squareRoot()

    switch data.targets {
    case .classes(let classes, let count):
      var counts = [Int](repeating: 0, count: count)
      for label in classes { counts[Int(label)] += 1 }
      classShares = counts.map { Double($0) / Double(max(classes.count, 1)) }
      targetRange = nil
      targetsAreBinary = false
      targetDeviation = 0
    case .values(let values, let width):
      let isBinary = values.allSatisfy { $0 == 0 || $0 == 1 }
      let isSigned = values.allSatisfy { $0.magnitude == 1 }
      let ones = Double(values.count { $0 == 1 }) / Double(max(values.count, 1))
      classShares = width == 1 && (isBinary || isSigned) ? [1 - ones, ones] : []
      targetRange = values.min().flatMap { low in
        values.max().map { Double(low)...Double($0) }
      }
      targetsAreBinary = isBinary
      let mean = values.reduce(0) { $0 + Double($1) } / Double(max(values.count, 1))
      targetDeviation =
        (values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        / Double(max(values.count, 1))).squareRoot()
    }
    baseline = Self.baseline(samples, loss: loss, output: output)
  }

  /// The loss of the mean target, in the form that the loss reads.
  private static func baseline(
    _ samples: Dataset, loss: (any Loss)?, output: Shape?
  ) -> Double? {
    guard let loss, let output, !(loss is PerceptronCriterion) else { return nil }
    let answer: [Double]
    switch samples.targets {
    case .classes(let classes, let count):
      var counts = [Double](repeating: 0, count: count)
      for label in classes { counts[Int(label)] += 1 }
      answer = counts.map { Elementary.log(max($0, 1e-9) / Double(max(classes.count, 1))) }
    case .values(let values, let width):
      var sums = [Double](repeating: 0, count: width)
      for (place, value) in values.enumerated() { sums[place % width] += Double(value) }
      let means = sums.map { $0 / Double(max(samples.count, 1)) }
      if loss is BinaryCrossEntropyWithLogits {
        answer = means.map { mean in
          let p = min(max(mean, 1e-6), 1 - 1e-6)
          return Elementary.log(p / (1 - p))
        }
      } else {
        answer = loss is Hinge ? means.map { _ in 0 } : means
      }
    }
    guard answer.count == output.count else { return nil }
    let outputs = (0..<samples.count).flatMap { _ in answer.map { Float($0) } }
    let value = try? loss.evaluate(
      outputs: outputs, shape: output, targets: samples.targets
    ).value
    return value.map(Double.init)
  }
}
