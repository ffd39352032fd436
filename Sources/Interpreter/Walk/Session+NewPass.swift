import NeuralNetwork

extension Session {
  /// What a pass follows from.
  var settingOfPass: Session {
    var setting = self
    setting.timeline = Timeline()
    setting.moment.pass = nil
    setting.moment.walk = nil
    return setting
  }

  /// A pass forward over samples, and what layers have counted and drawn by its end.
  func newPass(
    over indices: [Int]
  ) throws(Diagnostic) -> (pass: Pass, buffers: [Float], generator: MersenneTwister) {
    let data = try requireData()
    let plan = try plan(capacity: indices.count)
    var training = moment.training
    let pass = try Diagnostic.wording { () throws(NetworkError) in
      mode == .training
        ? try plan.forward(&training, data: data, indices: indices)
        : try plan.forward(
          parameters: network.parameters, buffers: network.buffers, data: data, indices: indices)
    }
    return (pass, training.network.buffers, training.generator)
  }

  /// No gradient reaches a frozen layer.
  func dropFrozen(_ gradients: inout [Float]) {
    for layer in moment.freezing.layers {
      for index in network.range(ofLayer: layer) { gradients[index] = 0 }
    }
  }

  /// Whether a pass over so many samples is computed as far as it is asked for only: where it is large,
  /// and each sample goes through the network without the others.
  func defersPass(over count: Int) -> Bool {
    let numbers = network.shapes.reduce(0) { $0 + $1.count } * count
    guard count > 1, numbers > Self.mostNumbersAtOnce else { return false }
    if layersThatDifferByMode.isEmpty { return true }
    return mode == .evaluation
      && !network.layers.contains { $0 is BatchNorm1d || $0 is BatchNorm2d }
  }

  /// So many are computed within a millisecond or two.
  private static let mostNumbersAtOnce = 1 << 17
}
