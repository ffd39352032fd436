import CKernels

/// Cross-entropy of softmax(logits), averaged over the batch.
///
///     loss = mean(log Σ exp(z) − (1 − ε) z[label] − ε mean(z))
///     ∂loss/∂z = (softmax(z) − (1 − ε) one-hot(label) − ε / classes) / batch
///
/// Output (logits, not normalised): [batch × classes]; targets: [batch], one class index each, or
/// [batch × classes], the probability t of each class, with which
///
///     loss = −mean(Σ_c ((1 − ε) t[c] + ε / classes) log softmax(z)[c])
///
/// The label smoothing ε, 0 unless asked for, shares a part of each target among all classes.
/// `ClassWeights` has the formula where classes do not count alike.
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
    ] + ClassWeights.settings,
    example: "cross_entropy",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html")

  /// ε
  package let labelSmoothing: Double
  /// Which samples count how much.
  package let counting: ClassWeights

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    labelSmoothing = settings.number("label_smoothing") ?? 0
    counting = ClassWeights(settings)
  }

  package var choosesClass: Bool { true }
  package var isSum: Bool { counting.reduction == .sum }
  package func divisor(_ labels: [Int32], count: Int) -> Double {
    counting.divisor(labels, count: count)
  }
  package var pytorch: String {
    let words =
      counting.arguments + (labelSmoothing == 0 ? [] : ["label_smoothing=\(labelSmoothing)"])
    return "nn.CrossEntropyLoss(\(words.joined(separator: ", ")))"
  }

  package func check(output: Shape, targets: Targets) throws(NetworkError) {
    if case .values(_, let width) = targets, width > 1, output.dimensions == [width] {
      try checkProbabilities(targets)
    } else {
      try checkClasses(output: output, targets: targets)
    }
    try checkWeights(counting.weights, "weight", output: output)
  }

  package func evaluate(_ buffers: LossBuffers) -> Float {
    guard counting.isEven(buffers) else {
      return withUnsafeTemporaryAllocation(of: Float.self, capacity: buffers.width) { row in
        row.baseAddress.map { weighted(buffers, $0) } ?? .nan
      }
    }
    let sum = buffers.kernels.pointee.cross_entropy(
      buffers.samples, buffers.width, buffers.output, buffers.classes, Float(labelSmoothing),
      counting.reduction.share(of: buffers.samples), buffers.gradient)
    return counting.reduction.value(sum, of: buffers.samples)
  }

  /// With the part a[c] = (1 − ε) w[label] [c = label] + (ε / classes) w[c] of each class, or
  /// a[c] = ((1 − ε) t[c] + ε / classes) w[c] of probabilities:
  ///
  ///     loss = Σ a[c] · −log softmax(z)[c] / Σ w[label]
  ///     ∂loss/∂z[c] = (softmax(z)[c] · Σ a − a[c]) / Σ w[label]
  private func weighted(_ buffers: LossBuffers, _ logarithms: UnsafeMutablePointer<Float>) -> Float
  {
    let width = buffers.width
    let (sharp, even) = (Float(1 - labelSmoothing), Float(labelSmoothing / Double(width)))
    let divisor = counting.divisor(buffers)
    var sum: Float = 0
    for row in 0..<buffers.samples {
      let label = buffers.readsClasses ? buffers.classes[row] : 0
      let chances = buffers.readsClasses ? nil : buffers.values + row * width
      let logits = buffers.output + row * width
      let gradient = buffers.gradient.map { $0 + row * width }
      guard chances != nil || Int(label) != counting.ignored else {
        gradient?.update(repeating: 0, count: width)
        continue
      }
      buffers.kernels.pointee.log_softmax_forward(1, width, logits, logarithms)
      var total: Float = 0
      for index in 0..<width {
        let part = part(index, label, chances, sharp, even)
        total += part
        // Where nothing is shared, what is impossible costs nothing, and is not 0 · ∞.
        if part != 0 || !logarithms[index].isFinite && even > 0 { sum -= part * logarithms[index] }
      }
      guard let gradient else { continue }
      buffers.kernels.pointee.softmax_forward(1, width, logits, gradient)
      for index in 0..<width {
        let part = part(index, label, chances, sharp, even)
        gradient[index] = (gradient[index] * total - part) / divisor
      }
    }
    return sum / divisor
  }

  private func part(
    _ index: Int, _ label: Int32, _ chances: UnsafePointer<Float>?, _ sharp: Float, _ even: Float
  ) -> Float {
    if let chances {
      let weight = counting.weights.isEmpty ? 1 : Float(counting.weights[index])
      return (sharp * chances[index] + even) * weight
    }
    let shared = even * (counting.weights.isEmpty ? 1 : Float(counting.weights[index]))
    return index == Int(label) ? shared + sharp * counting.weight(of: label) : shared
  }
}

extension CrossEntropy {
  /// log Σ exp(d) − (1 − ε) d[label] − ε mean(d), with d = z − max z
  package func trace(_ sample: SampleTrace, in graph: inout ScalarGraph) -> Int {
    let hasChances = !sample.targets.isEmpty
    guard hasChances || sample.label != counting.ignored else { return graph.constant(0) }
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
    if hasChances { return expected(logarithm, differences, sample.targets, &graph) }
    guard counting.weights.isEmpty else {
      return weighted(logarithm, differences, sample.label, &graph)
    }
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

  /// Σ t[c] w[c] (log Σ exp(d) − d[c]), t smoothed.
  private func expected(
    _ logarithm: Int, _ differences: [Int], _ targets: [Int], _ graph: inout ScalarGraph
  ) -> Int {
    var terms: [Int] = []
    for (index, (difference, target)) in zip(differences, targets).enumerated() {
      var part = target
      if labelSmoothing != 0 {
        let sharp = graph.constant(1 - labelSmoothing)
        let even = graph.constant(labelSmoothing / Double(differences.count))
        let kept = graph.multiply(sharp, target)
        part = graph.add(kept, even)
      }
      if !counting.weights.isEmpty {
        let weight = graph.constant(counting.weights[index])
        part = graph.multiply(weight, part)
      }
      let surprise = graph.subtract(logarithm, difference)
      terms.append(graph.multiply(part, surprise))
    }
    return graph.sum(terms)
  }

  /// Σ a[c] (log Σ exp(d) − d[c])
  private func weighted(
    _ logarithm: Int, _ differences: [Int], _ label: Int, _ graph: inout ScalarGraph
  ) -> Int {
    var terms: [Int] = []
    for (index, difference) in differences.enumerated() {
      let even = labelSmoothing / Double(differences.count) * counting.weights[index]
      let part = even + (index == label ? (1 - labelSmoothing) * counting.weights[index] : 0)
      guard part != 0 else { continue }
      let factor = graph.constant(part)
      let surprise = graph.subtract(logarithm, difference)
      terms.append(graph.multiply(factor, surprise))
    }
    return terms.isEmpty ? graph.constant(0) : graph.sum(terms)
  }
}
