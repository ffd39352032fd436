/// Scores become probabilities that sum to one, over the last axis or the one that is named.
///
///     aᵢ = exp(zᵢ − max z) / Σⱼ exp(zⱼ − max z)        ∂L/∂zᵢ = aᵢ (∂L/∂aᵢ − Σⱼ aⱼ ∂L/∂aⱼ)
///
/// - Source: PyTorch, `torch.nn.Softmax`; the maximum is taken off so that no power overflows.
package struct Softmax: Layer {
  package static let declaration = BlockDeclaration(
    "softmax",
    summary: "scores become probabilities that sum to one: e^zi / sum of e^zj",
    settings: [RowAxis.setting],
    example: "softmax",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html")

  package let inputShape: Shape
  /// Along which it works.
  package let axis: RowAxis

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    axis = try RowAxis("softmax", settings, input: input)
    inputShape = input
  }

  package var settings: Settings { ["dim": .integer(axis.dimension)] }
  package var working: Room { axis.working }
  package var outputShape: Shape { inputShape }
  package var pytorch: String { "nn.Softmax(dim=\(axis.dimension))" }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    RowOperation(.softmax, axis, buffers, count: inputShape.count)
  }
}

extension Softmax {
  /// a = e / Σ e with e = exp(z − max z)
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let (row, place) = axis.place(of: output)
    return tracer.softmax(axis.length, place, row: row) { $0.input(axis.value(row, $1)) }
  }
}

extension Tracer {
  /// zₖ − max z: what is raised to a power. The maximum is constant to the gradient, as it cancels
  /// out.
  mutating func lowered(
    _ width: Int, _ k: Int, row: Int, _ score: (inout Tracer, Int) -> Int
  ) -> Int {
    let greatest = shared("max", row) { tracer in
      var scores: [Int] = []
      for index in 0..<width { scores.append(score(&tracer, index)) }
      return tracer.graph.append(.shift, scores)
    }
    let own = score(&self, k)
    return shared("d", row, k) { $0.graph.subtract(own, greatest) }
  }

  /// exp(zₖ − max z)
  mutating func power(
    _ width: Int, _ k: Int, row: Int, _ score: (inout Tracer, Int) -> Int
  ) -> Int {
    let difference = lowered(width, k, row: row, score)
    return shared("e", row, k) { $0.graph.apply(.exp, difference) }
  }

  /// Σ exp(z − max z)
  mutating func powerSum(
    _ width: Int, row: Int, _ score: (inout Tracer, Int) -> Int
  ) -> Int {
    shared("sum", row) { tracer in
      var powers: [Int] = []
      for index in 0..<width { powers.append(tracer.power(width, index, row: row, score)) }
      return tracer.graph.append(.sum, powers)
    }
  }

  /// One of a row's probabilities.
  mutating func softmax(
    _ width: Int, _ k: Int, row: Int, _ score: (inout Tracer, Int) -> Int
  ) -> Int {
    let total = powerSum(width, row: row, score)
    let own = power(width, k, row: row, score)
    return graph.divide(own, total)
  }
}
