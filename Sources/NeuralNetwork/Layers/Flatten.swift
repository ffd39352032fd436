/// The same numbers as one row.
///
/// Shapes: x is of any shape, y is [values].
///
/// - Source: PyTorch, `torch.nn.Flatten`.
package struct Flatten: Layer {
  package static let declaration = BlockDeclaration(
    "flatten",
    summary: "the same numbers as one row",
    example: "flatten",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html")

  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    inputShape = input
  }

  package var outputShape: Shape { [inputShape.count] }
  package var pytorch: String { "nn.Flatten()" }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    FlattenOperation(buffers, width: inputShape.count)
  }
}

private final class FlattenOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let width: Int

  init(_ buffers: LayerBuffers, width: Int) {
    self.buffers = buffers
    self.width = width
  }

  override func forward(_ samples: Int) {
    buffers.output.update(from: buffers.input, count: samples * width)
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    dx.update(from: dy, count: samples * width)
  }
}

extension Flatten {
  /// The same number.
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    tracer.input(output)
  }
}
