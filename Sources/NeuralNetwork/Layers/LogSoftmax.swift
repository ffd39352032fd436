/// The logarithms of soft-max's probabilities, over the last axis or the one named, as the loss `nll` reads them.
///
///     aᵢ = zᵢ − max z − log Σⱼ exp(zⱼ − max z)        ∂L/∂zᵢ = ∂L/∂aᵢ − exp(aᵢ) Σⱼ ∂L/∂aⱼ
///
/// - Source: PyTorch, `torch.nn.LogSoftmax`; the maximum is taken off so that no power overflows.
package struct LogSoftmax: Layer {
  package static let declaration = BlockDeclaration(
    "log_softmax",
    summary: "the logarithms of softmax's probabilities: zi - log sum of e^zj",
    settings: [RowAxis.setting],
    example: "log_softmax",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html")

  package let inputShape: Shape
  /// Along which it works.
  package let axis: RowAxis

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    axis = try RowAxis("log_softmax", settings, input: input)
    inputShape = input
  }

  package var settings: Settings { ["dim": .integer(axis.dimension)] }
  package var working: Room { axis.working }
  package var outputShape: Shape { inputShape }
  package var pytorch: String { "nn.LogSoftmax(dim=\(axis.dimension))" }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    RowOperation(.logSoftmax, axis, buffers, count: inputShape.count)
  }
}

extension LogSoftmax {
  /// a = d − log Σ exp(d) with d = z − max z
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let (row, k) = axis.place(of: output)
    let total = tracer.powerSum(axis.length, row: row) { $0.input(axis.value(row, $1)) }
    let logarithm = tracer.shared("log", row) { $0.graph.apply(.log, total) }
    let own = tracer.lowered(axis.length, k, row: row) { $0.input(axis.value(row, $1)) }
    return tracer.graph.subtract(own, logarithm)
  }
}
