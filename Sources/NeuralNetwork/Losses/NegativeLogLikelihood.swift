/// The surprise at the true class, where the outputs are logarithms of probabilities.
///
///     loss = mean(−log p[label])        ∂loss/∂log p[c] = −1 / batch where c = label, else 0
///
/// Output (log-probabilities, as `log_softmax` gives them): [batch × classes]; targets: [batch], one
/// class index each.
///
/// - Source: PyTorch, `torch.nn.NLLLoss`.
package struct NegativeLogLikelihood: Loss {
  package static let declaration = BlockDeclaration(
    "nll", aliases: ["nll_loss", "negative_log_likelihood"],
    summary: "the surprise at the true class, for log-probabilities: mean(-output[class])",
    example: "nll",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html")

  package init(settings: Settings) {}

  package var pytorch: String { "nn.NLLLoss()" }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkClasses(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    var sum: Float = 0
    for row in 0..<buffers.samples {
      let label = Int(buffers.classes[row])
      sum -= buffers.output[row * buffers.width + label]
      guard let gradient = buffers.gradient.map({ $0 + row * buffers.width }) else { continue }
      for index in 0..<buffers.width {
        gradient[index] = index == label ? -1 / Float(buffers.samples) : 0
      }
    }
    return sum / Float(buffers.samples)
  }
}

extension NegativeLogLikelihood {
  /// −log p[label]
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    graph.append(.negative, [sample.outputs[sample.label]])
  }
}
