import NeuralNetwork

/// Which layers keep their parameters, and how many updates each layer has missed so far.
struct Freezing: Sendable, Equatable {
  /// The optimizer's updates when the layer was frozen, by the layer's index.
  private var since: [Int: Int] = [:]
  /// The updates that the layer missed in earlier times of being frozen.
  private var missed: [Int: Int] = [:]

  /// Whether no layer is frozen, or ever was.
  var isEmpty: Bool { since.isEmpty && missed.isEmpty }
  /// The frozen layers, in order.
  var layers: [Int] { since.keys.sorted() }

  func contains(_ layer: Int) -> Bool { since[layer] != nil }

  mutating func freeze(_ layer: Int, at step: Int) {
    if since[layer] == nil { since[layer] = step }
  }

  mutating func thaw(_ layer: Int, at step: Int) {
    guard let start = since.removeValue(forKey: layer) else { return }
    if step > start { missed[layer, default: 0] += step - start }
  }

  /// The optimizer counts from zero again: nothing is missed yet.
  mutating func restart() {
    missed = [:]
    since = since.mapValues { _ in 0 }
  }

  /// A layer came to stand at `index` (`by` is 1), or the one there went (−1).
  mutating func shift(from index: Int, by difference: Int) {
    func shifted(_ counts: [Int: Int]) -> [Int: Int] {
      var result: [Int: Int] = [:]
      for (layer, count) in counts where difference > 0 || layer != index {
        result[layer >= index ? layer + difference : layer] = count
      }
      return result
    }
    since = shifted(since)
    missed = shifted(missed)
  }

  /// `optimizer`, which leaves the frozen layers of `network` alone.
  func applied(to optimizer: any Optimizer, network: Network) -> any Optimizer {
    if isEmpty { return optimizer }
    var stretches: [PartialOptimizer.Stretch] = []
    for layer in network.layers.indices {
      let range = network.range(ofLayer: layer)
      let (isFrozen, missed) = (contains(layer), missed[layer] ?? 0)
      if range.isEmpty { continue }
      if let last = stretches.last, last.isFrozen == isFrozen, last.missed == missed {
        stretches[stretches.count - 1].range = last.range.lowerBound..<range.upperBound
      } else {
        stretches.append(.init(range, isFrozen: isFrozen, missed: missed))
      }
    }
    return PartialOptimizer(optimizer, stretches: stretches)
  }
}

extension Moment {
  /// The optimizer of the update to come: at the rate in force, without the frozen layers.
  private var optimizerInForce: any Optimizer {
    var optimizer = training.optimizer
    optimizer.learningRate = learningRate
    return freezing.applied(to: optimizer, network: training.network)
  }

  /// Runs `body` on the state with the optimizer of the update to come in the place of the chosen
  /// one.
  mutating func withOptimizerInForce<Result>(
    _ body: (inout TrainingState) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let chosen = training.optimizer
    training.optimizer = optimizerInForce
    defer { training.optimizer = chosen }
    return try body(&training)
  }

  /// Chooses an optimizer, which remembers nothing; a schedule counts from here.
  mutating func chooseOptimizer(_ optimizer: any Optimizer) {
    training.setOptimizer(optimizer)
    freezing.restart()
    restartSchedule()
  }

  /// No gradient reaches a frozen layer, as PyTorch computes none.
  mutating func dropFrozenGradients() {
    for layer in freezing.layers {
      for index in training.network.range(ofLayer: layer) { training.gradients[index] = 0 }
    }
  }
}
