import NeuralNetwork

extension Illnesses {
  /// Gradients that shrink on their way back until the first layers hardly learn.
  ///
  /// Named where the gradient is a thousand times smaller behind the first layer of weights than behind
  /// the last.
  ///
  /// - Source: Hochreiter 1991; Glorot and Bengio 2010.
  static let vanishing = Illness(
    "vanishing gradients",
    meaning: "The first layers get almost no gradient and stay as they were drawn."
  ) { evidence in
    guard evidence.isFinite, evidence.weighted.count > 1, !evidence.gradients.isEmpty else {
      return .absent
    }
    // None at all is another illness: dead units, step.
    guard let ratio = evidence.gradientRatio else { return .absent }
    guard ratio > 1000, evidence.weighted.count > 2, !evidence.doesWell else {
      return .well(
        "the gradient is \(Figures.short(ratio)) times as large at the end as at the beginning")
    }
    let hidden = evidence.layers.filter { $0.kind == "sigmoid" && !evidence.isOutput($0.index) }
    let swap = hidden.map { "replace l\($0.index) tanh" }
    return .ill(
      Symptoms(
        ratio > 1e5 ? .certain : .likely,
        [
          evidence.gradientText,
          "that is \(Figures.short(ratio)) times less behind the first than behind the last",
        ],
        remedies: hidden.isEmpty
          ? [evidence.fittingInit, "init"]
          : ["replace sigmoid tanh; init xavier_uniform"]
            + [(swap + ["init xavier_uniform"]).joined(separator: "; ")]))
  }
}
