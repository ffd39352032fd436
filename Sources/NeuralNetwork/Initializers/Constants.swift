/// Every weight 0.
///
/// - Source: PyTorch, `torch.nn.init.zeros_`.
package struct Zeros: Initializer {
  package static let declaration = BlockDeclaration(
    "zeros",
    summary: "every weight 0",
    example: "zeros",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  package init(settings: Settings) {}

  package var pytorch: String { "nn.init.zeros_(w)" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    [Float](repeating: 0, count: shape.reduce(1, *))
  }
}

/// Every weight the same.
///
/// - Source: PyTorch, `torch.nn.init.constant_`.
package struct Constant: Initializer {
  package static let declaration = BlockDeclaration(
    "constant",
    summary: "every weight the same",
    settings: [
      Setting("val", aliases: ["value"], kind: .number(-1e30...1e30), summary: "the value")
    ],
    example: "constant 0.5",
    source: "https://docs.pytorch.org/docs/stable/nn.init.html")

  /// What every weight becomes.
  package let value: Double

  package init(settings: Settings) {
    value = settings.number("val") ?? 0
  }

  package var pytorch: String { "nn.init.constant_(w, \(value))" }

  package func values(shape: [Int], using generator: inout MersenneTwister) -> [Float] {
    [Float](repeating: Float(value), count: shape.reduce(1, *))
  }
}
