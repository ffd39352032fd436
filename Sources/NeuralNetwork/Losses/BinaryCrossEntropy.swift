import CKernels

/// The surprise at each true answer, where the outputs are probabilities of "yes".
///
///     loss = mean(−y log p − (1 − y) log(1 − p))        ∂loss/∂p = (p − y) / (p (1 − p)) / n
///
/// Output and targets: [batch × values]. A logarithm is held at −100, and p (1 − p) at 10⁻¹² at
/// least, so that a certain mistake costs much and not infinitely much.
///
/// - Source: PyTorch, `torch.nn.BCELoss`.
package struct BinaryCrossEntropy: Loss {
  package static let declaration = BlockDeclaration(
    "bce", aliases: ["bce_loss", "binary_cross_entropy"],
    summary: "for probabilities of yes: mean(-y log p - (1 - y) log(1 - p))",
    example: "bce",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html")

  package init(settings: Settings) {}

  package var pytorch: String { "nn.BCELoss()" }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
    try checkProbabilities(targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let count = Float(buffers.count)
    return buffers.kernels.pointee.binary_cross_entropy(
      buffers.count, buffers.output, buffers.values, 1 / count, buffers.gradient) / count
  }
}
