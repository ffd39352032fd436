extension Dataset {
  /// The samples in random order: that of `torch.randperm` after `torch.manual_seed(seed)`.
  public func shuffled(seed: UInt64) -> Dataset {
    var generator = MersenneTwister(seed: seed)
    return subset(generator.permutation(count))
  }

  /// Two parts: samples to learn from, and samples held out, each with one at least.
  ///
  /// The generator is the split's own: what is drawn elsewhere stays as it is.
  ///
  /// - Parameters:
  ///   - part: the share to learn from, between 0 and 1; the count is rounded.
  ///   - seed: of the shuffle beforehand, as `shuffled(seed:)`; nil leaves the order as it is.
  /// - Throws: `DataError.tooFewToSplit`.
  public func split(
    _ part: Double, seed: UInt64?
  ) throws(DataError) -> (training: Dataset, test: Dataset) {
    guard count > 1 else { throw .tooFewToSplit(count: count) }
    var order = Array(0..<count)
    if let seed {
      var generator = MersenneTwister(seed: seed)
      order = generator.permutation(count)
    }
    // Zero, too, where the part is no number.
    let wanted = part > 0 ? (Double(count) * min(part, 1)).rounded() : 0
    let first = min(max(Int(wanted), 1), count - 1)
    return (subset(Array(order[..<first])), subset(Array(order[first...])))
  }
}
