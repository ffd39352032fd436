import CKernels

/// Each sample's values, over the last axis or as many as are named, are shifted and scaled to mean 0 and variance 1; then a
/// learned weight and bias for each place.
///
///     x̂ = (x − mean x) / √(var x + eps)        y = x̂ · weight + bias
///     ∂L/∂x = (g − mean g − x̂ · mean(g · x̂)) / √(var x + eps),  g = ∂L/∂y · weight
///
/// Shapes: x and y are [… × n], weight and bias [n]. The variance is the mean square, not corrected.
///
/// - Source: Ba, Kiros, Hinton 2016; PyTorch, `torch.nn.LayerNorm`.
package struct LayerNorm: Layer {
  package static let declaration = BlockDeclaration(
    "layer_norm",
    summary: "each sample gets mean 0 and variance 1 over its last axis: x̂·weight + bias",
    settings: [
      Setting(
        "shape", aliases: ["normalized_shape"], kind: .numbers(1...1e9), optional: true,
        summary: "the last axes, which are made alike together: 8, [4, 8]; else the very last"),
      Setting(
        "eps", kind: .number(0...1), default: .number(1e-5), summary: "keeps from dividing by 0"),
      Setting(
        "elementwise_affine", aliases: ["affine"], kind: .flag, default: .flag(true),
        summary: "whether weight and bias are learned"),
      Setting("bias", kind: .flag, default: .flag(true), summary: "whether a bias is learned"),
    ],
    example: "layer_norm",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html")

  package let inputShape: Shape
  /// The axes that are made alike together.
  package let axes: [Int]
  /// Keeps from dividing by zero.
  package let epsilon: Double
  /// Whether a weight is learned for each place.
  package let hasWeight: Bool
  /// Whether a bias is learned for each place.
  package let hasBias: Bool

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    let settings = Self.declaration.completed(settings)
    epsilon = settings.number("eps") ?? 1e-5
    hasWeight = settings.flag("elementwise_affine")
    hasBias = hasWeight && settings.flag("bias")
    inputShape = input
    let asked = settings.numbers("shape").map { Int($0) }
    axes = asked.isEmpty ? [input.dimensions.last ?? 1] : asked
    guard asked.isEmpty || input.dimensions.suffix(asked.count) == asked[...] else {
      throw .mismatch(
        layer: label, needs: Shape(input.dimensions.dropLast(asked.count) + asked), after: "input",
        gives: input)
    }
  }

  /// The number of values that are made alike.
  package var width: Int { axes.reduce(1, *) }
  package var settings: Settings {
    [
      "shape": .numbers(axes.map { Double($0) }), "eps": .number(epsilon),
      "elementwise_affine": .flag(hasWeight), "bias": .flag(hasBias),
    ]
  }
  package var outputShape: Shape { inputShape }
  package var pytorch: String {
    let affine = hasWeight ? (hasBias ? "" : ", bias=False") : ", elementwise_affine=False"
    return
      "nn.LayerNorm(\(axes.count == 1 ? "\(width)" : "\(axes)")\(epsilon == 1e-5 ? "" : ", eps=\(epsilon)")\(affine))"
  }

  package var parameters: [ParameterDeclaration] {
    let weight = ParameterDeclaration("weight", shape: axes, start: .constant(1), rest: 1)
    let bias = ParameterDeclaration("bias", shape: axes, start: .constant(0))
    return (hasWeight ? [weight] : []) + (hasBias ? [bias] : [])
  }

  /// Each row's mean and the factor 1 / √(var + eps).
  package var kept: Room { Room(perSample: 2 * (inputShape.count / width)) }
  /// g and x̂ of one row.
  package var working: Room { Room(perBatch: 2 * width) }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    LayerNormOperation(self, buffers)
  }
}

private final class LayerNormOperation: LayerOperation {
  private let buffers: LayerBuffers
  private let width: Int
  private let rowsInSample: Int
  private let epsilon: Float
  private let hasWeight: Bool
  private let hasBias: Bool

  init(_ layer: LayerNorm, _ buffers: LayerBuffers) {
    self.buffers = buffers
    width = layer.width
    rowsInSample = layer.inputShape.count / layer.width
    epsilon = Float(layer.epsilon)
    hasWeight = layer.hasWeight
    hasBias = layer.hasBias
  }

  override func forward(_ samples: Int) {
    let kernels = buffers.kernels
    let (weight, bias) = (buffers.parameters, buffers.parameters + width)
    for row in 0..<samples * rowsInSample {
      let (x, y) = (buffers.input + row * width, buffers.output + row * width)
      let mean = kernels.pointee.sum(width, x) / Float(width)
      for place in 0..<width { y[place] = x[place] - mean }
      let variance = kernels.pointee.dot(width, y, y) / Float(width)
      let factor = 1 / (variance + epsilon).squareRoot()
      buffers.kept[2 * row] = mean
      buffers.kept[2 * row + 1] = factor
      for place in 0..<width { y[place] *= factor }
      if hasWeight { for place in 0..<width { y[place] *= weight[place] } }
      if hasBias { for place in 0..<width { y[place] += bias[place] } }
    }
  }

  override func backward(_ samples: Int, accumulate: Bool) {
    guard let outputGradient = buffers.outputGradient, let gradients = buffers.gradients else {
      return
    }
    let (weight, kernels) = (buffers.parameters, buffers.kernels)
    let (weightGradient, biasGradient) = (gradients, gradients + width)
    let (g, normal) = (buffers.working, buffers.working + width)
    if !accumulate {
      gradients.update(repeating: 0, count: width * (hasWeight ? hasBias ? 2 : 1 : 0))
    }
    for row in 0..<samples * rowsInSample {
      let (x, dy) = (buffers.input + row * width, outputGradient + row * width)
      let (mean, factor) = (buffers.kept[2 * row], buffers.kept[2 * row + 1])
      for place in 0..<width { normal[place] = (x[place] - mean) * factor }
      if hasWeight {
        for place in 0..<width {
          weightGradient[place] = weightGradient[place].addingProduct(dy[place], normal[place])
        }
      }
      if hasBias { for place in 0..<width { biasGradient[place] += dy[place] } }
      guard let dx = buffers.inputGradient.map({ $0 + row * width }) else { continue }
      for place in 0..<width { g[place] = hasWeight ? dy[place] * weight[place] : dy[place] }
      let shift = kernels.pointee.sum(width, g) / Float(width)
      let tilt = kernels.pointee.dot(width, g, normal) / Float(width)
      for place in 0..<width {
        dx[place] = (g[place] - shift).addingProduct(-tilt, normal[place]) * factor
      }
    }
  }
}

extension LayerNorm {
  /// mean, d = x − mean, var = mean d², std = √(var + eps), x̂ = d / std, y = x̂ · weight + bias
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let (row, place) = (output / width, output % width)
    let mean = tracer.shared("mean", row) { tracer in
      let inputs = (0..<width).map { tracer.input(row * width + $0) }
      return tracer.mean(inputs)
    }
    func distance(_ k: Int, _ tracer: inout Tracer) -> Int {
      tracer.shared("d", row, k) { tracer in
        let input = tracer.input(row * width + k)
        return tracer.graph.subtract(input, mean)
      }
    }
    let deviation = tracer.shared("std", row) { tracer in
      let squares = (0..<width).map { k in
        let distance = distance(k, &tracer)
        return tracer.graph.apply(.square, distance)
      }
      return tracer.deviation(squares, row: row, epsilon: epsilon)
    }
    let own = distance(place, &tracer)
    return tracer.scaled(
      own, by: deviation, at: row, place, parameter: place, hasWeight: hasWeight, hasBias: hasBias)
  }
}

extension Tracer {
  /// Σ / n
  mutating func mean(_ nodes: [Int]) -> Int {
    let total = graph.append(.sum, nodes)
    let count = constant(Double(nodes.count))
    return graph.divide(total, count)
  }

  /// √(mean of squares + eps)
  mutating func deviation(
    _ squares: [Int], row: Int, epsilon: Double, acrossSamples: Bool = false
  ) -> Int {
    let variance = shared("var", row, acrossSamples: acrossSamples) { $0.mean(squares) }
    let epsilon = constant(epsilon)
    let safe = graph.add(variance, epsilon)
    return graph.apply(.sqrt, safe)
  }

  /// d / std, then the learned weight and bias.
  mutating func scaled(
    _ distance: Int, by deviation: Int, at row: Int, _ place: Int, parameter offset: Int,
    hasWeight: Bool, hasBias: Bool
  ) -> Int {
    let normal = shared("x̂", row, place) { $0.graph.divide(distance, deviation) }
    guard hasWeight else { return normal }
    let weight = parameter("weight", offset)
    let product = graph.multiply(normal, weight)
    guard hasBias else { return product }
    let bias = parameter("bias", offset)
    return graph.add(product, bias)
  }
}
