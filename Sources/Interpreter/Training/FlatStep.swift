import NeuralNetwork

extension Session {
  /// What a learner must know who trains through the perceptron's step, which has no slope.
  var remarkOnStep: String? {
    guard let step = network.layers.indices.last(where: { network.layers[$0] is Step }),
      network.range(ofLayer: step).lowerBound > 0
    else { return nil }
    let layers = network.layers.indices.filter { index in
      index < step && !network.range(ofLayer: index).isEmpty
    }
    let names = layers.map { "l\($0)" }.joined(separator: ", ")
    return "mind: l\(step) step is flat, so its gradient is 0 everywhere, and \(names) "
      + "\(layers.count == 1 ? "learns" : "learn") nothing. replace \(step) sigmoid has a slope; or "
      + "remove \(step), loss perceptron and optimizer perceptron: the perceptron's own rule"
  }
}
