import NeuralNetwork

extension Commands {
  static let forward = CommandDeclaration(
    "forward", purpose: .walk, effect: .changes,
    summary: "sends the batch through the network, layer by layer, and measures the loss",
    notes: [
      "Without batch, the batch is all training samples. With one, the next batch is drawn, and "
        + "it stays the same until step.",
      "It runs in training mode, in which dropout draws; mode eval changes that.",
    ],
    example: "forward",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "output = net(x); loss = loss_fn(output, y)"
  ) { session, arguments, _ throws(Diagnostic) in
    let range = arguments.statement.range
    do throws(Diagnostic) {
      try session.requireNetwork()
      let data = try session.requireData()
      let indices = session.presentBatch(of: data)
      let plan = try session.plan(capacity: indices.count)
      let network = session.network
      let pass = try Diagnostic.wording { () throws(NetworkError) in
        session.mode == .training
          ? try plan.forward(&session.moment.training, data: data, indices: indices)
          : try plan.forward(
            parameters: network.parameters, buffers: network.buffers, data: data, indices: indices)
      }
      try session.checkProbabilities(pass.outputs.last ?? [])
      session.moment.pass = pass
      session.moment.passWentBack = false
      let samples =
        pass.count == data.count
        ? "\(pass.count) \(pass.count == 1 ? "sample" : "samples")"
        : "\(pass.count) of \(data.count) samples"
      let loss = pass.loss.map { "loss \(NumberText.decimal(Double($0)))" } ?? "no loss chosen yet"
      let mode =
        session.layersThatDifferByMode.isEmpty
        ? "" : session.mode == .training ? " · mode train" : " · mode eval"
      return .note("forward: \(samples) · \(loss)\(mode)")
    } catch {
      throw error.placed(at: range)
    }
  }
}

extension Session {
  /// The batch that `forward` reads: drawn as `train` would draw it, and kept until `step`, so that
  /// forward, backward and step are one step of `train`, bit for bit.
  fileprivate mutating func presentBatch(of data: Dataset) -> [Int] {
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
