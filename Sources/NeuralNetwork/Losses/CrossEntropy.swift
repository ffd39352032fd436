import CKernels

/// Cross-entropy of softmax(logits), averaged over the batch.
///
///     loss = mean(log Σ exp(z) − (1 − ε) z[label] − ε mean(z))
///     ∂loss/∂z = (softmax(z) − (1 − ε) one-hot(label) − ε / classes) / batch
///
/// Output (logits, not normalised): [batch × classes]; targets: [batch], one class index each. The
/// label smoothing ε, 0 unless asked for, shares a part of each target among all classes.
///
/// - Source: Goodfellow, Bengio, Courville 2016, §6.2.2.3; Szegedy et al. 2016, §7; PyTorch,
///   `torch.nn.CrossEntropyLoss`.
package struct CrossEntropy: Loss {
  package static let declaration = BlockDeclaration(
    "cross_entropy", aliases: ["cross_entropy_loss", "ce"],
    summary: "softmax and the surprise at the true class in one: mean(log sum e^z - z[class])",
    settings: [
      Setting(
        "label_smoothing", kind: .number(0...1), default: .number(0),
        summary: "part of each target that is shared among all classes")
    ],
    example: "cross_entropy",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html")

  /// ε
  package let labelSmoothing: Double

  package init(settings: Settings) {
    labelSmoothing = Self.declaration.completed(settings).number("label_smoothing") ?? 0
  }

  package var pytorch: String {
    "nn.CrossEntropyLoss(\(labelSmoothing == 0 ? "" : "label_smoothing=\(labelSmoothing)"))"
  }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    try checkClasses(output: output, targets: targets)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    let samples = Float(buffers.samples)
    return buffers.kernels.pointee.cross_entropy(
      buffers.samples, buffers.width, buffers.output, buffers.classes,
      Float(labelSmoothing), 1 / samples, buffers.gradient) / samples
  }
}

extension CrossEntropy {
  /// log Σ exp(d) − (1 − ε) d[label] − ε mean(d), with d = z − max z
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    let greatest = graph.append(.shift, sample.outputs, .part("max"))
    var differences: [Int] = []
    var powers: [Int] = []
    for (k, output) in sample.outputs.enumerated() {
      let difference = graph.subtract(output, greatest)
      graph.name(difference, .part("d[\(k)]"))
      differences.append(difference)
      powers.append(graph.apply(.exp, difference, .part("e[\(k)]")))
    }
    let sum = graph.append(.sum, powers, .part("sum"))
    let logarithm = graph.apply(.log, sum, .part("log sum"))
    let hard = graph.subtract(logarithm, differences[sample.label])
    guard labelSmoothing != 0 else { return hard }
    let mean = graph.mean(differences)
    let soft = graph.subtract(logarithm, mean)
    let hardShare = graph.constant(1 - labelSmoothing)
    let softShare = graph.constant(labelSmoothing)
    let first = graph.multiply(hardShare, hard)
    let second = graph.multiply(softShare, soft)
    return graph.add(first, second)
  }
}
