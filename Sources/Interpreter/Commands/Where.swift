import NeuralNetwork

extension Commands {
  static let `where` = CommandDeclaration(
    "where", purpose: .walk, effect: .looks,
    summary: "says where the walk stands, and what comes next",
    example: "where",
    setup: "input 2; add linear 2; add sigmoid; data xor; forward neuron",
    pytorch: "# no counterpart: a pass runs at once, there is no place within it"
  ) { session, _, _ in
    .note(session.whereabouts)
  }
}

extension Session {
  fileprivate var whereabouts: String {
    guard let walk = moment.walk else {
      guard !network.layers.isEmpty else { return "there is no network to walk through yet" }
      guard moment.pass != nil else { return "no pass has begun: forward layer begins one" }
      if passWentBack {
        return "the pass has gone forward and back: step changes the weights, forward begins anew"
      }
      return loss == nil
        ? "the pass has gone forward; without a loss there is no way back: loss mse"
        : "the pass has gone forward: backward layer begins the way back"
    }
    let cursor = walk.cursor
    let stages = lossStage + (loss == nil ? 0 : 1)
    var lines = [
      "\(walk.direction.rawValue) · \(followedSampleText(in: walk)) of \(walk.count) in the "
        + "batch · \(placeText(cursor.layer))"
    ]
    let neurons = neurons(ofStage: cursor.layer)
    var next = "next is "
    if cursor.operation > 0, let walked = try? WalkedNeuron(self, walk) {
      next += "operation \(cursor.operation + 1) of \(walked.steps.count) of "
    }
    next += cursor.layer == lossStage ? "the loss" : "neuron n\(cursor.neuron) of \(neurons)"
    lines.append(next)
    let left = walk.direction == .forward ? stages - cursor.layer - 1 : cursor.layer
    lines.append(
      left == 0
        ? "nothing comes behind this layer"
        : "\(counted(left, "more layer")) "
          + "behind it\(walk.direction == .forward && loss != nil ? ", the loss counted" : "")")
    return lines.joined(separator: "\n")
  }
}
