/// The optimizer's work on one parameter, scalar by scalar: from the gradient, and what is kept of
/// earlier ones, to the parameter's next value.
public struct UpdateTrace: Sendable {
  /// Every operation.
  public internal(set) var graph = ScalarGraph()
  /// The parameter as it is.
  public let parameter: Int
  /// The gradient as `backward` has left it.
  public let given: Int
  /// The step size.
  public let learningRate: Int
  /// What is kept of earlier steps, a node for each of the optimizer's `stateNames`.
  public let state: [Int]
  /// How many updates there will have been after this one.
  public internal(set) var step: Int
  /// Of the parameter, in `Network.parameters`.
  let index: Int
  /// All that training changes, as it is before the update.
  let training: TrainingState
  /// The gradient that the optimizer reads: what the rules have left of it.
  public internal(set) var gradient: Int
  /// The parameter's next value.
  public private(set) var result: Int

  /// The update that the optimizer would do now.
  ///
  /// - Parameters:
  ///   - index: of the parameter, in `Network.parameters`.
  ///   - learningRate: where a schedule has changed it.
  public init(_ training: TrainingState, parameter index: Int, learningRate rate: Double? = nil) {
    let optimizer = training.optimizer
    step = training.optimizerSteps + 1
    self.index = index
    self.training = training
    graph.slices = training.network.slices
    parameter = graph.leaf(Double(training.network.parameters[index]), .part("w"))
    given = graph.leaf(Double(training.gradients[index]), .part("grad"))
    gradient = given
    learningRate = graph.leaf(rate ?? optimizer.learningRate, .part("lr"))
    var state: [Int] = []
    for (name, values) in zip(optimizer.stateNames, training.optimizerState) {
      state.append(graph.leaf(Double(values[index]), .part(name)))
    }
    self.state = state
    result = parameter
    gradient = optimizer.gradientRules.trace(in: &self)
    result = optimizer.trace(&self)
    graph.name(result, .part("new w"))
  }

  /// A setting: shown by its name, with its number.
  mutating func setting(_ name: String, _ value: Double) -> Int {
    graph.leaf(value, .part(name))
  }

  /// Gives a step of the way a name.
  mutating func named(_ name: String, _ node: Int) -> Int {
    graph.name(node, .part(name))
    return node
  }

  /// w − lr λ w
  mutating func shrunkParameter(_ weightDecay: Double) -> Int {
    let decay = setting("weight_decay", weightDecay)
    let part = graph.multiply(learningRate, decay)
    let pull = graph.multiply(part, parameter)
    let rest = graph.subtract(parameter, pull)
    return named("shrunk w", rest)
  }

  /// g = grad + λ w; the gradient itself where λ is 0.
  mutating func decayed(_ weightDecay: Double) -> Int {
    guard weightDecay != 0 else { return gradient }
    let decay = setting("weight_decay", weightDecay)
    let pull = graph.multiply(decay, parameter)
    let sum = graph.add(gradient, pull)
    return named("g", sum)
  }
}
