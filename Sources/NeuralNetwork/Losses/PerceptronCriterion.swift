/// How far the wrong answers are on the wrong side. Followed with a rate of 1, it is the
/// perceptron's learning rule.
///
///     answer = 1 where z ≥ 0, else 0
///     loss = mean((answer − y) z)        ∂loss/∂z = (answer − y) / n
///
/// Output (scores): [batch × values]; targets: [batch × values]. A target above zero counts as 1 and
/// any other as 0. A right answer costs nothing and changes nothing.
///
/// - Source: Rosenblatt, "The Perceptron", 1958; Bishop 2006, §4.1.7.
package struct PerceptronCriterion: ReducedLoss {
  package static let declaration = BlockDeclaration(
    "perceptron", aliases: ["perceptron_criterion"],
    summary: "how far wrong answers are on the wrong side: mean((answer - target) · output)",
    settings: [Reduction.setting],
    example: "perceptron",
    source: "Rosenblatt, The Perceptron, Psychological Review 65, 1958")

  package let reduction: Reduction

  package init(settings: Settings) {
    reduction = Reduction(settings)
  }

  package var pytorch: String {
    "lambda z, y: (((z >= 0).float() - (y > 0).float()) * z).\(reduction.rawValue)()"
  }
  package var readsLogits: Bool { true }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkValues(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let count = buffers.count
    let share = reduction.share(of: count)
    var sum: Float = 0
    for index in 0..<count {
      let z = buffers.output[index]
      let error: Float = (z >= 0 ? 1 : 0) - (buffers.values[index] > 0 ? 1 : 0)
      sum += error * z
      buffers.gradient?[index] = error * share
    }
    return reduction.value(sum, of: count)
  }
}

extension PerceptronCriterion {
  /// mean (answer − y) z, answer = 1 where z ≥ 0, else 0
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    sample.reduced(reduction, in: &graph) { graph, output, target in
      let answer = graph.apply(.step, output, .part("answer"))
      let side = graph.leaf(graph.values[target] > 0 ? 1 : 0, graph.address(of: target))
      let error = graph.subtract(answer, side)
      return graph.multiply(error, output)
    }
  }
}
