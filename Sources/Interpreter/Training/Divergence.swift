import NeuralNetwork

/// Why the loss of a training is not finite any more: the first layer with a number that is not, and
/// what grew until then.
struct Divergence {
  private let session: Session
  /// The weights before the training began.
  private let start: [Float]

  /// - Parameter start: the network's parameters before the training began.
  init(_ session: Session, from start: [Float]) {
    self.session = session
    self.start = start
  }

  private var network: Network { session.network }

  /// Sentences for the report.
  var remarks: [String] {
    [[first, growth].compactMap { $0 }.joined(separator: "; "), advice, way].compactMap { $0 }
  }

  private func name(_ layer: Int) -> String { "l\(layer) \(network.layers[layer].label)" }

  // MARK: The first number that is not finite

  private var first: String? {
    if network.parameters.allSatisfy(\.isFinite) { return firstOutput }
    // The gradients are those of the update that spoilt the weights; the way back begins at the end.
    if let layer = network.layers.indices.last(where: { !isFinite(session.gradients, $0) }) {
      return "\(name(layer)) is the first on the way back whose gradients are not finite, in step "
        + "\(session.step)"
    }
    guard let layer = network.layers.indices.first(where: { !isFinite(network.parameters, $0) })
    else { return nil }
    return "the update of step \(session.step) took the weights of \(name(layer)) beyond what 32 "
      + "bits can hold"
  }

  private func isFinite(_ values: [Float], _ layer: Int) -> Bool {
    values[network.range(ofLayer: layer)].allSatisfy(\.isFinite)
  }

  private var firstOutput: String? {
    guard let pass = try? session.passOverBatch() else { return nil }
    let layer = network.layers.indices.first { !pass.outputs[$0 + 1].allSatisfy(\.isFinite) }
    if let layer { return "\(name(layer)) is the first layer whose output is not finite" }
    guard let loss = session.loss, let greatest = pass.outputs.last.flatMap(Self.greatest) else {
      return nil
    }
    return "the outputs are still finite, up to \(Self.text(greatest)), and \(loss.label) of them "
      + "is not"
  }

  // MARK: What grew

  private static func greatest(_ values: some Sequence<Float>) -> Float? {
    values.lazy.map(abs).filter(\.isFinite).max()
  }

  private static func text(_ value: Float) -> String {
    NumberText.brief(Double(value))
  }

  /// The array of weights that grew most, if any grew.
  private var growth: String? {
    var most: (slice: ParameterSlice, before: Float, after: Float)?
    for slice in network.slices {
      guard let before = Self.greatest(start[slice.range]),
        let after = Self.greatest(network.parameters[slice.range]), after > 10 * before + 1,
        after > most?.after ?? 0
      else { continue }
      most = (slice, before, after)
    }
    return most.map { most in
      Advice.growth(
        of: "l\(most.slice.layer).\(most.slice.name)", from: Self.text(most.before),
        to: Self.text(most.after))
    }
  }

  private var advice: String? {
    let rate = session.optimizer.learningRate
    let inputs = session.trainingData.flatMap { Self.greatest($0.inputs) } ?? 0
    if inputs >= 100 {
      return Advice.divergence(largestInput: Self.text(inputs))
    }
    return Advice.divergence(rate: rate)
  }

  private var way: String { "undo brings back the state from before this train" }
}

extension Session {
  /// A pass over the batch that was read last, or over all samples where a batch is all of them.
  fileprivate func passOverBatch() throws(Diagnostic) -> Pass {
    let data = try requireData()
    var indices = Array(0..<data.count)
    let cursor = moment.training.cursor
    if !isFullBatch, cursor.permutation.count == data.count, cursor.position > 0 {
      let size = min(batchSize ?? data.count, data.count)
      let from = (cursor.position - 1) / size * size
      indices = Array(cursor.permutation[from..<cursor.position])
    }
    let plan = try plan(capacity: indices.count)
    return try Diagnostic.wording { () throws(NetworkError) in
      try plan.forward(
        parameters: network.parameters, buffers: network.buffers, data: data, indices: indices)
    }
  }
}
