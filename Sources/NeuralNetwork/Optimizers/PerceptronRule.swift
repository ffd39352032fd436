/// The perceptron's learning rule: whoever answers wrongly moves its weights by its input, towards
/// the right answer; whoever answers rightly stays.
///
///     Δw = lr · (y − answer) · x        Δb = lr · (y − answer)
///
/// With `loss perceptron`, the gradient is (answer − y) · x, and this is a plain step against it, of
/// size 1 unless told otherwise: from zero weights, another size only changes the scale.
///
/// - Source: Rosenblatt, "The Perceptron", 1958.
package struct PerceptronRule: Optimizer {
  package static let declaration = BlockDeclaration(
    "perceptron", aliases: ["perceptron_rule"],
    summary: "after a mistake, the input is added to the weights or taken off; for loss perceptron",
    settings: [
      Setting(
        "lr", aliases: ["learning_rate"], kind: .number(0...1e6), default: .number(1),
        summary: "step size")
    ] + GradientRules.settings,
    example: "perceptron",
    source: "Rosenblatt, The Perceptron, Psychological Review 65, 1958")

  package var learningRate: Double
  package let gradientRules: GradientRules

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    learningRate = settings.number("lr") ?? 1
    gradientRules = GradientRules(settings: settings)
  }

  package var stateNames: [String] { [] }

  package var label: String {
    "perceptron" + (learningRate == 1 ? "" : " lr=\(learningRate)") + gradientRules.label
  }

  package var pytorch: String { "optim.SGD(net.parameters(), lr=\(learningRate))" }

  package func update(_ buffers: OptimizerBuffers) {
    let rate = Float(buffers.learningRate)
    for index in 0..<buffers.count {
      buffers.parameters[index] =
        buffers.parameters[index].addingProduct(-rate, buffers.gradients[index])
    }
  }
}

extension PerceptronRule {
  /// w − lr · g
  package func trace(_ update: inout UpdateTrace) -> Int {
    let step = update.graph.multiply(update.learningRate, update.gradient)
    return update.graph.subtract(update.parameter, step)
  }
}
