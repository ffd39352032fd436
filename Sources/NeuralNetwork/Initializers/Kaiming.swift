/// Weights drawn evenly, so wide that signals keep their size through relu layers.
///
///     bound = √2 √(3 / fan)
///
/// - Source: He et al. 2015; PyTorch, `torch.nn.init.kaiming_uniform_(nonlinearity="relu")`.
package struct KaimingUniform: Initializer {
  package static let declaration = BlockDeclaration(
    "kaiming_uniform", aliases: ["he_uniform"],
    summary: "drawn evenly within ±√(6 / in), for relu",
    settings: [kaimingMode],
    example: "kaiming_uniform",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  /// Whether the spread keeps the size of values forward (fan_in) or of gradients backward.
  package let countsInputs: Bool

  package init(settings: Settings) {
    countsInputs = settings.choice("mode") != "fan_out"
  }

  package var pytorch: String { "nn.init.kaiming_uniform_(w\(kaimingArguments(countsInputs)))" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    let bound = 3.0.squareRoot() * kaimingDeviation(shape, countsInputs)
    return generator.uniform(shape.reduce(1, *), -bound, bound)
  }
}

/// Weights drawn from a bell curve, so wide that signals keep their size through relu layers.
///
///     std = √2 / √fan
///
/// - Source: He et al. 2015; PyTorch, `torch.nn.init.kaiming_normal_(nonlinearity="relu")`.
package struct KaimingNormal: Initializer {
  package static let declaration = BlockDeclaration(
    "kaiming_normal", aliases: ["he_normal"],
    summary: "drawn from a bell curve with std √(2 / in), for relu",
    settings: [kaimingMode],
    example: "kaiming_normal",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  /// Whether the spread keeps the size of values forward (fan_in) or of gradients backward.
  package let countsInputs: Bool

  package init(settings: Settings) {
    countsInputs = settings.choice("mode") != "fan_out"
  }

  package var pytorch: String { "nn.init.kaiming_normal_(w\(kaimingArguments(countsInputs)))" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    let deviation = Float(kaimingDeviation(shape, countsInputs))
    return generator.normal(shape.reduce(1, *), mean: 0, deviation: deviation)
  }
}

private let kaimingMode = Setting(
  "mode", kind: .choice(["fan_in", "fan_out"]), default: .choice("fan_in"),
  summary: "whose size is kept: of values forward, or of gradients backward")

private func kaimingArguments(_ countsInputs: Bool) -> String {
  (countsInputs ? "" : ", mode=\"fan_out\"") + ", nonlinearity=\"relu\""
}

private func kaimingDeviation(_ shape: [Int], _ countsInputs: Bool) -> Double {
  let fans = Fans(shape: shape)
  return 2.0.squareRoot() / (countsInputs ? fans.into : fans.outOf).squareRoot()
}
