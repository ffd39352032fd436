import NeuralNetwork

extension Illnesses {
  /// Neurons of a hidden layer that compute the same and learn the same.
  ///
  /// - Source: Goodfellow, Bengio, Courville 2016, §8.4: initial parameters must break the symmetry.
  static let symmetry = Illness(
    "symmetry",
    meaning:
      "Neurons with equal weights and equal gradients stay equal for ever: they are one neuron."
  ) { evidence in
    let hidden = evidence.weighted.filter { layer in
      !evidence.isOutput(layer.index) && layer.units > 1
        && (evidence.network.layers[layer.index] is Linear || layer.kind.hasPrefix("conv"))
    }
    guard !hidden.isEmpty, !evidence.gradients.isEmpty else { return .absent }
    let twins = hidden.map { ($0, evidence.distinctUnits($0.index)) }
    let alike = twins.filter { $0.1.distinct < $0.1.all }
    guard let worst = alike.max(by: { $0.1.all - $0.1.distinct < $1.1.all - $1.1.distinct }) else {
      return .well(
        twins.map { "\($0.1.all) different neurons in l\($0.0.index)" }.joined(separator: ", "))
    }
    let sentences = alike.map { layer, units in
      let name = evidence.name(layer.index)
      return units.distinct == 1
        ? "all \(units.all) neurons of \(name) have equal weights, biases and gradients"
        : "of the \(units.all) neurons of \(name), only \(units.distinct) differ in weights, biases "
          + "or gradients"
    }
    let one = alike.count == 1 ? ["init layer=l\(worst.0.index)"] : []
    return .ill(
      Symptoms(
        worst.1.distinct == 1 ? .certain : .likely, sentences, remedies: one + ["init"]))
  }
}

extension Evidence {
  /// How many neurons of a layer differ from one another in weights, biases or their gradients.
  fileprivate func distinctUnits(_ index: Int) -> (distinct: Int, all: Int) {
    let own = network.slices.filter { $0.layer == index }
    guard let units = own.first?.shape.first, units > 1 else { return (1, 1) }
    var seen: Set<[Float]> = []
    for unit in 0..<units {
      var key: [Float] = []
      for slice in own where slice.shape.first == units {
        let width = slice.range.count / units
        let start = slice.range.lowerBound + unit * width
        key += network.parameters[start..<start + width]
        // A gradient differs in its last bits where sums were taken in another order.
        let scale = gradients[slice.range].map(\.magnitude).max() ?? 0
        key += gradients[start..<start + width].map {
          scale > 0 ? ($0 / scale * 1e5).rounded() : 0
        }
      }
      seen.insert(key)
    }
    return (seen.count, units)
  }
}
