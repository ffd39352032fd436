import CKernels

/// Each whole number becomes a learned row of numbers: the vector of a word.
///
///     y[…, :] = weight[x[…], :]        ∂L/∂weight[v, :] = Σ ∂L/∂y[…, :] where x[…] = v
///
/// Shapes: x is [places], weight [num × dim], y [places × dim]. Which row is read has no gradient. A
/// number that is no row's gives NaN; data are checked before.
///
/// - Source: Bengio et al. 2003; PyTorch, `torch.nn.Embedding`.
package struct Embedding: Layer {
  package static let declaration = BlockDeclaration(
    "embedding",
    summary: "each whole number becomes a learned row of dim numbers",
    settings: [
      Setting(
        "num", aliases: ["num_embeddings"], kind: .integer(1...Int.max),
        summary: "how many rows: inputs are 0 to num - 1"),
      Setting(
        "dim", aliases: ["embedding_dim"], kind: .integer(1...Int.max),
        summary: "how many numbers a row has"),
      Setting(
        "padding_idx", kind: .integer(-1_000_000_000...1_000_000_000), optional: true,
        summary: "a row that starts at zero and does not learn"),
    ],
    example: "embedding 10 4",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html")

  package let inputShape: Shape
  /// The number of rows.
  package let rows: Int
  /// The length of a row.
  package let width: Int

  /// The row that starts at zero and does not learn.
  package let padding: Int?

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    rows = settings.integer("num") ?? 1
    width = settings.integer("dim") ?? 1
    inputShape = input
    let asked = settings.integer("padding_idx")
    padding = asked.map { [rows] in $0 < 0 ? rows + $0 : $0 }
    if let asked, let padding, !(0..<rows).contains(padding) {
      throw .noEntry(layer: label, value: Float(asked), count: rows)
    }
    guard Shape([rows, width]).checkedCount != nil, outputShape.checkedCount != nil else {
      throw .tooLarge(
        what: "\(label).weight", shape: [rows, width], bytes: nil, limit: MemoryLimit.standard)
    }
  }

  package var settings: Settings {
    var settings: Settings = ["num": .integer(rows), "dim": .integer(width)]
    settings.values["padding_idx"] = padding.map { .integer($0) }
    return settings
  }
  package var outputShape: Shape { Shape(inputShape.dimensions + [width]) }
  package var label: String { "embedding \(rows)→\(width)" }
  package var pytorch: String {
    "nn.Embedding(\(rows), \(width)\(padding.map { ", padding_idx=\($0)" } ?? ""))"
  }

  package var parameters: [ParameterDeclaration] {
    [ParameterDeclaration("weight", shape: [rows, width], start: .normal(deviation: 1))]
  }

  /// Drawn as all others are, and then set to zero.
  package func freshParameters(using generator: inout MersenneTwister) -> [[Float]] {
    var weight = parameters[0].freshValues(using: &generator)
    if let padding {
      for index in padding * width..<(padding + 1) * width { weight[index] = 0 }
    }
    return [weight]
  }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    EmbeddingOperation(self, buffers)
  }

  /// The row that a number names; nil where it names none.
  func row(of value: Float) -> Int? {
    Int(exactly: value).flatMap { (0..<rows).contains($0) ? $0 : nil }
  }
}

private final class EmbeddingOperation: LayerOperation {
  private let layer: Embedding
  private let buffers: LayerBuffers
  private let places: Int
  private let width: Int

  init(_ layer: Embedding, _ buffers: LayerBuffers) {
    self.layer = layer
    self.buffers = buffers
    places = layer.inputShape.count
    width = layer.width
  }

  override func forward(_ samples: Int) {
    for place in 0..<samples * places {
      let output = buffers.output + place * width
      if let row = layer.row(of: buffers.input[place]) {
        output.update(from: buffers.parameters + row * width, count: width)
      } else {
        output.update(repeating: .nan, count: width)
      }
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let dy = buffers.outputGradient, let gradients = buffers.gradients else { return }
    if !accumulate { gradients.update(repeating: 0, count: layer.rows * width) }
    for place in 0..<samples * places {
      guard let row = layer.row(of: buffers.input[place]), row != layer.padding else { continue }
      let (target, source) = (gradients + row * width, dy + place * width)
      for index in 0..<width { target[index] += source[index] }
    }
    buffers.inputGradient?.update(repeating: 0, count: samples * places)
  }
}

extension Embedding {
  /// The row that the number names; which one it is has no gradient.
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let input = tracer.input(output / width)
    guard let row = row(of: Float(tracer.graph.values[input])) else {
      return tracer.constant(.nan)
    }
    let weight = tracer.parameter("weight", row * width + output % width)
    // What does not learn is read as a number.
    return row == padding ? tracer.constant(tracer.graph.values[weight]) : weight
  }
}
