/// Ends a training once the loss has stopped getting better.
///
/// A loss is better where it is below the best one by more than `minDelta`. After `patience` losses
/// in a row that are not, training should stop. What is not a number is never better.
///
/// - Source: Prechelt, "Early Stopping — But When?", 1998; parameters as in Keras,
///   `keras.callbacks.EarlyStopping`.
public struct EarlyStopping: Sendable, Equatable {
  /// What one more loss says.
  public enum Verdict: Sendable, Equatable {
    /// It is the best one so far.
    case better
    /// It is not, for the `count`th time in a row.
    case waiting(count: Int)
    /// It is not, and patience is at its end.
    case stop
  }

  /// How many losses in a row may be no better.
  public let patience: Int
  /// By how much a loss must be smaller, to be better.
  public let minDelta: Double
  /// The smallest loss observed; nil before the first.
  public private(set) var best: Double?
  /// How many losses were observed before the best one.
  public private(set) var bestIndex: Int?
  /// How many losses were observed.
  public private(set) var count = 0

  /// - Parameters:
  ///   - patience: how many losses in a row may be no better; at least 1.
  ///   - minDelta: by how much a loss must be smaller, to be better.
  public init(patience: Int, minDelta: Double = 0) {
    self.patience = max(patience, 1)
    self.minDelta = minDelta
  }

  /// Whether training should stop.
  public var shouldStop: Bool { waited >= patience }

  private var waited: Int { count - (bestIndex.map { $0 + 1 } ?? 0) }

  /// Takes in one more loss, usually that of held-out samples after an epoch.
  @discardableResult
  public mutating func observe(_ loss: Double) -> Verdict {
    count += 1
    if loss < (best ?? .infinity) - minDelta {
      best = loss
      bestIndex = count - 1
      return .better
    }
    return shouldStop ? .stop : .waiting(count: waited)
  }
}
