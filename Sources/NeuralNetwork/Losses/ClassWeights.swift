/// Which samples of classes count how much: what cross_entropy and nll have in common.
///
///     loss = Σ w[label] · loss of the sample / Σ w[label]        over samples whose label is not ignored
///
/// As a sum, nothing is divided.
///
/// - Source: PyTorch, `torch.nn.NLLLoss`.
package struct ClassWeights: Sendable, Equatable {
  /// The weight of each class; empty where all are 1.
  package let weights: [Double]
  /// Samples of this class count nothing.
  package let ignored: Int
  package let reduction: Reduction

  static let settings = [
    Setting(
      "weight", kind: .numbers(0...1e6), optional: true,
      summary: "how much each class counts: [1, 5]"),
    Setting(
      "ignore_index", kind: .integer(-1_000_000...1_000_000), default: .integer(-100),
      summary: "samples of this class count nothing"),
    Reduction.setting,
  ]

  init(_ settings: Settings) {
    weights = settings.numbers("weight")
    ignored = settings.integer("ignore_index") ?? -100
    reduction = Reduction(settings)
  }

  /// "weight=torch.tensor([1.0, 5.0])" and so on.
  var arguments: [String] {
    (weights.isEmpty ? [] : ["weight=torch.tensor(\(weights))"])
      + (ignored == -100 ? [] : ["ignore_index=\(ignored)"]) + reduction.arguments
  }

  /// How much a sample of that class counts; 0 where it is ignored.
  func weight(of label: Int32) -> Float {
    Int(label) == ignored ? 0 : weights.isEmpty ? 1 : Float(weights[Int(label)])
  }

  /// What the sum of the weighted losses is divided by.
  /// Samples without labels have probabilities, and count alike.
  func divisor(_ labels: [Int32], count: Int) -> Double {
    if reduction == .sum { return 1 }
    return labels.isEmpty ? Double(count) : labels.reduce(0) { $0 + Double(weight(of: $1)) }
  }

  /// Every sample counts alike.
  func isEven(_ buffers: LossBuffers) -> Bool {
    guard weights.isEmpty, buffers.readsClasses else { return false }
    for row in 0..<buffers.samples where Int(buffers.classes[row]) == ignored { return false }
    return true
  }

  /// What the sum is divided by.
  func divisor(_ buffers: LossBuffers) -> Float {
    guard reduction == .mean else { return 1 }
    guard buffers.readsClasses else { return Float(buffers.samples) }
    var sum: Float = 0
    for row in 0..<buffers.samples { sum += weight(of: buffers.classes[row]) }
    return sum
  }
}
