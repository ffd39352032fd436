import NeuralNetwork

/// The session as a PyTorch script: network, data as it is prepared, loss, optimizer, schedule, and
/// the loop that `train` is.
struct PyTorchScript {
  private let session: Session

  init(_ session: Session) {
    self.session = session
  }

  var lines: [String] {
    let network = PyTorchNetwork(session.network)
    var lines = network.definitions.flatMap { [$0, ""] }
    lines += network.lines
    for layer in session.frozenLayers {
      if let address = network.address(ofLayer: layer) {
        lines.append("\(address).requires_grad_(False)")
      }
    }
    lines += preparation
    if let loss = session.loss { lines.append("loss_fn = \(loss.pytorch)") }
    lines.append("optimizer = \(session.optimizer.pytorch)")
    if let schedule = session.schedule { lines.append("scheduler = \(schedule.pytorch)") }
    if session.loss != nil, session.trainingData != nil { lines += loop }
    return lines
  }

  private var preparation: [String] {
    guard let data = session.moment.data, data.isPrepared else { return [] }
    var lines: [String] = []
    if let features = data.features {
      lines.append("# x holds, for each sample: \(features.texts.joined(separator: ", "))")
    }
    if data.isStandardised {
      lines.append("mean, std = x.mean(0), x.std(0, correction=0)")
      lines.append("x = (x - mean) / std  # and x_test by the same mean and std")
    }
    return lines
  }

  private var loop: [String] {
    let perStep = session.moment.schedule?.unit == .step
    let step =
      ["optimizer.zero_grad()", "loss = loss_fn(net(x), y)", "loss.backward()"]
      + session.optimizer.gradientRules.pytorch + ["optimizer.step()"]
      + (session.schedule != nil && perStep ? ["scheduler.step()"] : [])
    var lines = [""]
    if let size = session.batchSize, !session.isFullBatch {
      lines.append(
        "loader = DataLoader(TensorDataset(x, y), batch_size=\(size), shuffle=True)")
      lines += ["for epoch in range(10):", "    for x, y in loader:"]
      lines += step.map { "        \($0)" }
    } else {
      lines.append("for epoch in range(10):")
      lines += step.map { "    \($0)" }
    }
    if session.schedule != nil, !perStep { lines.append("    scheduler.step()") }
    return lines
  }
}
