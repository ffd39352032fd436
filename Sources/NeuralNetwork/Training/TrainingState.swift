/// Everything that training changes: a value, so that keeping an old one is going back in time.
public struct TrainingState: Sendable {
  /// Structure and parameters.
  public var network: Network
  /// As long as `network.parameters`; `backward` adds to it.
  public var gradients: [Float] {
    get { knownGradients ?? zeros }
    set { knownGradients = newValue }
    _modify {
      var gradients = knownGradients ?? zeros
      knownGradients = nil
      defer { knownGradients = gradients }
      yield &gradients
    }
  }
  /// Nil while all are zero: what has not been trained, and every moment that is kept of it, needs no
  /// memory for them.
  private var knownGradients: [Float]?
  /// Nil before one is chosen.
  public var loss: (any Loss)?
  /// How gradients change the parameters.
  public var optimizer: any Optimizer
  /// One array for each of `optimizer.stateNames`, as long as the parameters.
  public var optimizerState: [[Float]] {
    get { knownState ?? optimizer.stateNames.map { _ in zeros } }
    set { knownState = newValue }
    _modify {
      var state = knownState ?? optimizer.stateNames.map { _ in zeros }
      knownState = nil
      defer { knownState = state }
      yield &state
    }
  }
  /// Nil while all are zero.
  private var knownState: [[Float]]?
  /// Updates done.
  public var optimizerSteps: Int
  /// Draws parameters and the order of the samples.
  public var generator: MersenneTwister
  /// Where training stands in its way through the samples.
  public var cursor: BatchCursor
  /// Training steps done.
  public var step: Int

  /// A state in which nothing has been trained, with plain `sgd` where no optimizer is chosen.
  public init(
    network: Network = Network(), loss: (any Loss)? = nil,
    optimizer: (any Optimizer)? = nil, generator: MersenneTwister
  ) {
    self.network = network
    self.loss = loss
    self.optimizer = optimizer ?? SGD(settings: [:])
    optimizerSteps = 0
    self.generator = generator
    cursor = BatchCursor()
    step = 0
    fitToNetwork()
  }

  /// Makes gradients and the optimizer's arrays anew, all zero: to be called when the network's
  /// structure has changed.
  public mutating func fitToNetwork() {
    knownGradients = nil
    resetOptimizer()
  }

  /// Chooses an optimizer, with nothing remembered from the one before.
  public mutating func setOptimizer(_ optimizer: any Optimizer) {
    self.optimizer = optimizer
    resetOptimizer()
  }

  /// One update by the optimizer with the gradients as they are.
  public mutating func updateParameters() {
    optimizerSteps += 1
    var (gradients, state) = takeArrays()
    optimizer.update(
      parameters: &network.parameters, gradients: &gradients, state: &state,
      step: optimizerSteps)
    (knownGradients, knownState) = (gradients, state)
  }

  /// Hands out gradients and the optimizer's arrays, to be changed where they lie and put back.
  mutating func takeArrays() -> (gradients: [Float], optimizerState: [[Float]]) {
    defer { (knownGradients, knownState) = (nil, nil) }
    return (gradients, optimizerState)
  }

  /// Puts another array in the place of each that is kept of gradients and the optimizer's arrays.
  mutating func replaceArrays(_ other: ([Float]) -> [Float]) {
    (knownGradients, knownState) = (knownGradients.map(other), knownState?.map(other))
  }

  /// Sets all gradients to zero.
  public mutating func zeroGradients() {
    knownGradients = nil
  }

  private mutating func resetOptimizer() {
    knownState = nil
    optimizerSteps = 0
  }

  private var zeros: [Float] { [Float](repeating: 0, count: network.parameters.count) }

  /// The numbers that are kept of gradients and the optimizer's arrays.
  package var arraysKept: [[Float]] { [knownGradients ?? []] + (knownState ?? []) }
}

extension TrainingState: Equatable {
  /// Whether training goes on alike from both.
  public static func == (left: TrainingState, right: TrainingState) -> Bool {
    let sameLoss =
      if let mine = left.loss, let other = right.loss {
        mine.isEqual(to: other)
      } else {
        left.loss == nil && right.loss == nil
      }
    return sameLoss && left.network == right.network && left.gradients == right.gradients
      && left.optimizer.isEqual(to: right.optimizer)
      && left.optimizerState == right.optimizerState
      && left.optimizerSteps == right.optimizerSteps && left.generator == right.generator
      && left.cursor == right.cursor && left.step == right.step
  }
}

/// Where training stands in its way through the samples: to be made anew when the data change.
public struct BatchCursor: Sendable, Equatable {
  /// The order of the samples in this epoch; empty where batches are the whole data.
  public var permutation: [Int] = []
  /// How many samples of this epoch have been read.
  public var position = 0
  /// Epochs finished.
  public var epoch = 0

  /// At the start of the first epoch.
  public init() {}
}
