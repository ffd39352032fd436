/// The mean of each plane, whatever its size.
///
/// Shapes: x is [channels × height × width], y is [channels × 1 × 1].
///
/// - Source: PyTorch, `torch.nn.AdaptiveAvgPool2d`.
package struct AdaptiveAvgPool2d: Layer {
  package static let declaration = BlockDeclaration(
    "adaptive_avg_pool2d",
    summary: "the mean of each plane",
    settings: Pooling.adaptiveSettings,
    example: "adaptive_avg_pool2d 1",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveAvgPool2d.html")

  /// Its only window.
  package let pooling: Pooling

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    pooling = try Pooling(whole: "adaptive_avg_pool2d", input: input)
  }

  package var settings: Settings { ["output": .integer(1)] }
  package var inputShape: Shape { pooling.inputShape }
  package var outputShape: Shape { pooling.outputShape }
  package var label: String { "adaptive_avg_pool2d 1" }
  package var pytorch: String { "nn.AdaptiveAvgPool2d(1)" }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    PoolingOperation(.mean, pooling, buffers)
  }
}

extension AdaptiveAvgPool2d {
  /// The mean of one window.
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    pooling.traceMean(output, with: &tracer)
  }
}
