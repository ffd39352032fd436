import NeuralNetwork

/// Going on in a walk, by a layer, a neuron or an operation.
extension Session {
  /// Does the next `count` pieces in that direction, as far as the pass goes.
  mutating func advance(
    _ direction: WalkDirection, by scale: WalkScale, count: Int = 1
  ) throws(Diagnostic) -> Outcome {
    var outcome = Outcome()
    var shown: [[Report]] = []
    var done = 0
    let isNew = moment.walk == nil
    try enter(direction)
    if isNew, let walk = moment.walk, !walk.batch.indices.contains(sample) {
      outcome.reports.append(.note(absence(from: walk)))
    }
    repeat {
      shown.append(try advanceOnce(by: scale))
      done += 1
      if shown.count > Self.mostPieces { shown.removeFirst() }
    } while done < count && moment.walk != nil
    if done > shown.count {
      outcome.reports.append(
        .note("… \(done - shown.count) more, of which the last \(shown.count) are shown"))
    }
    outcome.reports += shown.flatMap { $0 }
    if done < count {
      outcome.reports.append(
        .note("the pass ended after \(done) of \(count) \(scale.rawValue)s"))
    }
    return outcome
  }

  /// How many pieces of one command are shown, the last ones.
  private static let mostPieces = 12

  /// The rest of the pass.
  mutating func completePass(_ direction: WalkDirection) throws(Diagnostic) -> Outcome {
    try enter(direction)
    return finishPass() ?? Outcome()
  }

  /// Begins a walk in that direction, or goes on with the one that is there.
  private mutating func enter(_ direction: WalkDirection) throws(Diagnostic) {
    guard let walk = moment.walk else {
      switch direction {
      case .forward: try beginForward()
      case .backward: try beginBackward()
      }
      return
    }
    guard walk.direction != direction else { return }
    let place = placeText(walk.cursor.layer)
    switch direction {
    case .backward:
      throw Diagnostic(
        "the way forward has come to \(place) only: there is no loss yet to go back from; in PyTorch "
          + "neither", hint: "forward goes the rest of the way")
    case .forward:
      throw Diagnostic(
        "the way back has come to \(place) only, and its gradients are half done; in PyTorch "
          + "loss.backward() cannot be left halfway", hint: "backward goes the rest of the way")
    }
  }

  /// One piece, and what it says.
  private mutating func advanceOnce(by scale: WalkScale) throws(Diagnostic) -> [Report] {
    switch scale {
    case .layer: try advanceLayer()
    case .neuron: try advanceNeuron()
    case .op: try advanceOperation()
    }
  }

  private mutating func advanceLayer() throws(Diagnostic) -> [Report] {
    guard let walk = moment.walk else { return [] }
    let before = self
    var text = try LayerText(before, walk)
    let end = finishLayer()
    text.read(gradients)
    return [.note(text.lines.joined(separator: "\n"))] + (end?.reports ?? [])
  }

  private mutating func advanceNeuron() throws(Diagnostic) -> [Report] {
    guard var walk = moment.walk else { return [] }
    let trace = try WalkedNeuron(self, walk)
    let first = walk.cursor.operation
    let text = NeuronText(self, walk, trace)
    let lines = walk.direction == .forward ? text.forward : text.backward(from: first)
    apply(trace.steps[first...], to: &walk)
    let after = reachedNextNeuron(&walk)
    return [.note(lines.joined(separator: "\n"))] + after
  }

  private mutating func advanceOperation() throws(Diagnostic) -> [Report] {
    guard var walk = moment.walk else { return [] }
    let trace = try WalkedNeuron(self, walk)
    let index = walk.cursor.operation
    let lines = OperationText(self, walk, trace).lines(index)
    apply(trace.steps[index...index], to: &walk)
    walk.cursor.operation += 1
    let report = Report.note(lines.joined(separator: "\n"))
    guard walk.cursor.operation < trace.steps.count else {
      return [report] + reachedNextNeuron(&walk)
    }
    moment.walk = walk
    return [report]
  }

  /// Goes to the next neuron, or beyond the layer, and says what is finished by that.
  private mutating func reachedNextNeuron(_ walk: inout Walk) -> [Report] {
    let layer = walk.cursor.layer
    walk.cursor.neuron += 1
    walk.cursor.operation = 0
    moment.walk = walk
    guard walk.cursor.neuron == neurons(ofStage: layer) else { return [] }
    let others = walk.count - 1
    let end = finishLayer()
    var sentence = "\(placeText(layer)) is done"
    if others > 0 {
      let samples = others == 1 ? "the other sample" : "the other \(others) samples"
      sentence +=
        walk.direction == .forward
        ? ", for \(samples) of the batch too"
        : "; \(samples) of the batch \(others == 1 ? "is" : "are") added"
    }
    let isOneStep = neurons(ofStage: layer) == 1 && others == 0
    return (isOneStep ? [] : [.note(sentence)]) + (end?.reports ?? [])
  }

  /// Adds what these operations give to parameters and to the inputs of the layer.
  private mutating func apply(_ steps: ArraySlice<ScalarStep>, to walk: inout Walk) {
    guard walk.direction == .backward else { return }
    let layer = walk.cursor.layer
    let row = walk.row
    if walk.inputGradients.isEmpty {
      let width =
        layer == lossStage ? network.output?.count : network.layers[layer].inputShape.count
      walk.inputGradients = Array(repeating: 0, count: width ?? 0)
    }
    for operand in steps.lazy.flatMap(\.operands) {
      switch operand.address {
      case .parameter(let slice, let offset):
        guard !moment.freezing.contains(network.slices[slice].layer) else { continue }
        let place = network.slices[slice].range.lowerBound + offset
        moment.training.gradients[place] += Float(operand.contribution)
        moment.hasGradients = true
        moment.gradientsAreUsed = true
      case .value(layer, let index, row):
        walk.inputGradients[index] += operand.contribution
      default: break
      }
    }
  }

  /// "l0 linear 2→2", "the loss bce"
  func placeText(_ stage: Int) -> String {
    if stage == lossStage { return "the loss \(loss?.label ?? "")" }
    return "l\(stage) \(network.layers[stage].label)"
  }
}

/// The neuron at which a walk stands, expanded into its operations in the order of the walk.
struct WalkedNeuron {
  let trace: NeuronTrace
  let steps: [ScalarStep]
  /// ∂loss/∂neuron, where the walk goes back.
  let upstream: Double

  init(_ session: Session, _ walk: Walk) throws(Diagnostic) {
    try self.init(session, walk, neuron: walk.cursor.neuron)
  }

  init(_ session: Session, _ walk: Walk, neuron: Int) throws(Diagnostic) {
    let layer = walk.cursor.layer
    let row = walk.row
    let microscope = Microscope(
      network: session.network, pass: walk.pass, loss: session.loss,
      targets: session.trainingData?.targets)
    var trace: NeuronTrace
    if layer == session.lossStage {
      trace = try Diagnostic.wording { () throws(NetworkError) in
        try microscope.sampleLoss(row)
      }
      upstream = 1 / Double(max(walk.count, 1))
    } else {
      trace = microscope.neuron(layer: layer, index: neuron, sample: row)
      let width = session.neurons(ofStage: layer)
      upstream =
        walk.direction == .forward
        ? 0 : Double(walk.pass.outputGradients[layer + 1][row * width + neuron])
    }
    steps = walk.direction == .forward ? trace.forward : trace.backward(from: upstream)
    self.trace = trace
  }
}
