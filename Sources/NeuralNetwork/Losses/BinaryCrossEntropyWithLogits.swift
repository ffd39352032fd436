import CKernels

/// Sigmoid and binary cross-entropy in one, exact for scores of any size.
///
///     loss = mean((1 − y) z + max(−z, 0) + log(1 + e^−|z|))        ∂loss/∂z = (σ(z) − y) / n
///
/// A `pos_weight` w counts a "yes" w times: loss = mean((1 − y) z + (1 + (w − 1) y) log(1 + e^−z)).
///
/// Output (scores, not probabilities) and targets: [batch × values].
///
/// - Source: PyTorch, `torch.nn.BCEWithLogitsLoss`.
package struct BinaryCrossEntropyWithLogits: ReducedLoss {
  package static let declaration = BlockDeclaration(
    "bce_with_logits", aliases: ["bce_with_logits_loss"],
    summary: "sigmoid and bce in one, for scores: mean((1 - y) z + log(1 + e^-z))",
    settings: [
      Setting(
        "pos_weight", kind: .numbers(0...1e6), optional: true,
        summary: "how much a yes counts, for all outputs or for each: 5, [1, 5]"),
      Reduction.setting,
    ],
    example: "bce_with_logits",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html")

  /// How much a "yes" counts: nothing said, one number for all outputs, or one for each.
  package let positiveWeights: [Double]
  package let reduction: Reduction

  package init(settings: Settings) {
    positiveWeights = settings.numbers("pos_weight")
    reduction = Reduction(settings)
  }

  package var pytorch: String {
    let weights = positiveWeights.isEmpty ? [] : ["pos_weight=torch.tensor(\(positiveWeights))"]
    return "nn.BCEWithLogitsLoss(\((reduction.arguments + weights).joined(separator: ", ")))"
  }
  package var readsLogits: Bool { true }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
    try checkProbabilities(targets)
    try checkWeights(positiveWeights, "pos_weight", orOne: true, output: output)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    guard positiveWeights.isEmpty else { return weighted(buffers) }
    let sum = buffers.kernels.pointee.binary_cross_entropy_with_logits(
      buffers.count, buffers.output, buffers.values, reduction.share(of: buffers.count),
      buffers.gradient)
    return reduction.value(sum, of: buffers.count)
  }

  /// From the kernel's loss of z with the target 1, which is log(1 + e^−z); of +∞ it is 0.
  private func weighted(_ buffers: LossBuffers) -> Float {
    let share = reduction.share(of: buffers.count)
    var (sum, yes) = (Float(0), Float(1))
    for index in 0..<buffers.count {
      let weight = positiveWeights[positiveWeights.count == 1 ? 0 : index % buffers.width]
      let (z, y) = (buffers.output[index], buffers.values[index])
      let factor = 1 + (Float(weight) - 1) * y
      var slope: Float = 0
      var surprise = buffers.kernels.pointee.binary_cross_entropy_with_logits(
        1, buffers.output + index, &yes, 1, &slope)
      // There it is 0 · ∞.
      if z == .infinity { surprise = 0 }
      sum += (1 - y) * z + factor * surprise
      buffers.gradient?[index] = ((1 - y) + factor * slope) * share
    }
    return reduction.value(sum, of: buffers.count)
  }
}

extension BinaryCrossEntropyWithLogits {
  /// mean (1 − y) z + log(1 + e⁻ᶻ)
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    var index = 0
    return sample.reduced(reduction, in: &graph) { graph, z, target in
      let one = graph.constant(1)
      let rest = graph.subtract(one, target)
      let linear = graph.multiply(rest, z)
      let below = graph.append(.negative, [z])
      let soft = graph.apply(.softplus, below)
      defer { index += 1 }
      guard !positiveWeights.isEmpty else { return graph.add(linear, soft) }
      let weight = graph.constant(positiveWeights[positiveWeights.count == 1 ? 0 : index])
      let product = graph.multiply(weight, target)
      let factor = graph.add(rest, product)
      let weighted = graph.multiply(factor, soft)
      return graph.add(linear, weighted)
    }
  }
}
