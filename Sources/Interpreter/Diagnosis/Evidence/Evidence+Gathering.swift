import NeuralNetwork

extension Evidence {
  /// How much of the evidence is needed.
  enum Depth {
    /// The network as it is.
    case present
    /// And where training leads and came from.
    case full
  }

  /// Multiplications of one forward pass that one examination may cost.
  private static let mostProducts = 30_000_000
  /// The rates at which a few steps are tried, as factors of the present one.
  private static let factors = [0.01, 0.1, 1, 10, 100, 1000]

  /// - Throws: where there is no network or no data.
  init(_ session: Session, depth: Depth = .full) throws(Diagnostic) {
    self.session = session
    let all = try session.requireData()
    let cost = session.network.productsPerSample
    let most = min(max(Self.mostProducts / max(cost, 1), 32), Self.mostSamples)
    samples = all.evenly(most)
    data = DataEvidence(
      all, samples, loss: session.loss, output: session.network.output)
    curve = CurveEvidence(session.curve)
    misfit = Self.misfit(session, all)
    guard misfit == nil else { return }
    do throws(NetworkError) {
      let plan = try TrainingPlan(
        network: session.network, loss: session.loss, capacity: samples.count,
        memoryLimit: Session.memoryLimit)
      try gatherPass(plan)
      if depth == .full, session.loss != nil, !session.network.parameters.isEmpty {
        gatherCourses(plan, cost: cost)
      }
    } catch {
      // What a lesson may not do says nothing about the network.
      if case .tooMuchWork = error { throw Diagnostic(error) }
      misfit = error
    }
  }

  private static func misfit(_ session: Session, _ data: Dataset) -> NetworkError? {
    let network = session.network
    guard let input = network.input, let output = network.output else { return .noInput }
    guard input.count == data.inputShape.count else {
      return .inputMismatch(network: input, data: data.inputShape)
    }
    do throws(NetworkError) {
      try session.loss?.check(output: output, targets: data.targets)
    } catch {
      return error
    }
    return nil
  }

  private mutating func gatherPass(_ plan: TrainingPlan) throws(NetworkError) {
    let network = session.network
    var state = session.training
    let indices = Array(0..<samples.count)
    var pass: Pass
    if samples.count > 1 {
      // As training sees it: with dropout and the batch's own statistics.
      pass = try plan.forward(&state, data: samples, indices: indices)
    } else {
      pass = try plan.forward(
        parameters: network.parameters, buffers: network.buffers, data: samples, indices: indices)
    }
    state = session.training
    state.zeroGradients()
    if session.loss != nil {
      try plan.backward(
        &pass, parameters: network.parameters, data: samples, gradients: &state.gradients)
      for layer in session.frozenLayers {
        for place in network.range(ofLayer: layer) { state.gradients[place] = 0 }
      }
      gradients = state.gradients
      var moment = session.moment
      moment.training = state
      try? moment.withOptimizerInForce { state throws(Diagnostic) in state.updateParameters() }
      state = moment.training
      update = zip(state.network.parameters, network.parameters).map { $0 - $1 }
    }
    layers = network.layers.indices.map { LayerEvidence($0, network, pass) }
    for slice in network.slices where slice.shape.count > 1 {
      // The first array of a layer that is more than a row stands for it.
      guard layers[slice.layer].weightNorm == nil else { continue }
      layers[slice.layer].weightNorm = LayerEvidence.norm(network.parameters[slice.range])
      guard !gradients.isEmpty else { continue }
      let gradient = LayerEvidence.norm(gradients[slice.range])
      layers[slice.layer].weightGradientNorm = gradient
      layers[slice.layer].weightGradientSize = gradient / Double(slice.range.count).squareRoot()
      layers[slice.layer].weightUpdateNorm = LayerEvidence.norm(update[slice.range])
    }
    let evaluation = try plan.evaluate(
      parameters: network.parameters, buffers: network.buffers, data: samples)
    loss = evaluation.loss
    accuracy = evaluation.accuracy
    outputs = evaluation.outputs
  }

  private mutating func gatherCourses(_ plan: TrainingPlan, cost: Int) {
    let size = min(session.batchSize ?? samples.count, samples.count)
    let steps = min(max(Self.mostProducts / 2 / max(cost * size, 1), 5), 40)
    let samples = samples
    func tried(from moment: Moment, _ loss: Double?, _ factors: [Double]) -> [Course] {
      guard let loss, loss.isFinite else { return [] }
      return factors.compactMap { factor in
        Course(
          moment, factor: factor, plan: plan, samples: samples, steps: steps, before: loss)
      }
    }
    courses = tried(from: session.moment, loss, Self.factors)
    guard curve.steps > 0, !doesWell else { return }
    for (commands, moment) in session.trainingOrigins {
      var past = session
      past.moment = moment
      guard let before = try? Evidence(past, depth: .present), before.isFinite,
        before.layers.count == layers.count
      else { continue }
      // Where it was worse than now, training had gone wrong before.
      if let then = before.loss, let now = loss, now.isFinite, then > 1.5 * now { continue }
      origin = Origin(
        commands: commands, rate: moment.training.optimizer.learningRate,
        steps: session.step - moment.training.step, loss: before.loss, layers: before.layers,
        network: moment.training.network,
        courses: tried(from: moment, before.loss, [0.01, 0.1, 1]))
      return
    }
  }
}

extension Session {
  fileprivate static let mostCommandsBack = 30

  /// The moments before the latest training commands on this network, the latest first, and how many
  /// commands `undo` would take back to reach each.
  fileprivate var trainingOrigins: [(commands: Int, moment: Moment)] {
    var origins: [(Int, Moment)] = []
    var later = curve.count
    for (distance, entry) in pastMoments(Self.mostCommandsBack).enumerated() {
      let moment = entry.moment
      guard moment.training.network.hasSameStructure(as: network), moment.data == self.moment.data,
        moment.curve.count <= later, origins.count < 4
      else { break }
      if moment.curve.count < later { origins.append((distance + 1, moment)) }
      later = moment.curve.count
    }
    return origins
  }
}

extension Network {
  /// Roughly how many multiplications one sample takes on its way forward.
  var productsPerSample: Int {
    layers.indices.reduce(0) { sum, index in
      let own = slices.filter { $0.layer == index && $0.shape.count > 1 }
      let output = layers[index].outputShape
      return sum + output.count
        + own.reduce(0) { $0 + $1.range.count * max(output.count / max($1.shape[0], 1), 1) }
    }
  }
}

extension Dataset {
  /// At most so many samples, from the first to the last at even distances.
  func evenly(_ most: Int) -> Dataset {
    guard count > most else { return self }
    return subset((0..<most).map { $0 * count / most })
  }
}
