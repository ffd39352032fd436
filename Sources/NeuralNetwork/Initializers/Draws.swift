/// Weights drawn evenly from [a, b).
///
/// - Source: PyTorch, `torch.nn.init.uniform_`.
package struct Uniform: Initializer {
  package static let declaration = BlockDeclaration(
    "uniform",
    summary: "drawn evenly from a to b",
    settings: [
      Setting(
        "a", aliases: ["low"], kind: .number(-1e30...1e30), default: .number(0),
        summary: "lower end"),
      Setting(
        "b", aliases: ["high"], kind: .number(-1e30...1e30), default: .number(1),
        summary: "upper end"),
    ],
    example: "uniform -0.5 0.5",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  /// The lower end.
  package let low: Double
  /// The upper end.
  package let high: Double

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    low = settings.number("a") ?? 0
    high = settings.number("b") ?? 1
  }

  package var pytorch: String { "nn.init.uniform_(w, \(low), \(high))" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    generator.uniform(shape.reduce(1, *), low, high)
  }
}

/// Weights drawn from a bell curve.
///
/// - Source: PyTorch, `torch.nn.init.normal_`.
package struct Normal: Initializer {
  package static let declaration = BlockDeclaration(
    "normal",
    summary: "drawn from a bell curve",
    settings: [
      Setting(
        "mean", kind: .number(-1e30...1e30), default: .number(0), summary: "middle of the curve"),
      Setting(
        "std", kind: .number(0...1e30), default: .number(1), summary: "standard deviation"),
    ],
    example: "normal 0 0.1",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  /// The middle of the curve.
  package let mean: Double
  /// The standard deviation.
  package let deviation: Double

  package init(settings: Settings) {
    let settings = Self.declaration.completed(settings)
    mean = settings.number("mean") ?? 0
    deviation = settings.number("std") ?? 1
  }

  package var pytorch: String { "nn.init.normal_(w, \(mean), \(deviation))" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    generator.normal(shape.reduce(1, *), mean: Float(mean), deviation: Float(deviation))
  }
}
