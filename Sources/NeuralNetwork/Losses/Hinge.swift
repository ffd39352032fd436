/// What is missing to a margin (1 unless told otherwise) on the right side: the support vector machine's loss.
///
///     loss = mean(max(0, margin − y z))        ∂loss/∂z = −y / n where y z < margin, else 0
///
/// Output (scores): [batch × values]; targets: [batch × values]. A target above zero counts as 1 and
/// any other as −1, so that data of zeros and ones can be used as they are.
///
/// - Source: Cortes and Vapnik, "Support-Vector Networks", 1995.
package struct Hinge: ReducedLoss {
  package static let declaration = BlockDeclaration(
    "hinge", aliases: ["hinge_loss", "svm"],
    summary: "what is missing to a margin of 1: mean(max(0, 1 - target · output)), targets -1 or 1",
    settings: [
      Setting(
        "margin", kind: .number(0...1e6), default: .number(1),
        summary: "score on the right side from which on nothing is missing"),
      Reduction.setting,
    ],
    example: "hinge",
    source: "https://doi.org/10.1007/BF00994018")

  /// How far on the right side an output must be.
  package let margin: Double
  package let reduction: Reduction

  package init(settings: Settings) {
    margin = Self.declaration.completed(settings).number("margin") ?? 1
    reduction = Reduction(settings)
  }

  package var pytorch: String {
    "lambda z, y: torch.relu(\(margin == 1 ? "1" : "\(margin)") - torch.where(y > 0, 1, -1) * z)"
      + ".\(reduction.rawValue)()"
  }
  package var readsLogits: Bool { true }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let count = buffers.count
    let share = reduction.share(of: count)
    let margin = Float(margin)
    var sum: Float = 0
    for index in 0..<count {
      let side: Float = buffers.values[index] > 0 ? 1 : -1
      let missing = margin - side * buffers.output[index]
      sum += missing <= 0 ? 0 : missing
      buffers.gradient?[index] = missing <= 0 ? 0 : -side * share
    }
    return reduction.value(sum, of: count)
  }
}

extension Hinge {
  /// mean max(0, 1 − side · z)
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    sample.reduced(reduction, in: &graph) { graph, output, target in
      let margin = graph.constant(margin)
      let side = graph.leaf(graph.values[target] > 0 ? 1 : -1, graph.address(of: target))
      let product = graph.multiply(side, output)
      let missing = graph.subtract(margin, product)
      return graph.apply(.relu, missing)
    }
  }
}
