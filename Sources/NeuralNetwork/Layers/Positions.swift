/// Adds to each place of a sequence a pattern of numbers that says which place it is: without it, an
/// attention sees a bag of values and no order.
///
///     y[t, i] = x[t, i] + P[t, i]
///     P[t, 2k] = sin(t / 10000^(2k / width))        P[t, 2k + 1] = cos(t / 10000^(2k / width))
///
/// or, with `learned`, P is a parameter, `weight`: ∂L/∂P[t, i] = Σ ∂L/∂y[t, i] over the samples. Shapes:
/// x and y are [places × width].
///
/// - Source: Vaswani et al., "Attention Is All You Need", 2017, §3.5; learned ones as PyTorch's
///   `torch.nn.Embedding` of the places.
package struct Positions: Layer {
  package static let declaration = BlockDeclaration(
    "positions", aliases: ["positional_encoding", "position"],
    summary: "adds to each place a pattern that says which place it is: waves, or learned numbers",
    settings: [
      Setting(
        "learned", kind: .flag, default: .flag(false),
        summary: "whether the pattern is learned, and not made of sines and cosines")
    ],
    example: "positions",
    source: "Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, section 3.5")

  package let inputShape: Shape
  /// Whether the pattern is learned.
  package let isLearned: Bool

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    isLearned = settings.flag("learned")
    inputShape = input
    guard input.dimensions.count == 2 else {
      throw .wrongRank(layer: "positions", needs: "places × values", gives: input)
    }
  }

  package var places: Int { inputShape.dimensions.first ?? 1 }
  package var width: Int { inputShape.dimensions.last ?? 1 }
  package var settings: Settings { ["learned": .flag(isLearned)] }
  package var outputShape: Shape { inputShape }
  package var label: String { isLearned ? "positions, learned" : "positions" }
  package var pytorch: String {
    isLearned ? "LearnedPositions(\(places), \(width))" : "Positions(\(width))"
  }

  package var parameters: [ParameterDeclaration] {
    isLearned
      ? [ParameterDeclaration("weight", shape: [places, width], start: .normal(deviation: 1))] : []
  }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    PositionsOperation(self, buffers)
  }

  /// P, [places × width], where it is not learned.
  package var waves: [Float] {
    (0..<places).flatMap { place in (0..<width).map { wave(place, $0) } }
  }

  /// P[place, index], where it is not learned.
  private func wave(_ place: Int, _ index: Int) -> Float {
    let share = Double(index / 2 * 2) / Double(width)
    let angle = Double(place) * ScalarMath.exp(-share * ScalarMath.log(10000))
    return Float(index % 2 == 0 ? ScalarMath.sin(angle) : ScalarMath.cos(angle))
  }
}

extension Positions {
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let input = tracer.input(output)
    let pattern =
      isLearned
      ? tracer.parameter("weight", output)
      : tracer.constant(Double(wave(output / width, output % width)))
    return tracer.graph.add(input, pattern)
  }
}

private final class PositionsOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let count: Int
  private let isLearned: Bool
  /// Empty where the pattern is learned.
  private let waves: [Float]

  init(_ layer: Positions, _ buffers: LayerBuffers) {
    self.buffers = buffers
    count = layer.inputShape.count
    isLearned = layer.isLearned
    waves = layer.isLearned ? [] : layer.waves
  }

  override func forward(_ samples: Int) {
    for sample in 0..<samples {
      let (input, output) = (buffers.input + sample * count, buffers.output + sample * count)
      if isLearned {
        for index in 0..<count { output[index] = input[index] + buffers.parameters[index] }
      } else {
        for index in 0..<count { output[index] = input[index] + waves[index] }
      }
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dy = buffers.outputGradient else { return }
    buffers.inputGradient?.update(from: dy, count: samples * count)
    guard isLearned, let gradients = buffers.gradients else { return }
    if !accumulate { gradients.update(repeating: 0, count: count) }
    for sample in 0..<samples {
      for index in 0..<count { gradients[index] += dy[sample * count + index] }
    }
  }
}
