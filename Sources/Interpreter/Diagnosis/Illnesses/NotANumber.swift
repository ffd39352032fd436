import NeuralNetwork

extension Illnesses {
  /// Something became infinite or no number.
  static let notANumber = Illness(
    "not a number",
    meaning:
      "What is computed from an infinity or from nan is no number either, to the last layer.",
    causes: ["loss does not fit the last layer"], mendsByTraining: true
  ) { evidence in
    guard evidence.misfit == nil, !evidence.layers.isEmpty else { return .absent }
    guard !evidence.isFinite else {
      let largest = evidence.layers.map(\.largest).max() ?? 0
      return .well("all values finite, the greatest \(Figures.short(largest))")
    }
    var sentences: [String] = []
    if evidence.curve.hasDiverged {
      sentences.append(
        "the loss of step \(evidence.session.step + 1) is no number; the last losses were "
          + evidence.curve.lastText)
    }
    if let overflow = Overflow(evidence) { sentences.append(overflow.sentence) }
    if let growth = evidence.growth { sentences.append(growth) }
    if sentences.isEmpty { sentences.append("a value of the last pass is not finite") }
    let isTrained = evidence.curve.steps > 0
    let clip = ["init; \(evidence.setRate(dividedBy: 1000))"]
    return .ill(
      Symptoms(
        .certain, sentences,
        remedies: isTrained
          ? evidence.waysBack + clip + [evidence.fittingInit, "undo"]
          : [evidence.fittingInit, "undo"] + evidence.waysBack))
  }
}

extension Evidence {
  /// "the weights of l0 grew 4.1e12-fold in 6 steps: from 0.7 to 2.9e12"
  fileprivate var growth: String? {
    guard let origin, curve.steps > 0 else { return nil }
    let grown = zip(origin.layers, layers).compactMap { then, now -> (Int, Double, Double)? in
      guard let before = then.weightNorm, let after = now.weightNorm, before > 0 else { return nil }
      return (now.index, before, after)
    }
    guard let most = grown.max(by: { $0.2 / $0.1 < $1.2 / $1.1 }), !(most.2 < 2 * most.1) else {
      return nil
    }
    let size = most.2.isFinite ? Figures.short(most.2) : "beyond all numbers"
    let growth = Advice.growth(
      of: "the norm of l\(most.0).weight", from: Figures.short(most.1), to: size)
    return "\(growth) in "
      + "\(counted(origin.steps, "step")), at \(session.optimizer.label)"
  }
}
