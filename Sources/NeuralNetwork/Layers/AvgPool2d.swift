/// The mean of each window, plane by plane.
///
///     y[c, i, j] = Σ_u Σ_v x[c, i·stride + u − padding, j·stride + v − padding] / kernel²
///
/// Shapes: x is [channels × height × width], y is [channels × rows × columns] with
/// rows = (height + 2·padding − kernel) / stride + 1, rounded down. What lies over the edge counts as 0.
///
/// - Source: LeCun et al. 1989, "Handwritten Digit Recognition with a Back-Propagation Network";
///   PyTorch, `torch.nn.AvgPool2d`.
package struct AvgPool2d: Layer {
  package static let declaration = BlockDeclaration(
    "avg_pool2d",
    summary: "the mean of each window, plane by plane",
    settings: Pooling.settings + [Pooling.rounding, Pooling.counting, Pooling.dividing],
    example: "avg_pool2d 2",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html")

  /// Its windows.
  package let pooling: Pooling

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    pooling = try Pooling("avg_pool2d", Self.declaration.completed(settings), input: input)
  }

  package var settings: Settings { pooling.settings }
  package var inputShape: Shape { pooling.inputShape }
  package var outputShape: Shape { pooling.outputShape }
  package var label: String { "avg_pool2d \(pooling.size)" }
  package var pytorch: String { pooling.pytorch("AvgPool2d") }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    pooling.makeOperation(.mean, buffers)
  }
}

extension AvgPool2d {
  /// The mean of one window.
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    pooling.traceMean(output, with: &tracer)
  }
}
