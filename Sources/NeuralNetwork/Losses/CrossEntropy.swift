import CKernels

/// Cross-entropy of softmax(logits), averaged over the batch.
///
///     loss = mean(log Σ exp(z) − z[label])        ∂loss/∂z = (softmax(z) − one-hot(label)) / batch
///
/// Output (logits, not normalised): [batch × classes]; targets: [batch], one class index each.
///
/// - Source: Goodfellow, Bengio, Courville 2016, §6.2.2.3; PyTorch, `torch.nn.CrossEntropyLoss`.
package struct CrossEntropy: Loss {
  package static let declaration = BlockDeclaration(
    "cross_entropy", aliases: ["cross_entropy_loss", "ce"],
    summary: "softmax and the surprise at the true class in one: mean(log sum e^z - z[class])",
    example: "cross_entropy",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html")

  package init(settings: Settings) {}

  package var pytorch: String { "nn.CrossEntropyLoss()" }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkClasses(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let samples = Float(buffers.samples)
    return buffers.kernels.pointee.cross_entropy(
      buffers.samples, buffers.width, buffers.output, buffers.classes, 0, 1 / samples,
      buffers.gradient) / samples
  }
}
