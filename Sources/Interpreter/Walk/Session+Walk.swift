import NeuralNetwork

/// Beginning a pass, and leaving what it leaves: the same for a pass at once and for a walk.
extension Session {
  /// How a walk names the place behind the last layer.
  var lossStage: Int { network.layers.count }

  /// The last place on the way forward.
  private var lastStage: Int { loss == nil ? lossStage - 1 : lossStage }

  /// How many neurons the layer has; the loss counts as one.
  func neurons(ofStage stage: Int) -> Int {
    stage == lossStage ? 1 : network.layers[stage].outputShape.count
  }

  /// Computes a pass forward and stands at its beginning.
  mutating func beginForward() throws(Diagnostic) {
    try requireNetwork()
    let data = try requireData()
    let indices = presentBatch(of: data)
    let batch: BatchPass
    var (buffers, generator) = (network.buffers, moment.training.generator)
    if defersPass(over: indices.count) {
      let plan = try plan(capacity: indices.count)
      try Diagnostic.wording { () throws(NetworkError) in
        try plan.check(data)
        try plan.checkRoomToWalk()
      }
      batch = BatchPass(over: indices, in: self)
    } else {
      let made = try newPass(over: indices)
      (batch, buffers, generator) = (BatchPass(made.pass), made.buffers, made.generator)
    }
    if mustCheckProbabilities { try checkProbabilities(batch.outputs) }
    moment.walk = Walk(
      .forward, batch, following: sample, buffers: buffers, generator: generator,
      hadGradients: hasGradients, from: 0)
    moment.pass = nil
    moment.passWentBack = false
  }

  /// Computes the way back of the last pass and stands at its beginning, the loss.
  mutating func beginBackward() throws(Diagnostic) {
    guard loss != nil else { throw Diagnostic(NetworkError.noLoss) }
    guard let forward = moment.pass else {
      throw Diagnostic(
        "backward needs a forward pass of the network as it is now; in PyTorch there would be no "
          + "graph to go back through", hint: "forward")
    }
    guard !moment.passWentBack else {
      throw Diagnostic(
        "this forward pass has gone backward already; PyTorch frees its graph and raises an error",
        hint: "forward")
    }
    let before = gradients
    let batch: BatchPass
    if forward.isDeferred {
      batch = BatchPass(back: forward, in: self)
    } else {
      let data = try requireData()
      let plan = try plan(capacity: forward.count)
      var (pass, after) = (forward.whole, before)
      try Diagnostic.wording { () throws(NetworkError) in
        try plan.backward(
          &pass, parameters: network.parameters, data: data, gradients: &after)
      }
      dropFrozen(&after)
      batch = BatchPass(pass, gradients: after)
    }
    moment.walk = Walk(
      .backward, batch, following: sample, buffers: network.buffers,
      generator: moment.training.generator, gradientsBefore: before,
      addsUp: moment.gradientsAreUsed, hadGradients: hasGradients, from: lossStage)
  }

  /// Goes to the beginning of the next layer, or ends the walk.
  ///
  /// - Returns: what the pass says at its end; nil where it goes on.
  mutating func finishLayer() -> Outcome? {
    guard var walk = moment.walk else { return nil }
    let layer = walk.cursor.layer
    switch walk.direction {
    case .forward:
      guard layer < lastStage else { return finishPass() }
      walk.cursor = Walk.Cursor(layer: layer + 1)
    case .backward:
      if layer < lossStage { addGradients(ofLayer: layer, walk) }
      guard layer > 0 else { return finishPass() }
      walk.cursor = Walk.Cursor(layer: layer - 1)
      walk.inputGradients = []
    }
    moment.walk = walk
    return nil
  }

  /// Leaves what the whole pass leaves, wherever the cursor is.
  mutating func finishPass() -> Outcome? {
    guard let walk = moment.walk else { return nil }
    moment.walk = nil
    moment.pass = walk.batch
    switch walk.direction {
    case .forward:
      moment.passWentBack = false
      moment.training.network.buffers = walk.buffers
      moment.training.generator = walk.generator
      return .note(forwardSummary(walk.batch))
    case .backward:
      moment.passWentBack = true
      moment.training.gradients = walk.batch.gradients
      moment.hasGradients = true
      moment.gradientsAreUsed = true
      moment.accumulation.addPass()
      return backwardSummary(added: walk.addsUp)
    }
  }

  /// The layer's gradients as the whole way back leaves them, of all samples.
  private mutating func addGradients(ofLayer layer: Int, _ walk: Walk) {
    let range = network.range(ofLayer: layer)
    guard !range.isEmpty else { return }
    // Of a large batch they are computed when somebody asks for them.
    if !walk.batch.isDeferred {
      moment.training.gradients.replaceSubrange(range, with: walk.batch.gradients[range])
    }
    moment.hasGradients = true
    moment.gradientsAreUsed = true
  }

  private func forwardSummary(_ pass: BatchPass) -> String {
    let all = trainingData?.count ?? pass.count
    let samples =
      pass.count == all
      ? counted(pass.count, "sample")
      : "\(pass.count) of \(all) samples"
    let loss = pass.loss.map { "loss \(NumberText.decimal(Double($0)))" } ?? "no loss chosen yet"
    let mode =
      layersThatDifferByMode.isEmpty
      ? "" : self.mode == .training ? " · mode train" : " · mode eval"
    return "forward: \(samples) · \(loss)\(mode)"
  }

  private func backwardSummary(added: Bool) -> Outcome {
    let norm = gradients.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    let count = gradients.count
    var outcome = Outcome.note(
      "backward: gradients of \(counted(count, "parameter")) · norm "
        + NumberText.decimal(norm))
    if added {
      outcome.reports.append(
        .note("they were added to the gradients from before: zero_grad keeps passes apart"))
    }
    if let remark = remarkOnStep { outcome.reports.append(.note(remark)) }
    return outcome
  }

  /// The batch that `forward` reads: drawn as `train` would draw it, and kept until `step`, so that
  /// forward, backward and step are one step of `train`, bit for bit.
  private mutating func presentBatch(of data: Dataset) -> [Int] {
    if isFullBatch { return Array(0..<data.count) }
    if let drawn = moment.drawnBatch { return drawn }
    let size = min(moment.batchSize ?? data.count, data.count)
    if moment.training.cursor.permutation.count != data.count
      || moment.training.cursor.position >= data.count
    {
      moment.training.cursor.permutation = moment.training.generator.permutation(data.count)
      moment.training.cursor.position = 0
    }
    let start = moment.training.cursor.position
    let end = min(start + size, data.count)
    let drawn = Array(moment.training.cursor.permutation[start..<end])
    moment.training.cursor.position = end
    if end == data.count { moment.training.cursor.epoch += 1 }
    moment.drawnBatch = drawn
    return drawn
  }
}
