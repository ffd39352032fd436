import NeuralNetwork

extension Illnesses {
  /// Hidden sigmoid or tanh neurons at the flat ends of their curves.
  ///
  /// - Source: Glorot and Bengio 2010; |tanh| above 0.97 counts: Karpathy, makemore part 3.
  static let saturation = Illness(
    "saturation",
    meaning:
      "At the ends of the curve its slope is almost 0, and almost no gradient comes through.",
    causes: ["unscaled inputs"], mendsByTraining: true
  ) { evidence in
    let layers = evidence.layers.filter {
      ["sigmoid", "tanh"].contains($0.kind) && !evidence.isOutput($0.index)
    }
    guard !layers.isEmpty, evidence.isFinite else { return .absent }
    let sick = layers.filter { $0.saturatedShare > 0.5 }
    guard let worst = sick.max(by: { $0.saturatedShare < $1.saturatedShare }), !evidence.doesWell
    else {
      return .well(
        layers.map { "\(Figures.percent($0.saturatedShare)) at the ends in l\($0.index)" }
          .joined(separator: ", "))
    }
    var sentences = sick.map { layer in
      let limit = layer.kind == "tanh" ? "beyond ±0.97" : "below 0.015 or above 0.985"
      return
        "\(Figures.percent(layer.saturatedShare)) of the values of \(evidence.name(layer.index)) "
        + "are \(limit)"
    }
    var remedies = ["init xavier_uniform", "init"]
    if let origin = evidence.origin,
      origin.layers[worst.index].saturatedShare < 0.5 * worst.saturatedShare
    {
      sentences.append(
        "before the last \(origin.steps) steps it was "
          + "\(Figures.percent(origin.layers[worst.index].saturatedShare)): training drove them there, "
          + "at \(evidence.session.optimizer.label)")
      remedies = evidence.waysBack + remedies
    }
    return .ill(
      Symptoms(.likely, sentences, remedies: remedies))
  }
}
