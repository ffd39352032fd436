import CKernels

/// Training sets some values to zero, and makes up for them with the others, so that no layer relies
/// on a single one. In evaluation nothing happens.
///
///     y = x · mask,  mask = 0 with probability p, else 1 / (1 − p)        ∂L/∂x = ∂L/∂y · mask
///
/// The mask has the draws of `MersenneTwister.dropoutMask`, in the order of the values; p = 0 and p = 1
/// draw nothing.
///
/// - Source: Srivastava et al. 2014; PyTorch, `torch.nn.Dropout`.
package struct Dropout: Layer {
  package static let declaration = BlockDeclaration(
    "dropout",
    summary: "in training, values become 0 with probability p, the others grow by 1 / (1 - p)",
    settings: [
      Setting(
        "p", kind: .number(0...1), default: .number(0.5), summary: "the probability of a zero")
    ],
    example: "dropout 0.5",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html")

  package let inputShape: Shape
  /// The probability that a value becomes zero.
  package let probability: Double

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    probability = Self.declaration.completed(settings).number("p") ?? 0.5
    inputShape = input
  }

  package var settings: Settings { ["p": .number(probability)] }
  package var outputShape: Shape { inputShape }
  package var label: String { "dropout \(probability)" }
  package var pytorch: String { "nn.Dropout(p=\(probability))" }
  /// The mask.
  package var kept: Room { Room(perSample: inputShape.count) }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    DropoutOperation(self, buffers)
  }
}

private final class DropoutOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let width: Int
  private let probability: Double

  init(_ layer: Dropout, _ buffers: LayerBuffers) {
    self.buffers = buffers
    width = layer.inputShape.count
    probability = layer.probability
  }

  override func forward(_ samples: Int) {
    let (count, mask) = (samples * width, buffers.kept)
    if buffers.mode == .training, let generator = buffers.generator, probability > 0 {
      let kept = 1 - probability
      let factor = 1 / Float(kept)
      for index in 0..<count {
        let isKept = probability < 1 && generator.pointee.bernoulli(kept)
        mask[index] = isKept ? factor : 0
      }
      for index in 0..<count { buffers.output[index] = buffers.input[index] * mask[index] }
    } else {
      mask.update(repeating: 1, count: count)
      buffers.output.update(from: buffers.input, count: count)
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dx = buffers.inputGradient, let dy = buffers.outputGradient else { return }
    for index in 0..<samples * width { dx[index] = dy[index] * buffers.kept[index] }
  }
}

extension Dropout {
  /// y = x · mask, with the mask that was drawn; 1 in evaluation mode.
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let input = tracer.input(output)
    let drawn = tracer.kept(tracer.sample * inputShape.count + output)
    let mask = tracer.shared("mask", output) { $0.graph.leaf(drawn) }
    return tracer.graph.multiply(input, mask)
  }
}
