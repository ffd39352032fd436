public import NeuralNetwork

/// Everything a learner has built and trained so far, as one value.
///
/// The only way to change it is `run`. Keeping a copy is going back in time, trying on a copy is a
/// fork; copies share what they have in common.
public struct Session: Sendable, Equatable {
  var moment: Moment
  var timeline = Timeline()
  /// The verbs of the commands that ran so far; `undo` does not take any back. A lesson empties it
  /// where a step begins, if it asks what was used in that step.
  public var usedVerbs: Set<String> = []
  /// What is watched, as it was after the last command: it may take long to work out, and the status
  /// line is drawn with each key.
  public internal(set) var watched: [WatchedValue] = []
  /// The last command that was no question about PyTorch or to the help.
  var lastCommand: String?

  /// An empty session, whose random numbers follow from `seed`.
  public init(seed: UInt64 = 0) {
    moment = Moment(seed: seed)
  }
}

/// Facts, for pictures, for the status line and for lessons.
extension Session {
  /// The seed that all random numbers follow from.
  public var seed: UInt64 { moment.seed }
  /// Layers and parameters.
  public var network: Network { moment.training.network }
  /// ∂loss/∂parameters, as `backward` has added them up; as long as `network.parameters`.
  public var gradients: [Float] { gradientsOfWalk ?? moment.training.gradients }
  /// Whether `gradients` hold something: from the first `backward` or `train` on.
  public var hasGradients: Bool { moment.hasGradients }
  /// All that training changes, as the engine has it.
  package var training: TrainingState { moment.training }
  /// The loss that was chosen.
  public var loss: (any Loss)? { moment.training.loss }
  /// The optimizer in force.
  public var optimizer: any Optimizer { moment.training.optimizer }
  /// The samples to learn from, as the network reads them.
  public var trainingData: Dataset? { moment.data?.train }
  /// The samples held out, as the network reads them.
  public var testData: Dataset? { moment.data?.test }
  /// The samples to learn from as they were loaded: without feature expressions and standardisation,
  /// which `trainingData` has.
  public var rawTrainingData: Dataset? { moment.data?.rawTrain }
  /// The samples held out as they were loaded.
  public var rawTestData: Dataset? { moment.data?.rawTest }
  /// The learning rate of the update to come: the optimizer's own, or what the schedule makes of it.
  public var learningRate: Double { moment.learningRate }
  /// What changes the learning rate, if anything does.
  public var schedule: (any Schedule)? { moment.schedule?.schedule }
  /// The layers that keep their weights, in order.
  public var frozenLayers: [Int] { moment.freezing.layers }
  /// How `forward` runs.
  public var mode: Mode { moment.mode }
  /// Samples a step; nil where each step reads all.
  public var batchSize: Int? { moment.batchSize }
  /// The last forward pass, and backward pass where its gradients are not empty, if they are of the
  /// network and the data as they are now.
  public var pass: Pass? { moment.pass?.whole }
  /// The sample that pictures and explanations follow, counted within the pass.
  public var sample: Int { moment.sample }
  /// The losses of all steps.
  public var curve: LossCurve { moment.curve }
  /// Training steps done.
  public var step: Int { moment.training.step }
  /// Passes through all training samples done.
  public var epoch: Int { moment.training.cursor.epoch }
  /// What `let` has named.
  public var variables: [String: Variable] { moment.variables }
  /// How those of them that are single numbers were computed, and their gradients.
  public var tape: ScalarTape { moment.tape }
  /// How many commands can be undone.
  public var undoDepth: Int { timeline.index }
  /// How many can be redone.
  public var redoDepth: Int { timeline.future.count }
  /// The names of marked moments, in the order in which they were named.
  public var markNames: [String] { timeline.marks.map(\.name) }
}
