import NeuralNetwork

extension Illnesses {
  /// The held-out samples get worse while the others get better.
  ///
  /// - Source: Prechelt, "Early Stopping – But When?", 1998.
  static let overfitting = Illness(
    "overfitting",
    meaning:
      "The network learns its samples by heart; what it learns since then holds for no others."
  ) { evidence in
    guard let test = evidence.session.testData, test.count >= 10 else { return .absent }
    let curve = evidence.curve.tests
    guard let last = curve.last, let worst = last.loss,
      let best = curve.min(by: { ($0.loss ?? .infinity) < ($1.loss ?? .infinity) }),
      let lowest = best.loss, let train = evidence.loss
    else { return .absent }
    let numbers =
      "test loss \(Figures.short(worst)), on the samples learned from "
      + Figures.short(train)
    let gap = last.accuracy.map { (evidence.accuracy ?? $0) - $0 }
    let isApart = gap.map { $0 > 0.1 } ?? (worst > 2 * train)
    guard curve.count >= 5, worst > 1.2 * lowest, best.step < last.step * 3 / 4, isApart,
      worst > 1.5 * train
    else { return .well(numbers) }
    let session = evidence.session
    let epochs = max(1, best.step / session.stepsPerEpoch)
    var sentences = [
      "the test loss was lowest, \(Figures.short(lowest)), at step \(best.step) (epoch \(epochs)), and "
        + "is \(Figures.short(worst)) now; on the samples learned from it is \(Figures.short(train))"
    ]
    if let accuracy = last.accuracy, let own = evidence.accuracy {
      sentences.append(
        "accuracy \(Figures.percent(own)) on the samples learned from, \(Figures.percent(accuracy)) on "
          + "the \(test.count) held out")
    }
    var remedies = ["init; train \(epochs)"]
    if let origin = evidence.origin ?? nil, origin.steps == session.step {
      remedies = ["undo \(origin.commands); train \(epochs)"] + remedies
    } else if let entry = session.pastMoments(1).first, entry.moment.curve.count == 0,
      entry.moment.training.network.hasSameStructure(as: session.network)
    {
      remedies = ["undo; train \(epochs)"] + remedies
    }
    return .ill(Symptoms(worst > 1.5 * lowest ? .certain : .likely, sentences, remedies: remedies))
  }
}
