/// The greatest value of each window, plane by plane.
///
///     y[c, i, j] = max over u, v of x[c, i·stride + u − padding, j·stride + v − padding]
///
/// Shapes: x is [channels × height × width], y is [channels × rows × columns] with
/// rows = (height + 2·padding − kernel) / stride + 1, rounded down. The gradient of an output goes to
/// the first of the greatest values; a NaN counts as greatest.
///
/// - Source: Riesenhuber and Poggio 1999, "Hierarchical models of object recognition";
///   PyTorch, `torch.nn.MaxPool2d`.
package struct MaxPool2d: ActivationPassing {
  package static let declaration = BlockDeclaration(
    "max_pool2d",
    summary: "the greatest value of each window, plane by plane",
    settings: Pooling.settings + [Pooling.dilation, Pooling.rounding],
    example: "max_pool2d 2",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html")

  /// Its windows.
  package let pooling: Pooling

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    pooling = try Pooling("max_pool2d", Self.declaration.completed(settings), input: input)
  }

  package var settings: Settings { pooling.settings }
  package var inputShape: Shape { pooling.inputShape }
  package var outputShape: Shape { pooling.outputShape }
  package var label: String { "max_pool2d \(pooling.size)" }
  package var pytorch: String { pooling.pytorch("MaxPool2d") }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    pooling.makeOperation(.maximum, buffers)
  }

  var overwritesInput: Bool { pooling.isByTwo }

  func makeOperation(
    _ buffers: LayerBuffers, passing activation: ActivationFunction, _ parameter: Float
  ) -> LayerOperation {
    PoolingOperation(.maximum, pooling, buffers, passing: activation, parameter)
  }
}

extension MaxPool2d {
  /// The greatest of one window.
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    pooling.traceMaximum(output, with: &tracer)
  }
}
