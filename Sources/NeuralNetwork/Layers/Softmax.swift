import CKernels

/// Scores become probabilities that sum to one, over the last axis.
///
///     aᵢ = exp(zᵢ − max z) / Σⱼ exp(zⱼ − max z)        ∂L/∂zᵢ = aᵢ (∂L/∂aᵢ − Σⱼ aⱼ ∂L/∂aⱼ)
///
/// - Source: PyTorch, `torch.nn.Softmax`; the maximum is taken off so that no power overflows.
package struct Softmax: Layer {
  package static let declaration = BlockDeclaration(
    "softmax",
    summary: "scores become probabilities that sum to one: e^zi / sum of e^zj",
    example: "softmax",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html")

  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    inputShape = input
  }

  package var outputShape: Shape { inputShape }
  package var pytorch: String { "nn.Softmax(dim=-1)" }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    SoftmaxOperation(self, buffers)
  }
}

private final class SoftmaxOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let width: Int
  private let rowsInSample: Int

  init(_ layer: Softmax, _ buffers: LayerBuffers) {
    self.buffers = buffers
    width = layer.inputShape.dimensions.last ?? 1
    rowsInSample = layer.inputShape.count / width
  }

  override func forward(_ samples: Int) {
    buffers.kernels.pointee.softmax_forward(
      samples * rowsInSample, width, buffers.input, buffers.output)
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    buffers.kernels.pointee.softmax_backward(
      samples * rowsInSample, width, buffers.output, dy, dx)
  }
}

extension Softmax {
  /// a = e / Σ e with e = exp(z − max z)
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let width = inputShape.dimensions.last ?? 1
    let start = output / width * width
    return tracer.softmax(width, output % width, row: output / width) { $0.input(start + $1) }
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
