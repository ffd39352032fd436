import NeuralNetwork

extension Session {
  /// Where the learner is, in short pieces, for a status line: the data, the place in the walk, the
  /// steps done, the loss if it is known, and what can be undone.
  public var position: [String] {
    var pieces = walkPosition
    if pieces.isEmpty, let data = trainingData {
      pieces.append("\(data.name) \(data.count)" + (testData.map { " + \($0.count)" } ?? ""))
    }
    if moment.walk == nil, moment.pass != nil {
      pieces.append(moment.passWentBack ? "backward done" : "forward done")
    }
    if mode == .evaluation { pieces.append("mode eval") }
    if !network.layers.isEmpty {
      pieces.append("step \(step)")
      if stepsPerEpoch > 1 { pieces.append("epoch \(epoch)") }
    }
    if let loss = knownLoss { pieces.append("loss \(NumberText.decimal(loss))") }
    pieces += watched.filter { $0.label != "loss" || knownLoss == nil }.map(\.text)
    if undoDepth > 0 { pieces.append("undo \(undoDepth)") }
    return pieces
  }

  /// The loss of the network as it is now, if it has been computed already.
  public var knownLoss: Double? { moment.knownLoss }

  /// What became of the gradients since they were last zero, and how far a walk has added to them. For
  /// tests.
  package var accumulationText: String {
    let sums = moment.walk.map { walk in
      "\(walk.addsUp) \(walk.inputGradients.map(\.bitPattern)) \(walk.gradientsBefore.map(\.bitPattern))"
    }
    return "\(moment.accumulation) \(moment.gradientsAreUsed) run \(moment.run) \(sums ?? "")"
  }

  /// Whether the last pass has gone backward too.
  public var passWentBack: Bool { moment.passWentBack }
}

extension Moment {
  /// The loss of the network as it is here, if it has been computed already.
  var knownLoss: Double? {
    if walk?.direction == .forward { return nil }
    if let loss = pass?.loss { return Double(loss) }
    return evaluation?.loss
  }
}
