/// Weights drawn evenly, so wide that signals keep their size through relu layers.
///
///     bound = gain √(3 / fan)        gain = √(2 / (1 + a²)) for relu (a = 0) and leaky_relu
///
/// - Source: He et al. 2015; PyTorch, `torch.nn.init.kaiming_uniform_`.
package struct KaimingUniform: Initializer {
  package static let declaration = BlockDeclaration(
    "kaiming_uniform", aliases: ["he_uniform"],
    summary: "drawn evenly within ±√(6 / in), for relu",
    settings: KaimingSpread.settings,
    example: "kaiming_uniform",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  /// How wide.
  package let spread: KaimingSpread

  package init(settings: Settings) {
    spread = KaimingSpread(Self.declaration.completed(settings))
  }

  package var pytorch: String { "nn.init.kaiming_uniform_(w\(spread.arguments))" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    let bound = 3.0.squareRoot() * spread.deviation(shape)
    return generator.uniform(shape.reduce(1, *), -bound, bound)
  }
}

/// Weights drawn from a bell curve, so wide that signals keep their size through relu layers.
///
///     std = gain / √fan        gain = √(2 / (1 + a²)) for relu (a = 0) and leaky_relu
///
/// - Source: He et al. 2015; PyTorch, `torch.nn.init.kaiming_normal_`.
package struct KaimingNormal: Initializer {
  package static let declaration = BlockDeclaration(
    "kaiming_normal", aliases: ["he_normal"],
    summary: "drawn from a bell curve with std √(2 / in), for relu",
    settings: KaimingSpread.settings,
    example: "kaiming_normal",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  /// How wide.
  package let spread: KaimingSpread

  package init(settings: Settings) {
    spread = KaimingSpread(Self.declaration.completed(settings))
  }

  package var pytorch: String { "nn.init.kaiming_normal_(w\(spread.arguments))" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    let deviation = Float(spread.deviation(shape))
    return generator.normal(shape.reduce(1, *), mean: 0, deviation: deviation)
  }
}

/// How wide the two draw.
package struct KaimingSpread: Sendable, Equatable {
  static let settings = [
    Setting(
      "mode", kind: .choice(["fan_in", "fan_out"]), default: .choice("fan_in"),
      summary: "whose size is kept: of values forward, or of gradients backward"),
    Gain.nonlinearity, Gain.slope,
  ]

  /// a
  let slope: Double
  let countsInputs: Bool
  let nonlinearity: String

  init(_ settings: Settings) {
    slope = settings.number("a") ?? 0
    countsInputs = settings.choice("mode") != "fan_out"
    nonlinearity = settings.choice("nonlinearity") ?? "leaky_relu"
  }

  var arguments: String {
    let isReLU = slope == 0 && nonlinearity == "leaky_relu"
    return (slope == 0 ? "" : ", a=\(slope)") + (countsInputs ? "" : ", mode=\"fan_out\"")
      + ", nonlinearity=\"\(isReLU ? "relu" : nonlinearity)\""
  }

  func deviation(_ shape: [Int]) -> Double {
    let fans = Fans(shape: shape)
    return Gain.value(nonlinearity, slope: slope)
      / (countsInputs ? fans.into : fans.outOf).squareRoot()
  }
}
