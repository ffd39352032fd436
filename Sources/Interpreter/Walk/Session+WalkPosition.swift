import NeuralNetwork

extension Session {
  /// "sample 2/4", "backward", "l0 linear", "n1", "op mul 2/5": the place in a walk, for the status
  /// line. Empty where there is none.
  var walkPosition: [String] {
    guard let walk = moment.walk else { return [] }
    let cursor = walk.cursor
    let all = trainingData?.count ?? walk.count
    var pieces = [
      "\(followedSampleText(in: walk))/\(all)", walk.direction.rawValue,
    ]
    if cursor.layer == lossStage {
      pieces.append("loss \(loss?.label ?? "")")
    } else {
      pieces.append(
        "l\(cursor.layer) \(type(of: network.layers[cursor.layer]).declaration.name)")
      pieces.append("n\(cursor.neuron)")
    }
    if cursor.operation > 0, let walked = try? WalkedNeuron(self, walk),
      walked.steps.indices.contains(cursor.operation)
    {
      let step = walked.steps[cursor.operation]
      pieces.append("op \(step.shortName) \(cursor.operation + 1)/\(walked.steps.count)")
    }
    return pieces
  }
}
