import NeuralNetwork

/// Where a number first left what 32 bits can hold.
struct Overflow {
  /// "l2 linear 4→1", "the gradient of l0.weight"
  let place: String
  /// A sentence with the numbers that led there.
  let sentence: String

  /// Products that repeating the steps before may cost.
  private static let mostProducts = 200_000_000

  /// Looks at the network as it is, or, where its parameters are spoiled already, as it was one step
  /// before.
  init?(_ evidence: Evidence) {
    let session = evidence.session
    if let spoiled = Self.spoiledParameter(session.network) {
      if let earlier = Self.before(evidence), let found = Self.inPass(earlier, evidence.samples) {
        self = found
      } else {
        place = spoiled
        sentence = "\(spoiled) holds numbers that are not finite"
      }
      return
    }
    guard let found = Self.inPass(session, evidence.samples) else { return nil }
    self = found
  }

  private init(place: String, sentence: String) {
    self.place = place
    self.sentence = sentence
  }

  private static func spoiledParameter(_ network: Network) -> String? {
    network.slices.first { slice in
      network.parameters[slice.range].contains { !$0.isFinite }
    }.map { "l\($0.layer).\($0.name)" }
  }

  /// The session one step before the last, worked out again from before the last command.
  private static func before(_ evidence: Evidence) -> Session? {
    let session = evidence.session
    guard let entry = session.pastMoments(1).first, let data = session.trainingData else {
      return nil
    }
    let steps = session.step - entry.moment.training.step - 1
    let size = min(entry.moment.batchSize ?? data.count, data.count)
    guard steps >= 0, entry.moment.training.network.hasSameStructure(as: session.network),
      steps * size * max(session.network.productsPerSample, 1) <= mostProducts
    else { return nil }
    var earlier = session
    earlier.moment = entry.moment
    var losses: [Float] = []
    let plan = try? TrainingPlan(
      network: session.network, loss: entry.moment.training.loss, capacity: size)
    _ = try? plan?.train(
      &earlier.moment.training, data: data, batchSize: entry.moment.batchSize, steps: steps,
      losses: &losses)
    return spoiledParameter(earlier.network) == nil ? earlier : nil
  }

  /// Forward from the first layer on, then back from the last, then the update.
  private static func inPass(_ session: Session, _ samples: Dataset) -> Overflow? {
    let network = session.network
    guard
      let plan = try? TrainingPlan(
        network: network, loss: session.loss, capacity: samples.count),
      var pass = try? plan.forward(
        parameters: network.parameters, buffers: network.buffers, data: samples,
        indices: Array(0..<samples.count))
    else { return nil }
    func largest(_ values: some Collection<Float>) -> String {
      NumberText.decimal(
        Double(values.filter(\.isFinite).map(\.magnitude).max() ?? 0), digits: 2)
    }
    for (index, layer) in network.layers.enumerated()
    where pass.outputs[index + 1].contains(where: { !$0.isFinite }) {
      let bad = pass.outputs[index + 1].count { !$0.isFinite }
      let weights = network.parameters[network.range(ofLayer: index)]
      let own = weights.isEmpty ? "" : ", its own parameters up to \(largest(weights))"
      return Overflow(
        place: "l\(index) \(layer.label)",
        sentence:
          "forward, l\(index) \(layer.label) is the first whose output is not finite: \(bad) "
          + "of \(pass.outputs[index + 1].count) values; its inputs are up to "
          + largest(pass.outputs[index]) + own)
    }
    guard let loss = pass.loss else { return nil }
    if !loss.isFinite {
      return Overflow(
        place: "loss \(session.loss?.label ?? "")",
        sentence: "forward, all layers are finite, up to \(largest(pass.outputs.last ?? [])), and "
          + "the loss of them is \(NumberText.decimal(Double(loss)))")
    }
    var gradients = [Float](repeating: 0, count: network.parameterCount)
    guard
      (try? plan.backward(
        &pass, parameters: network.parameters, data: samples, gradients: &gradients)) != nil
    else { return nil }
    if let slice = network.slices.last(where: { slice in
      gradients[slice.range].contains { !$0.isFinite }
    }) {
      return Overflow(
        place: "l\(slice.layer).\(slice.name).grad",
        sentence:
          "backward, l\(slice.layer).\(slice.name).grad is the first that is not finite; the "
          + "layer's outputs are up to \(largest(pass.outputs[slice.layer + 1]))")
    }
    var state = session.training
    state.gradients = gradients
    state.updateParameters()
    return spoiledParameter(state.network).map { name in
      Overflow(
        place: name,
        sentence: "the update is too large: \(session.optimizer.label) on gradients up to "
          + "\(largest(gradients)) makes \(name) overflow")
    }
  }
}
