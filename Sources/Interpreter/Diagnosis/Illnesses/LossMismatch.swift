import NeuralNetwork

extension Illnesses {
  /// A loss that reads something else than what the last layer gives, or targets that it can never
  /// give.
  ///
  /// - Source: PyTorch's documentation of each loss says what it reads: `BCEWithLogitsLoss` and
  ///   `CrossEntropyLoss` take the sigmoid and the softmax themselves, `BCELoss` and `NLLLoss` do not.
  static let lossMismatch = Illness(
    "loss does not fit the last layer",
    meaning: "What the loss reads is not what the last layer means; the gradient leads elsewhere."
  ) { evidence in
    guard evidence.misfit == nil, let loss = evidence.session.loss, !evidence.layers.isEmpty
    else { return .absent }
    if let symptoms = evidence.doubled(loss) ?? evidence.missing(loss) ?? evidence.outOfReach(loss)
      ?? evidence.slow(loss)
    {
      return .ill(symptoms)
    }
    let last = evidence.network.layers.last.map { type(of: $0).declaration.name } ?? ""
    return .well("\(loss.label) behind \(last)")
  }
}

extension Evidence {
  private var lastIndex: Int { network.layers.count - 1 }
  private var last: String { layers.last?.kind ?? "" }
  private var range: (low: Double, high: Double) {
    (Double(outputs.min() ?? 0), Double(outputs.max() ?? 0))
  }
  private var rangeText: String {
    "the outputs lie between \(Figures.short(range.low)) and \(Figures.short(range.high))"
  }

  /// The function that the loss applies itself stands in the network too.
  fileprivate func doubled(_ loss: any Loss) -> Symptoms? {
    let name = "l\(lastIndex) \(last)"
    switch (loss, last) {
    case (is BinaryCrossEntropyWithLogits, "sigmoid"):
      let low = Elementary.sigmoid(range.low)
      let high = Elementary.sigmoid(range.high)
      return Symptoms(
        .certain,
        [
          "\(loss.label) takes the sigmoid itself, and \(name) has taken it before",
          "\(rangeText), so that the probabilities lie between \(Figures.short(low)) and "
            + "\(Figures.short(high)): never near 0, never near 1",
        ], remedies: ["loss bce"])
    case (is CrossEntropy, "softmax"), (is CrossEntropy, "sigmoid"):
      let classes = Double(network.output?.count ?? 1)
      // Scores from 0 to 1 cannot make more of one class than e / (e + classes − 1).
      let most = Elementary.exp(1) / (Elementary.exp(1) + classes - 1)
      return Symptoms(
        .certain,
        [
          "\(loss.label) takes the softmax itself, and \(name) keeps its scores between 0 and 1",
          "no class of \(Int(classes)) can get more than \(Figures.percent(most)), and the loss "
            + "cannot fall below \(Figures.short(-Elementary.log(most)))",
        ], remedies: ["remove l\(lastIndex)"])
    case (is Hinge, "sigmoid"), (is PerceptronCriterion, "sigmoid"), (is Hinge, "softmax"),
      (is PerceptronCriterion, "softmax"):
      return Symptoms(
        .certain,
        [
          "\(loss.label) reads scores, below 0 for no; \(rangeText), and \(name) gives none below 0"
        ],
        remedies: ["remove l\(lastIndex)", "loss bce"])
    case (is BinaryCrossEntropyWithLogits, "softmax"):
      return Symptoms(
        .certain, ["\(loss.label) takes the sigmoid of what \(name) gives; \(rangeText)"],
        remedies: ["remove l\(lastIndex)"])
    default: return nil
    }
  }

  /// The function that the loss counts on is not there.
  fileprivate func missing(_ loss: any Loss) -> Symptoms? {
    let name = name(lastIndex)
    switch loss {
    case is BinaryCrossEntropy where !["sigmoid", "softmax", "step"].contains(last):
      let outside = outputs.count { $0 < 0 || $0 > 1 }
      return Symptoms(
        outside > 0 ? .certain : .likely,
        [
          "bce reads probabilities, and \(name) can give any number: \(rangeText)",
          "\(outside) of \(outputs.count) outputs are below 0 or above 1",
        ], remedies: ["loss bce_with_logits", "add sigmoid"])
    case is NegativeLogLikelihood where last != "log_softmax":
      let above = outputs.count { $0 > 0 }
      return Symptoms(
        .certain,
        [
          "nll reads logarithms of probabilities, all below 0, and \(name) gives others: "
            + rangeText, "\(above) of \(outputs.count) outputs are above 0",
        ],
        remedies: last == "softmax"
          ? ["replace l\(lastIndex) log_softmax", "loss cross_entropy"]
          : ["loss cross_entropy", "add log_softmax"])
    case is CrossEntropy where last == "relu":
      return Symptoms(
        .likely,
        [
          "cross_entropy reads scores of either sign, and \(name) cuts off all below 0: \(rangeText)"
        ],
        remedies: ["remove l\(lastIndex)"])
    case is BinaryCrossEntropyWithLogits where last == "relu",
      is Hinge where last == "relu", is PerceptronCriterion where last == "relu":
      return Symptoms(
        .certain,
        [
          "\(loss.label) reads scores, below 0 for no, and \(name) gives none below 0: "
            + rangeText
        ], remedies: ["remove l\(lastIndex)"])
    case is CrossEntropy, is BinaryCrossEntropy, is BinaryCrossEntropyWithLogits:
      guard last == "softmax", network.output?.count == 1 else { return nil }
      return Symptoms(
        .certain, ["\(name) of a single value is always 1: \(rangeText)"],
        remedies: ["replace l\(lastIndex) sigmoid"])
    default:
      guard last == "softmax", network.output?.count == 1 else { return nil }
      return Symptoms(
        .certain, ["\(name) of a single value is always 1: \(rangeText)"],
        remedies: ["remove l\(lastIndex)"])
    }
  }

  /// Targets that the last layer's function cannot give.
  fileprivate func outOfReach(_ loss: any Loss) -> Symptoms? {
    guard loss is MeanSquaredError || loss is L1 || loss is Huber || loss is SmoothL1,
      let targets = data.targetRange
    else { return nil }
    let reach: ClosedRange<Double>
    switch last {
    case "sigmoid", "softmax": reach = 0...1
    case "tanh": reach = -1...1
    case "relu", "softplus": reach = 0...Double.infinity
    default: return nil
    }
    guard targets.lowerBound < reach.lowerBound || targets.upperBound > reach.upperBound else {
      return nil
    }
    let limits =
      reach.upperBound.isFinite
      ? "only between \(Int(reach.lowerBound)) and \(Int(reach.upperBound))" : "nothing below 0"
    return Symptoms(
      .certain,
      [
        "the targets go from \(Figures.short(targets.lowerBound)) to "
          + "\(Figures.short(targets.upperBound)), and \(name(lastIndex)) gives \(limits)"
      ], remedies: ["remove l\(lastIndex)"])
  }

  /// A squared error behind a sigmoid: right in principle, but what is certainly wrong hardly learns.
  ///
  /// - Source: Goodfellow, Bengio, Courville 2016, §6.2.2.2.
  fileprivate func slow(_ loss: any Loss) -> Symptoms? {
    guard loss is MeanSquaredError || loss is L1 || loss is Huber || loss is SmoothL1,
      data.targetsAreBinary, last == "sigmoid" || last == "softmax", !doesWell,
      case .values(let targets, _) = samples.targets
    else { return nil }
    let wrong = zip(outputs, targets).filter { ($0 >= 0.5) != ($1 > 0) }
    guard !wrong.isEmpty, let worst = wrong.map({ abs($0.0 - $0.1) }).max() else { return nil }
    let slope = Double(worst * (1 - worst))
    let isStuck = slope < 0.1
    guard isStuck || (curve.steps >= 100 && (lossShare ?? 0) > 0.8) else { return nil }
    return Symptoms(
      isStuck ? .likely : .possible,
      [
        "the targets are only 0 and 1, classes; \(loss.label) behind \(name(lastIndex)) lets through "
          + "the slope p(1 - p) of the gradient",
        "the worst answer is off by \(Figures.short(Double(worst))), and only "
          + "\(Figures.short(slope)) of its gradient comes through; bce would let all of it",
      ], remedies: ["loss bce"])
  }
}
