import NeuralNetwork

extension Illnesses {
  /// The loss stands still far from where it could be, and nothing else explains it.
  ///
  /// - Source: Prechelt 1998, on progress; Goodfellow, Bengio, Courville 2016, §8.2.2 on flat regions.
  static let plateau = Illness(
    "plateau",
    meaning:
      "Training goes on and gets nowhere: the region is flat, or the network cannot do better.",
    isLastResort: true, mendsByTraining: true
  ) { evidence in
    guard evidence.isFinite, let share = evidence.lossShare,
      let change = evidence.curve.changeOfLastHalf
    else { return .absent }
    let way =
      "over the last \(evidence.curve.steps / 2) steps the loss has changed by "
      + "\(NumberText.decimal(change * 100, digits: 1)) %"
    guard abs(change) < 0.01, share > 0.5, evidence.curve.steps >= 100, !evidence.doesWell,
      let loss = evidence.loss, let baseline = evidence.baseline
    else { return .well(way) }
    let bent = evidence.layers.contains { layer in
      !evidence.isOutput(layer.index)
        && evidence.network.layers[layer.index] is any ElementwiseLayer
    }
    var remedies = [evidence.setRate(dividedBy: 0.1), "optimizer adam lr=0.01", "init"]
    if !bent, let first = evidence.weighted.first?.index {
      let rebuilt = [8, 16].map { evidence.rebuilt(withHidden: $0, before: first) }
      remedies = [rebuilt[0]] + remedies + ["\(rebuilt[1]); optimizer adam lr=0.05"]
    }
    return .ill(
      Symptoms(
        .likely,
        [
          way + ", to \(Figures.short(loss)); to give always the same answer costs "
            + Figures.short(baseline)
        ] + (bent ? [] : ["no layer bends: the network can only draw straight borders"]),
        remedies: remedies))
  }
}

extension Evidence {
  /// The commands that build the network anew with one more layer and a bent function in it: no other
  /// place than in front of the first weights makes it less straight.
  fileprivate func rebuilt(withHidden width: Int, before place: Int) -> String {
    let sizes = network.input?.dimensions.map(String.init).joined(separator: " ") ?? "1"
    let layers = network.layers.map { "add \($0.words)" }
    let hidden = ["add linear \(width)", "add tanh"]
    return (["new", "input \(sizes)"] + layers[..<place] + hidden + layers[place...])
      .joined(separator: "; ")
  }
}
