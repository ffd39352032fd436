import NeuralNetwork

extension Illnesses {
  /// ReLU neurons that are 0 for every sample, so that no gradient comes through.
  ///
  /// Single ones are common and do no harm: at the start, up to half of a small layer may be dead. Two
  /// thirds of a layer do harm.
  ///
  /// - Source: Maas, Hannun and Ng 2013; Lu et al., "Dying ReLU and Initialization", 2019.
  static let deadReLU = Illness(
    "dead relu",
    meaning:
      "Where relu gives 0 its slope is 0: a neuron that is 0 for all samples never learns again.",
    causes: ["loss does not fit the last layer", "not a number"], mendsByTraining: true
  ) { evidence in
    let layers = evidence.layers.filter { $0.kind == "relu" }
    guard !layers.isEmpty else { return .absent }
    func share(_ layer: LayerEvidence) -> Double {
      Double(layer.deadUnits.count) / Double(max(layer.units, 1))
    }
    let sick = layers.filter {
      $0.deadUnits.count == $0.units || share($0) >= 2.0 / 3 && $0.units > 2
    }
    guard let worst = sick.max(by: { share($0) < share($1) }),
      share(worst) == 1 || !evidence.doesWell
    else {
      return .well(
        layers.map { "\($0.deadUnits.count) of \($0.units) dead in l\($0.index)" }
          .joined(separator: ", "))
    }
    var sentences = sick.map { layer in
      "\(layer.deadUnits.count) of \(counted(layer.units, "neuron")) of "
        + "\(evidence.name(layer.index)) give 0 for all \(evidence.samples.count) samples"
    }
    var remedies = [evidence.fittingInit] + sick.map { "replace l\($0.index) leaky_relu" }
    if let origin = evidence.origin {
      let then = origin.layers[worst.index].deadUnits.count
      if then < worst.deadUnits.count {
        sentences.append(
          "before the last \(origin.steps) steps it was \(then): they died in training, at "
            + evidence.session.optimizer.label)
        remedies = evidence.waysBack + remedies
      }
    }
    return .ill(Symptoms(share(worst) == 1 ? .certain : .likely, sentences, remedies: remedies))
  }
}
