/// Weights drawn evenly, so wide that signals keep their size through layers without a kink.
///
///     bound = √(3 / in)
///
/// - Source: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, §4.6; the same as PyTorch's
///   `torch.nn.init.kaiming_uniform_(nonlinearity="linear")`.
package struct LeCunUniform: Initializer {
  package static let declaration = BlockDeclaration(
    "lecun_uniform",
    summary: "drawn evenly within ±√(3 / in)",
    example: "lecun_uniform",
    source: "LeCun et al., Efficient BackProp, 1998, section 4.6")

  package init(settings: Settings) {}

  package var pytorch: String { "nn.init.kaiming_uniform_(w, nonlinearity=\"linear\")" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    let bound = 3.0.squareRoot() * (1 / Fans(shape: shape).into.squareRoot())
    return generator.uniform(shape.reduce(1, *), -bound, bound)
  }
}

/// Weights drawn from a bell curve, so wide that signals keep their size through layers without a
/// kink.
///
///     std = √(1 / in)
///
/// - Source: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, §4.6; the same as PyTorch's
///   `torch.nn.init.kaiming_normal_(nonlinearity="linear")`.
package struct LeCunNormal: Initializer {
  package static let declaration = BlockDeclaration(
    "lecun_normal",
    summary: "drawn from a bell curve with std √(1 / in)",
    example: "lecun_normal",
    source: "LeCun et al., Efficient BackProp, 1998, section 4.6")

  package init(settings: Settings) {}

  package var pytorch: String { "nn.init.kaiming_normal_(w, nonlinearity=\"linear\")" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    let deviation = 1 / Fans(shape: shape).into.squareRoot()
    return generator.normal(shape.reduce(1, *), mean: 0, deviation: Float(deviation))
  }
}
