import NeuralNetwork

extension Illnesses {
  /// Layers of weights with nothing bent between them.
  ///
  /// - Source: Goodfellow, Bengio, Courville 2016, §6.1: a product of matrices is a matrix.
  static let noNonlinearity = Illness(
    "no nonlinearity",
    meaning: "Weighted sums of weighted sums are weighted sums: the layers are one layer."
  ) { evidence in
    let pairs = evidence.linearPairs
    guard let (first, second) = pairs.first else {
      guard evidence.weighted.count > 1 else { return .absent }
      return .well("a bent function between all \(evidence.weighted.count) layers of weights")
    }
    let layers = evidence.network.layers
    var sentence =
      "between \(evidence.name(first)) and \(evidence.name(second)) there is no "
      + "activation function"
    if let a = layers[first] as? Linear, let b = layers[second] as? Linear, second == first + 1 {
      let many =
        evidence.network.range(ofLayer: first).count
        + evidence.network.range(ofLayer: second).count
      sentence +=
        ": \(many) parameters for what one linear \(a.inputs)→\(b.outputs) can do with "
        + "\((a.inputs + 1) * b.outputs)"
    }
    // From the back, so that the places in front stay what they are.
    let repairs = pairs.reversed().map { "insert \($0.1) \(evidence.fittingActivation)" }
    return .ill(
      Symptoms(.certain, [sentence], remedies: [repairs.joined(separator: "; ")]))
  }
}

extension Evidence {
  /// Layers of weights that follow each other with nothing but rearranging between them.
  fileprivate var linearPairs: [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var open: Int?
    for (index, layer) in network.layers.enumerated() {
      if layer is Linear || layer is Conv2d || layer is Conv1d {
        if let first = open { pairs.append((first, index)) }
        open = index
      } else if !(layer is Flatten || layer is Dropout || layer is BatchNorm1d
        || layer is BatchNorm2d)
      {
        open = nil
      }
    }
    return pairs
  }
}
