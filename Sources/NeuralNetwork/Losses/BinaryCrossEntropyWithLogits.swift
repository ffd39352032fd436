import CKernels

/// Sigmoid and binary cross-entropy in one, exact for scores of any size.
///
///     loss = mean((1 − y) z + max(−z, 0) + log(1 + e^−|z|))        ∂loss/∂z = (σ(z) − y) / n
///
/// Output (scores, not probabilities) and targets: [batch × values].
///
/// - Source: PyTorch, `torch.nn.BCEWithLogitsLoss`.
package struct BinaryCrossEntropyWithLogits: Loss {
  package static let declaration = BlockDeclaration(
    "bce_with_logits", aliases: ["bce_with_logits_loss"],
    summary: "sigmoid and bce in one, for scores: mean((1 - y) z + log(1 + e^-z))",
    example: "bce_with_logits",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html")

  package init(settings: Settings) {}

  package var pytorch: String { "nn.BCEWithLogitsLoss()" }
  package var readsLogits: Bool { true }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
    try checkProbabilities(targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let count = Float(buffers.count)
    return buffers.kernels.pointee.binary_cross_entropy_with_logits(
      buffers.count, buffers.output, buffers.values, 1 / count, buffers.gradient) / count
  }
}

extension BinaryCrossEntropyWithLogits {
  /// mean (1 − y) z + log(1 + e⁻ᶻ)
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    sample.mean(in: &graph) { graph, z, target in
      let one = graph.constant(1)
      let rest = graph.subtract(one, target)
      let linear = graph.multiply(rest, z)
      let below = graph.append(.negative, [z])
      let soft = graph.apply(.softplus, below)
      return graph.add(linear, soft)
    }
  }
}
