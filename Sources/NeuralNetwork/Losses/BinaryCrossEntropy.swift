import CKernels

/// The surprise at each true answer, where the outputs are probabilities of "yes".
///
///     loss = mean(−y log p − (1 − y) log(1 − p))        ∂loss/∂p = (p − y) / (p (1 − p)) / n
///
/// Output and targets: [batch × values]. A logarithm is held at −100, and p (1 − p) at 10⁻¹² at
/// least, so that a certain mistake costs much and not infinitely much.
///
/// - Source: PyTorch, `torch.nn.BCELoss`.
package struct BinaryCrossEntropy: ReducedLoss {
  package static let declaration = BlockDeclaration(
    "bce", aliases: ["bce_loss", "binary_cross_entropy"],
    summary: "for probabilities of yes: mean(-y log p - (1 - y) log(1 - p))",
    settings: [Reduction.setting],
    example: "bce",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html")

  package let reduction: Reduction

  package init(settings: Settings) {
    reduction = Reduction(settings)
  }

  package var pytorch: String { "nn.BCELoss(\(reduction.arguments.joined()))" }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
    try checkProbabilities(targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let sum = buffers.kernels.pointee.binary_cross_entropy(
      buffers.count, buffers.output, buffers.values, reduction.share(of: buffers.count),
      buffers.gradient)
    return reduction.value(sum, of: buffers.count)
  }
}

extension BinaryCrossEntropy {
  /// mean −(y log p + (1 − y) log(1 − p)); what is multiplied by 0 is left out.
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    let bounded = ScalarFunction(
      "log, at least -100", "log z", derivative: "1 / z"
    ) {
      max(ScalarMath.log($0), -100)
    } slope: { z, _ in
      1 / max(z, 1e-12)
    }
    return sample.reduced(reduction, in: &graph) { graph, p, target in
      let y = graph.values[target]
      var parts: [Int] = []
      if y != 0 {
        let logarithm = graph.apply(bounded, p)
        parts.append(y == 1 ? logarithm : graph.multiply(target, logarithm))
      }
      if y != 1 {
        let one = graph.constant(1)
        let other = graph.subtract(one, p)
        let logarithm = graph.apply(bounded, other)
        let share = y == 0 ? nil : Optional(graph.subtract(one, target))
        parts.append(share.map { graph.multiply($0, logarithm) } ?? logarithm)
      }
      let sum = graph.sum(parts)
      return graph.append(.negative, [sum])
    }
  }
}
