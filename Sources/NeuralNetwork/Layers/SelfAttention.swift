import CKernels

/// Each place of a sequence looks at all places, and takes a mixture of what they hold.
///
///     q, k, v = x W_inᵀ + b_in        weights = softmax(q kᵀ / √d)        y = (weights v) W_outᵀ + b_out
///
/// Shapes: x and y are [places × embed]; W_in is [3 embed × embed], its rows those of q, k and v; each
/// of the heads has its own d = embed / heads columns of q, k and v, and weights of its own, [places ×
/// places]. A causal attention sees no later place: those weights are 0.
///
/// - Source: Vaswani et al., "Attention Is All You Need", 2017; PyTorch, `torch.nn.MultiheadAttention`
///   with `batch_first=True`.
package struct SelfAttention: Layer {
  package static let declaration = BlockDeclaration(
    "self_attention", aliases: ["attention", "multihead_attention"],
    summary: "each place mixes what all places hold: softmax(q·kᵀ / √d)·v, in several heads",
    settings: [
      Setting(
        "embed", aliases: ["embed_dim"], kind: .integer(1...Int.max), optional: true,
        summary: "values a place; inferred from the layer before"),
      Setting(
        "heads", aliases: ["num_heads"], kind: .integer(1...Int.max),
        summary: "how many mixtures, side by side"),
      Setting(
        "causal", aliases: ["is_causal"], kind: .flag, default: .flag(false),
        summary: "whether later places are hidden"),
      Setting("bias", kind: .flag, default: .flag(true), summary: "whether each sum has a bias"),
    ],
    example: "self_attention 2",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html")

  package let inputShape: Shape
  /// The number of mixtures.
  package let heads: Int
  /// Whether later places are hidden.
  package let isCausal: Bool
  /// Whether each sum has a bias.
  package let hasBias: Bool

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    let settings = Self.declaration.completed(settings)
    heads = settings.integer("heads") ?? 1
    isCausal = settings.flag("causal")
    hasBias = settings.flag("bias")
    inputShape = input
    guard input.dimensions.count == 2 else {
      throw .wrongRank(layer: "self_attention", needs: "places × values", gives: input)
    }
    let asked = settings.integer("embed") ?? width
    guard asked == width else {
      throw .mismatch(
        layer: "self_attention \(asked)", needs: [places, asked], after: "input", gives: input)
    }
    guard width % heads == 0 else {
      throw .wrongRank(
        layer: "self_attention", needs: "as many values a place as \(heads) heads can share",
        gives: input)
    }
  }

  /// The number of places.
  package var places: Int { inputShape.dimensions.first ?? 1 }
  /// The number of values a place.
  package var width: Int { inputShape.dimensions.last ?? 1 }
  package var settings: Settings {
    [
      "embed": .integer(width), "heads": .integer(heads), "causal": .flag(isCausal),
      "bias": .flag(hasBias),
    ]
  }
  package var outputShape: Shape { inputShape }
  package var label: String {
    "self_attention \(width), \(counted(heads, "head"))\(isCausal ? ", causal" : "")"
  }
  package var pytorch: String {
    "nn.MultiheadAttention(\(width), \(heads)\(hasBias ? "" : ", bias=False"), batch_first=True)"
  }

  package var parameters: [ParameterDeclaration] {
    let columns = Double(width)
    let weights = [
      // xavier_uniform_ on [3 embed × embed], and nn.Linear's own start.
      ParameterDeclaration(
        "in_proj_weight", shape: [3 * width, width],
        start: .uniform(bound: 3.0.squareRoot() * (2 / (4 * columns)).squareRoot())),
      ParameterDeclaration(
        "out_proj.weight", shape: [width, width],
        start: .uniform(
          bound: 3.0.squareRoot() * ((2.0 / (1 + 5)).squareRoot() / columns.squareRoot()))),
    ]
    guard hasBias else { return weights }
    return [
      weights[0],
      ParameterDeclaration("in_proj_bias", shape: [3 * width], start: .constant(0)),
      weights[1],
      ParameterDeclaration("out_proj.bias", shape: [width], start: .constant(0)),
    ]
  }

  /// PyTorch draws the way out first, with a bias that it then sets to zero.
  package func freshParameters(using generator: inout MersenneTwister) -> [[Float]] {
    let all = parameters
    let wayOut = all[hasBias ? 2 : 1].freshValues(using: &generator)
    if hasBias { _ = generator.uniform(width, 0, 1) }
    let wayIn = all[0].freshValues(using: &generator)
    return hasBias ? [wayIn, all[1].restingValues, wayOut, all[3].restingValues] : [wayIn, wayOut]
  }

  /// q, k and v, [places × 3 embed]; the weights, [heads × places × places]; the mixtures, [places ×
  /// embed]; for all samples one after the other.
  package var kept: Room {
    Room(perSample: places * 3 * width + heads * places * places + places * width)
  }
  /// The gradients of q, k, v and of the mixtures, and those parts of one head side by side.
  package var working: Room {
    Room(
      perSample: places * 4 * width, perBatch: 7 * places * (width / heads) + places * places)
  }

  package func makeOperation(_ buffers: LayerBuffers) -> LayerOperation {
    SelfAttentionOperation(self, buffers)
  }
}

extension SelfAttention {
  /// q, k, v; the scores q · k / √d of this place; their soft-max; the mixture of v; the way out.
  package func trace(_ output: Int, with tracer: inout Tracer) -> Int {
    let (place, column) = (output / width, output % width)
    let bias = hasBias ? tracer.parameter("out_proj.bias", column) : nil
    guard let weight = tracer.slice("out_proj.weight") else {
      preconditionFailure("attention without a way out")
    }
    return tracer.weightedSum(width, bias: bias) { tracer, k in
      (
        mixture(place, k, &tracer),
        tracer.parameter(inSlice: weight, column * width + k)
      )
    }
  }

  /// Column `column` of q (part 0), k (1) or v (2) of a place.
  private func projection(
    _ part: Int, _ place: Int, _ column: Int, _ tracer: inout Tracer
  ) -> Int {
    tracer.shared(["q", "k", "v"][part], place, column) { tracer in
      let row = part * width + column
      let bias = hasBias ? tracer.parameter("in_proj_bias", row) : nil
      guard let weight = tracer.slice("in_proj_weight") else {
        preconditionFailure("attention without a way in")
      }
      return tracer.weightedSum(width, bias: bias) { tracer, k in
        (
          tracer.input(place * width + k),
          tracer.parameter(inSlice: weight, row * width + k)
        )
      }
    }
  }

  /// How much place `place` looks at place `other`, before soft-max.
  private func score(
    _ head: Int, _ place: Int, _ other: Int, _ tracer: inout Tracer
  ) -> Int {
    let depth = width / heads
    return tracer.shared("score of head \(head)", place, other) { tracer in
      let product = tracer.weightedSum(depth, bias: nil) { tracer, k in
        (
          projection(0, place, head * depth + k, &tracer),
          projection(1, other, head * depth + k, &tracer)
        )
      }
      let root = tracer.constant(Double(depth).squareRoot())
      return tracer.graph.divide(product, root)
    }
  }

  private func attention(
    _ head: Int, _ place: Int, _ other: Int, _ tracer: inout Tracer
  ) -> Int {
    tracer.shared("attention of head \(head)", place, other) { tracer in
      tracer.softmax(
        isCausal ? place + 1 : places, other, row: head * places + place
      ) { tracer, index in
        score(head, place, index, &tracer)
      }
    }
  }

  private func mixture(_ place: Int, _ column: Int, _ tracer: inout Tracer) -> Int {
    let head = column / (width / heads)
    return tracer.shared("mix", place, column) { tracer in
      tracer.weightedSum(isCausal ? place + 1 : places, bias: nil) { tracer, other in
        (
          attention(head, place, other, &tracer),
          projection(2, other, column, &tracer)
        )
      }
    }
  }
}
