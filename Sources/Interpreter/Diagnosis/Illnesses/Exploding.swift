import NeuralNetwork

extension Illnesses {
  /// Values that grow from layer to layer, and gradients that grow on their way back.
  ///
  /// - Source: Glorot and Bengio 2010: the variance of values and of gradients should stay what it is
  ///   from layer to layer; Pascanu, Mikolov and Bengio 2013, on gradients that explode.
  static let exploding = Illness(
    "exploding values",
    meaning: "What grows from layer to layer makes gradients so large that each step overshoots.",
    causes: ["unscaled inputs"]
  ) { evidence in
    guard evidence.isFinite, evidence.weighted.count > 1, let last = evidence.weighted.last else {
      return .absent
    }
    let input = max(evidence.data.inputSize, 1e-6)
    let growth = last.size / max(input, 1)
    let sizes =
      "the size of the values goes from \(Figures.short(input)) at the input to "
      + "\(Figures.short(last.size)) behind \(evidence.name(last.index))"
    // Values that training made large are a matter of its rate.
    if let origin = evidence.origin, origin.layers[last.index].size < 0.1 * last.size {
      return .absent
    }
    let steepness = evidence.gradientRatio.map { 1 / $0 } ?? 0
    let isBadStart = evidence.curve.steps == 0 && growth > 10 && (evidence.lossShare ?? 0) > 10
    guard growth > 1000 || isBadStart || steepness > 1000 && evidence.weighted.count > 2,
      !evidence.doesWell
    else { return .well(sizes) }
    var sentences: [String] = []
    if growth > 10 { sentences.append(sizes) }
    if steepness > 10 { sentences.append(evidence.gradientText) }
    if let loss = evidence.loss, let baseline = evidence.baseline, loss > 10 * baseline {
      sentences.append(
        "the loss is \(Figures.short(loss)); to give always the same answer costs "
          + Figures.short(baseline))
    }
    return .ill(
      Symptoms(
        growth > 1000 ? .certain : .likely, sentences,
        remedies: [evidence.fittingInit, "init"]))
  }
}

extension Evidence {
  /// The norm of ∂loss/∂output of each layer of weights, the first first: one sample's, root mean
  /// square.
  private var gradientNorms: [(index: Int, norm: Double)] {
    weighted.map { ($0.index, $0.gradientSize * Double($0.width).squareRoot()) }
  }

  /// How much larger the gradient is behind the last layer of weights than behind the first; nil where
  /// there are fewer than two, or none of it arrives.
  var gradientRatio: Double? {
    guard let first = gradientNorms.first, let last = gradientNorms.last, weighted.count > 1,
      first.norm > 0, last.norm > 0
    else { return nil }
    return last.norm / first.norm
  }

  /// "norms of ∂loss/∂output: l0 1.2e-09, l2 4.1e-07, … l16 0.12"
  var gradientText: String {
    let norms = gradientNorms.map { "l\($0.index) \(Figures.short($0.norm))" }
    let shown = norms.count > 5 ? Array(norms.prefix(2)) + ["…"] + norms.suffix(2) : norms
    return "norms of the gradient behind each layer of weights: " + shown.joined(separator: ", ")
  }
}
