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
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let count = buffers.samples * buffers.width
    var sum: Float = 0
    for index in 0..<count {
      let z = buffers.output[index]
      let y = buffers.values[index]
      let power = Float(ScalarMath.exp(-Double(z.magnitude)))
      let tail = Float(ScalarMath.log(1 + Double(power)))
      sum += (1 - y) * z + (z < 0 ? -z : 0) + tail
      let sigmoid = z < 0 ? power / (1 + power) : 1 / (1 + power)
      buffers.gradient?[index] = (sigmoid - y) / Float(count)
    }
    return sum / Float(count)
  }
}
