/// How the losses of single values, or of samples, become one number.
package enum Reduction: String, Sendable, Equatable {
  case mean
  case sum

  /// To be listed by every loss, behind its own.
  static let setting = Setting(
    "reduction", kind: .choice(["mean", "sum"]), default: .choice("mean"),
    summary: "whether the loss is the mean or the sum over the batch")

  init(_ settings: Settings) {
    self = settings.choice("reduction") == "sum" ? .sum : .mean
  }

  /// What each single gradient is multiplied by.
  func share(of count: Int) -> Float { self == .sum ? 1 : 1 / Float(count) }

  /// The loss, of the sum of all `count`.
  func value(_ sum: Float, of count: Int) -> Float { self == .sum ? sum : sum / Float(count) }

  /// ["reduction=\"sum\""] where it is not the mean.
  var arguments: [String] { self == .sum ? ["reduction=\"sum\""] : [] }
}

/// A loss that can be the mean or the sum over the batch.
protocol ReducedLoss: Loss {
  var reduction: Reduction { get }
}

extension ReducedLoss {
  package var isSum: Bool { reduction == .sum }
}
