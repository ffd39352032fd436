/// The surprise at the true class, where the outputs are logarithms of probabilities.
///
///     loss = mean(−log p[label])        ∂loss/∂log p[c] = −1 / batch where c = label, else 0
///
/// Output (log-probabilities, as `log_softmax` gives them): [batch × classes]; targets: [batch], one
/// class index each. `ClassWeights` has the formula where classes do not count alike.
///
/// - Source: PyTorch, `torch.nn.NLLLoss`.
package struct NegativeLogLikelihood: Loss {
  package static let declaration = BlockDeclaration(
    "nll", aliases: ["nll_loss", "negative_log_likelihood"],
    summary: "the surprise at the true class, for log-probabilities: mean(-output[class])",
    settings: ClassWeights.settings,
    example: "nll",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html")

  /// Which samples count how much.
  package let counting: ClassWeights

  package init(settings: Settings) {
    counting = ClassWeights(Self.declaration.completed(settings))
  }

  package var isSum: Bool { counting.reduction == .sum }
  package func divisor(_ labels: [Int32], count: Int) -> Double {
    counting.divisor(labels, count: count)
  }
  package var pytorch: String {
    "nn.NLLLoss(\(counting.arguments.joined(separator: ", ")))"
  }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkClasses(output: output, targets: targets)
    try checkWeights(counting.weights, "weight", output: output)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let divisor = counting.divisor(buffers)
    var sum: Float = 0
    for row in 0..<buffers.samples {
      let label = buffers.classes[row]
      let weight = counting.weight(of: label)
      let isIgnored = Int(label) == counting.ignored
      if !isIgnored { sum -= weight * buffers.output[row * buffers.width + Int(label)] }
      guard let gradient = buffers.gradient.map({ $0 + row * buffers.width }) else { continue }
      gradient.update(repeating: 0, count: buffers.width)
      if !isIgnored { gradient[Int(label)] = -weight / divisor }
    }
    return sum / divisor
  }
}

extension NegativeLogLikelihood {
  /// −log p[label]
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    guard sample.label != counting.ignored else { return graph.constant(0) }
    let surprise = graph.append(.negative, [sample.outputs[sample.label]])
    guard !counting.weights.isEmpty else { return surprise }
    let weight = graph.constant(counting.weights[sample.label])
    return graph.multiply(weight, surprise)
  }
}
