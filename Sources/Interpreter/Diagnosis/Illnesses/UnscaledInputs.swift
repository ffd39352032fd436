import NeuralNetwork

extension Illnesses {
  /// Input values that are far from the size of 1, or of very different sizes.
  ///
  /// The gradient of a weight is proportional to its input: one rate cannot suit inputs of 1 and of
  /// 1000.
  ///
  /// - Source: LeCun et al., "Efficient BackProp", 1998, §4.3.
  static let unscaledInputs = Illness(
    "unscaled inputs",
    meaning: "A weight's gradient grows with its input, so that no rate suits inputs of all sizes."
  ) { evidence in
    guard let first = evidence.network.layers.first, !(first is Embedding),
      evidence.samples.count > 1
    else { return .absent }
    let data = evidence.data
    let sizes = zip(data.means, data.deviations).map { ($0 * $0 + $1 * $1).squareRoot() }
    guard let largest = sizes.max(), let place = sizes.firstIndex(of: largest) else {
      return .absent
    }
    let varying = data.deviations.filter { $0 > 0 }
    let ratio = (varying.max() ?? 1) / (varying.min() ?? 1)
    if first is BatchNorm1d || first is BatchNorm2d || first is LayerNorm {
      return .well("l0 \(first.label) brings them to mean 0 and deviation 1")
    }
    // Pixels at the edge of pictures hardly vary: sizes far apart count only where few are compared.
    let isUneven = ratio > 100 && data.means.count <= 32 && largest > 3
    let isLarge = largest > 10
    let isSmall = largest < 0.01 && largest > 0
    guard isLarge || isSmall || isUneven else {
      return .well(
        "values of a size of \(Figures.short(sizes.min() ?? 0)) to \(Figures.short(largest))")
    }
    let name = evidence.inputName(place)
    var sentences = [
      "\(name) has mean \(Figures.short(data.means[place])) and deviation "
        + "\(Figures.short(data.deviations[place])); networks learn best around 0 and 1"
    ]
    if isUneven,
      let least = data.deviations.indices.filter({ data.deviations[$0] > 0 })
        .min(by: { data.deviations[$0] < data.deviations[$1] })
    {
      sentences.append(
        "\(evidence.inputName(least)) has deviation \(Figures.short(data.deviations[least])): "
          + "\(Figures.short(ratio)) times less")
    }
    if let ratio = evidence.weighted.first?.updateRatio, ratio.isFinite, ratio > 0.1 {
      sentences.append(
        "the next step would change l\(evidence.weighted.first?.index ?? 0).weight by "
          + "\(Figures.percent(ratio)) of its size")
    }
    let axes = evidence.network.input?.dimensions.count ?? 1
    let norm = axes == 1 ? "batch_norm1d" : axes == 3 ? "batch_norm2d" : "layer_norm"
    return .ill(
      Symptoms(
        largest > 100 || isSmall && largest < 1e-3 ? .certain : .likely, sentences,
        remedies: evidence.session.moment.data?.isStandardised == true
          ? ["insert 0 \(norm)"] : [Advice.scaleInputs, "insert 0 \(norm)", "insert 0 layer_norm"]))
  }
}

extension Evidence {
  /// "petal length", "x3"
  fileprivate func inputName(_ place: Int) -> String {
    let names = samples.featureNames
    return names.indices.contains(place) ? Diagnostic.shortened(names[place]) : "x\(place + 1)"
  }
}
