import NeuralNetwork

extension Illnesses {
  /// Steps so long that the loss rises where shorter ones let it fall.
  ///
  /// Judged by trying: from the moment before the last training, some steps at the present rate and at
  /// lower ones, on a copy.
  ///
  /// - Source: Bengio, "Practical recommendations for gradient-based training of deep architectures",
  ///   2012, §3.1.1; for the size of updates, Karpathy: about 0.001 of the weights a step.
  static let rateTooHigh = Illness(
    "learning rate too high",
    meaning: "Each step leaps over the valley to where the loss is higher than before.",
    causes: ["exploding values", "unscaled inputs"], mendsByTraining: true
  ) { evidence in
    let isPresent = evidence.origin == nil
    let courses = evidence.origin?.courses ?? evidence.courses
    guard let own = courses.first(where: { $0.factor == 1 }) else { return .absent }
    let gentler = courses.filter { $0.factor < 1 && $0.fall > 0 }.min { $0.after < $1.after }
    let rises = !(own.after <= 1.05 * own.before)
    // Training has gone nowhere, where shorter steps would have gone down.
    let isLost =
      evidence.origin?.loss.map { !((evidence.loss ?? .infinity) < 0.95 * $0) } ?? false
      && (gentler.map { $0.fall > 0.1 * $0.before && $0.after < 0.8 * own.after } ?? false)
    let isNoise = (evidence.baseline ?? 0) * 0.02 > own.after - own.before
    // Where training has got on all the same, its steps were not too long.
    let hasGotOn = evidence.origin?.loss.map { (evidence.loss ?? .infinity) < 0.95 * $0 } ?? false
    guard !hasGotOn, isLost || rises && !isNoise, !evidence.doesWell, let gentler,
      !(own.after < 1.2 * gentler.after)
    else { return .well(evidence.updateText) }
    let when = isPresent ? "the next" : "the first"
    func text(_ course: Course) -> String {
      let after = course.after.isFinite ? Figures.short(course.after) : "no number any more"
      return "from \(Figures.short(course.before)) to \(after)"
    }
    var sentences = [
      "\(when) \(own.steps) steps at lr \(Evidence.rateText(own.rate)) take the loss \(text(own)); at lr "
        + "\(Evidence.rateText(gentler.rate)), \(text(gentler))"
    ]
    if let origin = evidence.origin, let then = origin.loss, let now = evidence.loss {
      sentences.append(
        "the last \(origin.steps) steps took the loss from \(Figures.short(then)) to "
          + Figures.short(now))
    }
    if evidence.isFinite, let largest = evidence.largestUpdate, largest.ratio > 0.01 {
      sentences.append(evidence.updateText)
    }
    let rates = [10.0, 100].map { evidence.setRate(dividedBy: $0) }
    return .ill(
      Symptoms(
        !(own.after <= max(2 * own.before, 1.5 * (evidence.baseline ?? 0))) ? .certain : .likely,
        sentences,
        remedies: isPresent ? rates : rates + evidence.waysBack))
  }

  /// Steps so short that training hardly gets on, where longer ones would.
  static let rateTooLow = Illness(
    "learning rate too low",
    meaning: "The steps are so short that the loss hardly falls, though the way down is free.",
    mendsByTraining: true
  ) { evidence in
    guard let own = evidence.course(atRate: 1), evidence.isFinite else { return .absent }
    let rate = evidence.session.optimizer.learningRate
    let remedies = [10.0, 100, 1000, 10000].map { evidence.setRate(dividedBy: 1 / $0) }
    if rate == 0 {
      return .ill(
        Symptoms(
          .certain, ["lr is 0: no step changes anything"],
          remedies: ["set lr 0.1", "set lr 0.01", "set lr 0.001"]))
    }
    let faster = evidence.courses.filter { $0.factor > 1 }.max { $0.fall < $1.fall }
    guard let faster, let largest = evidence.largestUpdate, largest.ratio < 1e-4,
      !evidence.doesWell, own.fall < 0.02 * own.before, faster.fall > 8 * max(own.fall, 0),
      faster.fall > 0.002 * own.before
    else { return .well(evidence.updateText) }
    return .ill(
      Symptoms(
        .likely,
        [
          "the next step changes no layer's weights by more than \(Figures.short(largest.ratio)) of "
            + "their size; about 0.001 is usual",
          "the next \(own.steps) steps at lr \(Evidence.rateText(own.rate)) take the loss from "
            + "\(Figures.short(own.before)) to \(Figures.short(own.after)); at lr "
            + "\(Evidence.rateText(faster.rate)), to \(Figures.short(faster.after))",
        ], remedies: remedies))
  }
}

extension Evidence {
  /// The layer whose weights the next step would change most, as a part of their size.
  var largestUpdate: (index: Int, ratio: Double)? {
    weighted.compactMap { layer in layer.updateRatio.map { (layer.index, $0) } }
      .filter { $0.1.isFinite }.max { $0.1 < $1.1 }
  }

  /// "the next step changes l0.weight by 0.0021 of its size, l2.weight by 0.0008"
  var updateText: String {
    let ratios = weighted.compactMap { layer in
      layer.updateRatio.map { "l\(layer.index).weight by \(Figures.short($0))" }
    }
    let shown = ratios.count > 4 ? Array(ratios.prefix(4)) + ["…"] : ratios
    return "the next step changes \(shown.joined(separator: ", ")) of its size"
  }
}
