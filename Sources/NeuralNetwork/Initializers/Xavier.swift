/// Weights drawn evenly, so wide that signals keep their size through tanh layers.
///
///     bound = gain √(6 / (in + out))
///
/// - Source: Glorot and Bengio 2010; PyTorch, `torch.nn.init.xavier_uniform_`.
package struct XavierUniform: Initializer {
  package static let declaration = BlockDeclaration(
    "xavier_uniform", aliases: ["glorot_uniform"],
    summary: "drawn evenly within ±gain·√(6 / (in + out)), for tanh and sigmoid",
    settings: [xavierGain],
    example: "xavier_uniform",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  /// A factor for the activation that follows.
  package let gain: Double

  package init(settings: Settings) {
    gain = Self.declaration.completed(settings).number("gain") ?? 1
  }

  package var pytorch: String { "nn.init.xavier_uniform_(w\(gain == 1 ? "" : ", gain=\(gain)"))" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    let bound = 3.0.squareRoot() * xavierDeviation(shape, gain: gain)
    return generator.uniform(shape.reduce(1, *), -bound, bound)
  }
}

/// Weights drawn from a bell curve, so wide that signals keep their size through tanh layers.
///
///     std = gain √(2 / (in + out))
///
/// - Source: Glorot and Bengio 2010; PyTorch, `torch.nn.init.xavier_normal_`.
package struct XavierNormal: Initializer {
  package static let declaration = BlockDeclaration(
    "xavier_normal", aliases: ["glorot_normal"],
    summary: "drawn from a bell curve with std gain·√(2 / (in + out)), for tanh and sigmoid",
    settings: [xavierGain],
    example: "xavier_normal",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  /// A factor for the activation that follows.
  package let gain: Double

  package init(settings: Settings) {
    gain = Self.declaration.completed(settings).number("gain") ?? 1
  }

  package var pytorch: String { "nn.init.xavier_normal_(w\(gain == 1 ? "" : ", gain=\(gain)"))" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    let deviation = Float(xavierDeviation(shape, gain: gain))
    return generator.normal(shape.reduce(1, *), mean: 0, deviation: deviation)
  }
}

private let xavierGain = Setting(
  "gain", kind: .number(0...1e6), default: .number(1),
  summary: "factor for the activation that follows")

private func xavierDeviation(_ shape: [Int], gain: Double) -> Double {
  let fans = Fans(shape: shape)
  return gain * (2 / (fans.into + fans.outOf)).squareRoot()
}
