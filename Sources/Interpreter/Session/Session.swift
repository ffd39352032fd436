/// Everything a learner has built and trained so far, as one value.
public struct Session: Sendable, Equatable {
  /// The seed that all random numbers follow from.
  public var seed: UInt64

  public init(seed: UInt64 = 0) {
    self.seed = seed
  }
}
