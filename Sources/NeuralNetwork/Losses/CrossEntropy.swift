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
    var total: Float = 0
    for row in 0..<buffers.samples {
      let z = buffers.output + row * buffers.width
      let label = Int(buffers.classes[row])
      var largest = z[0]
      for index in 0..<buffers.width where !(z[index] <= largest) { largest = z[index] }
      var sum: Float = 0
      for index in 0..<buffers.width {
        sum += Float(ScalarMath.exp(Double(z[index] - largest)))
      }
      let logSum = Float(ScalarMath.log(Double(sum)))
      total += logSum - (z[label] - largest)
      guard let gradient = buffers.gradient.map({ $0 + row * buffers.width }) else { continue }
      for index in 0..<buffers.width {
        let probability = Float(ScalarMath.exp(Double(z[index] - largest - logSum)))
        gradient[index] = (probability - (index == label ? 1 : 0)) / Float(buffers.samples)
      }
    }
    return total / Float(buffers.samples)
  }
}
