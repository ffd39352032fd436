import NeuralNetwork

extension Illnesses {
  /// Layers that are kept from learning.
  ///
  /// To freeze what another task has trained is good practice; to freeze everything, or weights that
  /// were only drawn, is not.
  static let frozen = Illness(
    "frozen layers",
    meaning: "A frozen layer keeps its weights, however far they are from what the task needs."
  ) { evidence in
    let frozen = evidence.session.frozenLayers
    guard !frozen.isEmpty else { return .absent }
    let network = evidence.network
    let kept = frozen.reduce(0) { $0 + network.range(ofLayer: $1).count }
    let numbers = "\(kept) of \(network.parameters.count) parameters are frozen"
    let names = frozen.map { evidence.name($0) }.joined(separator: ", ")
    let isAll = kept == network.parameters.count
    guard
      isAll || evidence.curve.steps >= 100 && !evidence.doesWell && (evidence.lossShare ?? 0) > 0.5
    else { return .well(numbers) }
    var sentences = ["\(numbers): \(names)"]
    if let loss = evidence.loss, let baseline = evidence.baseline {
      sentences.append(
        "the loss is \(Figures.short(loss)) after \(evidence.curve.steps) steps; to give always the "
          + "same answer costs \(Figures.short(baseline))")
    }
    return .ill(Symptoms(isAll ? .certain : .possible, sentences, remedies: ["unfreeze all"]))
  }

  /// Dropout or batch norm that run as in use while the learner trains by hand, or as in training while
  /// the learner reads off results.
  static let wrongMode = Illness(
    "wrong mode",
    meaning: "Dropout and batch norm do one thing in training and another in use: mode says which."
  ) { evidence in
    let session = evidence.session
    let layers = session.layersThatDifferByMode
    guard !layers.isEmpty else { return .absent }
    let names = layers.joined(separator: ", ")
    if session.mode == .evaluation, session.moment.accumulation.passes > 0,
      session.moment.hasGradients, session.moment.pass?.mode == .evaluation
    {
      return .ill(
        Symptoms(
          .likely,
          [
            "mode is eval, and backward has gone through \(names) as in use: nothing was dropped, "
              + "no batch was read, in "
              + counted(session.moment.accumulation.passes, "pass", "passes")
          ], remedies: ["mode train"]))
    }
    // Results that are read off a pass in training mode, after the training.
    if let pass = session.moment.pass, pass.mode == .training, !session.passWentBack,
      evidence.curve.steps > 0, let shown = pass.loss, let real = evidence.loss,
      Double(shown) > 1.5 * real, Double(shown) - real > 0.02 * (evidence.baseline ?? 0)
    {
      return .ill(
        Symptoms(
          .possible,
          [
            "forward ran in training mode, through \(names): its loss is "
              + "\(Figures.short(Double(shown))); in use it is \(Figures.short(real))"
          ], remedies: ["mode eval"]))
    }
    return .well("mode \(session.mode == .training ? "train" : "eval"), which matters to \(names)")
  }
}
