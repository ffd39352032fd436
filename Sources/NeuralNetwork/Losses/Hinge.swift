/// What is missing to a margin of 1 on the right side: the support vector machine's loss.
///
///     loss = mean(max(0, 1 − y z))        ∂loss/∂z = −y / n where y z < 1, else 0
///
/// Output (scores): [batch × values]; targets: [batch × values]. A target above zero counts as 1 and
/// any other as −1, so that data of zeros and ones can be used as they are.
///
/// - Source: Cortes and Vapnik, "Support-Vector Networks", 1995.
package struct Hinge: Loss {
  package static let declaration = BlockDeclaration(
    "hinge", aliases: ["hinge_loss", "svm"],
    summary: "what is missing to a margin of 1: mean(max(0, 1 - target · output)), targets -1 or 1",
    example: "hinge",
    source: "https://doi.org/10.1007/BF00994018")

  package init(settings: Settings) {}

  package var pytorch: String {
    "lambda z, y: torch.relu(1 - torch.where(y > 0, 1, -1) * z).mean()"
  }
  package var readsLogits: Bool { true }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let count = buffers.count
    let share = 1 / Float(count)
    var sum: Float = 0
    for index in 0..<count {
      let side: Float = buffers.values[index] > 0 ? 1 : -1
      let missing = 1 - side * buffers.output[index]
      sum += missing <= 0 ? 0 : missing
      buffers.gradient?[index] = missing <= 0 ? 0 : -side * share
    }
    return sum / Float(count)
  }
}

extension Hinge {
  /// mean max(0, 1 − side · z)
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    sample.mean(in: &graph) { graph, output, target in
      let one = graph.constant(1)
      let side = graph.leaf(graph.values[target] > 0 ? 1 : -1, graph.address(of: target))
      let product = graph.multiply(side, output)
      let missing = graph.subtract(one, product)
      return graph.apply(.relu, missing)
    }
  }
}
