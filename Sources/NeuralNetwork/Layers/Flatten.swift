/// The same numbers as one row.
///
/// Shapes: x is of any shape, y is [values]; or the axes from `start_dim` to `end_dim` become one,
/// the batch being axis 0.
///
/// - Source: PyTorch, `torch.nn.Flatten`.
package struct Flatten: Layer {
  package static let declaration = BlockDeclaration(
    "flatten",
    summary: "the same numbers as one row",
    settings: [
      Setting(
        "start_dim", kind: .integer(1...64), default: .integer(1),
        summary: "the first axis of those that become one, the batch being axis 0"),
      Setting(
        "end_dim", kind: .integer(-64...64), default: .integer(-1),
        summary: "the last of them, counted from the end where negative"),
    ],
    example: "flatten",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html")

  package let inputShape: Shape
  package let outputShape: Shape
  /// The first axis of those that become one, as PyTorch counts it.
  package let start: Int
  /// The last of them.
  package let end: Int

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    start = settings.integer("start_dim") ?? 1
    end = settings.integer("end_dim") ?? -1
    inputShape = input
    let axes = input.dimensions
    let (first, last) = (start - 1, end < 0 ? axes.count + end : end - 1)
    if start == 1, last == axes.count - 1 {
      outputShape = [input.count]
    } else if axes.indices.contains(first), axes.indices.contains(last), first <= last {
      outputShape = Shape(
        axes[..<first] + [axes[first...last].reduce(1, *)] + axes[(last + 1)...])
    } else {
      throw .wrongRank(
        layer: "flatten", needs: "axes \(start) to \(end), the batch being axis 0", gives: input)
    }
  }

  package var settings: Settings { ["start_dim": .integer(start), "end_dim": .integer(end)] }
  package var pytorch: String {
    start == 1 && end == -1 ? "nn.Flatten()" : "nn.Flatten(\(start), \(end))"
  }

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
