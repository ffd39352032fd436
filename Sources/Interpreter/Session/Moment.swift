import NeuralNetwork

/// All that a command can change and `undo` can bring back: one moment of a session.
///
/// A value. Its arrays are shared with the moment before until one of the two changes, so that
/// keeping a moment costs only what the next command rewrites.
struct Moment: Sendable, Equatable {
  var seed: UInt64
  /// Network, gradients, loss, optimizer, generator and batch cursor.
  var training: TrainingState
  var data: LearningData?
  /// Nil where each step reads all samples.
  var batchSize: Int?
  /// What changes the learning rate as training goes on.
  var schedule: ScheduleInForce?
  /// The layers that keep their weights.
  var freezing = Freezing()
  /// How `forward` runs.
  var mode = Mode.training
  /// The samples that `forward` drew and that no `step` has used up yet.
  var drawnBatch: [Int]?
  /// The last forward pass, if the network, the loss and the data are still what they were then.
  var pass: BatchPass?
  /// Whether `backward` has gone through `pass`.
  var passWentBack = false
  /// The walk through a pass that has begun and not come to its end. On the way forward there is no
  /// `pass` yet; on the way back there is one without gradients.
  var walk: Walk?
  /// Whether `gradients` hold something: from the first `backward` or `train` on.
  var hasGradients = false
  /// Whether something was added to the gradients since they were last zero.
  var gradientsAreUsed = false
  /// Backward passes and steps since the gradients were last zero.
  var accumulation = Accumulation()
  /// Loss and accuracy on all training samples, if nothing has changed since they were computed.
  var evaluation: KnownEvaluation?
  var curve = LossCurve()
  var variables: [String: Variable] = [:]
  /// How the variables that are single numbers were computed.
  var tape = ScalarTape()
  /// The sample that pictures and explanations follow.
  var sample = 0
  /// Which training this is, from the first: a new one begins where weights are drawn anew or layers
  /// come or go.
  var run = 1
  /// What is shown after each command.
  var watches: [Watch] = []
  /// What stops a training.
  var breaks: [Watch] = []

  init(seed: UInt64) {
    self.seed = seed
    training = TrainingState(generator: MersenneTwister(seed: seed))
  }

  /// To be called by whatever changes a parameter, the loss or the data: numbers that were
  /// computed before are of another network.
  mutating func forgetResults() {
    forgetPass()
    evaluation = nil
  }

  /// The walk begins anew.
  mutating func forgetPass() {
    pass = nil
    passWentBack = false
    walk = nil
  }

  /// To be called when layers have come or gone: what was learned about the old ones is void.
  mutating func networkWasRebuilt() {
    training.fitToNetwork()
    beginTrainingAnew()
  }

  /// No steps done, nothing remembered of earlier ones.
  mutating func beginTrainingAnew() {
    training.zeroGradients()
    if training.step > 0 { run += 1 }
    training.step = 0
    training.cursor = BatchCursor()
    drawnBatch = nil
    chooseOptimizer(training.optimizer)
    hasGradients = false
    gradientsAreUsed = false
    accumulation = Accumulation()
    curve = LossCurve()
    forgetResults()
  }
}

/// What became of the gradients since they were last zero.
struct Accumulation: Sendable, Equatable {
  /// How often `backward` has added to them.
  var passes = 0
  /// How often `step` has used them.
  var steps = 0
  /// Whether a pass was added to what a step had used already.
  var isStale = false
  /// How many steps went along old and new gradients together.
  var staleSteps = 0

  mutating func addPass() {
    passes += 1
    isStale = isStale || steps > 0
  }

  mutating func addStep() {
    steps += 1
    if isStale { staleSteps += 1 }
  }
}

/// Loss and accuracy of one network on one data set.
struct KnownEvaluation: Sendable, Equatable {
  var loss: Double?
  var accuracy: Double?
}

/// What `let` has named.
public struct Variable: Sendable, Equatable {
  /// Its value when it was named.
  public var value: Value
  /// How it was worked out.
  public var expression: Expression
  /// Its node on the tape, where it is a single number.
  public var node: Int?
}
