extension TrainingState {
  /// The same state in memory of its own, copied by as many threads as new plans use.
  ///
  /// An array that is only shared is copied by the thread that next writes to it, alone, while the
  /// others wait; with hundreds of thousands of parameters that takes as long as training steps.
  package func copied(by threads: Threads = .current) -> TrainingState {
    var copy = self
    copy.network.parameters = network.parameters.copied(by: threads)
    copy.replaceArrays { $0.copied(by: threads) }
    return copy
  }
}

extension [Float] {
  /// The same numbers in memory of their own.
  fileprivate func copied(by threads: Threads) -> [Float] {
    withUnsafeBufferPointer { source in
      [Float](unsafeUninitializedCapacity: source.count) { target, count in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        count = source.count
        guard threads.count > 1, source.count >= threads.leastWork else {
          return to.initialize(from: from, count: count)
        }
        SharedTask(threads) { items, _ in
          (to + items.lowerBound).initialize(from: from + items.lowerBound, count: items.count)
        }.run(count, step: 1 << 14)
      }
    }
  }
}
