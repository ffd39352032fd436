import NeuralNetwork

extension Illnesses {
  /// One class that outweighs the others, so that to name it always is nearly right.
  ///
  /// - Source: Buda, Maki and Mazurowski, "A systematic study of the class imbalance problem", 2018:
  ///   repeating the samples of rare classes helps most.
  static let unbalancedClasses = Illness(
    "unbalanced classes",
    meaning: "Who always names the frequent class is nearly always right, and learns nothing else."
  ) { evidence in
    let shares = evidence.data.classShares
    guard shares.count > 1, let largest = shares.max() else { return .absent }
    let present = shares.filter { $0 > 0 }
    let ratio = largest / (present.min() ?? 1)
    let numbers =
      "the rarest class is \(Figures.percent(present.min() ?? 0)) of the samples, the most "
      + "frequent \(Figures.percent(largest))"
    guard ratio >= 8, present.count > 1, !evidence.doesWell,
      (evidence.session.trainingData?.count ?? 0) >= 10
    else { return .well(numbers) }
    var sentences = [numbers]
    if let accuracy = evidence.accuracy {
      sentences.append(
        "accuracy is \(Figures.percent(accuracy)); to name the most frequent class always gives "
          + Figures.percent(largest))
    }
    return .ill(
      Symptoms(
        evidence.accuracy.map { abs($0 - largest) < 0.02 } ?? false ? .certain : .likely, sentences,
        remedies: ["balance"]))
  }
}
