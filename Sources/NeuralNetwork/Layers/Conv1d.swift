/// Filters that slide along lines: each output is the weighted sum of a stretch of all lines.
///
///     y[o, j] = b[o] + Σ_c Σ_v x[c, j·stride + v − padding] W[o, c, v]
///
/// Shapes: x is [in × length], W is [out × in / groups × kernel], b is [out], y is [out × columns] with
/// columns = (length + 2·padding − kernel) / stride + 1, rounded down; with a dilation,
/// (kernel − 1)·dilation + 1 stands for the kernel. Outside of its lines x is 0.
///
/// - Source: Waibel et al. 1989, "Phoneme recognition using time-delay neural networks"; PyTorch,
///   `torch.nn.Conv1d`.
package struct Conv1d: ConvolutionLayer {
  package static let declaration = BlockDeclaration(
    "conv1d",
    summary: "filters that slide along lines, each output the weighted sum of a stretch",
    settings: Convolution.lineSettings,
    example: "conv1d 8 5",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html")

  /// Its sizes: planes of one row.
  package let convolution: Convolution
  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    let settings = Self.declaration.completed(settings)
    convolution = try Convolution("conv1d", settings, input: input, isLine: true)
    inputShape = Shape([convolution.channels, convolution.width])
    guard inputShape == input else {
      throw .mismatch(layer: label, needs: inputShape, after: "input", gives: input)
    }
    try convolution.check(label, input: input)
  }

  package var outputShape: Shape { Shape([convolution.filters, convolution.columns]) }
  package var label: String {
    "conv1d \(convolution.channels)→\(convolution.filters) \(convolution.kernel.width)"
  }
  package var pytorch: String { convolution.pytorch("Conv1d") }
  package var parameters: [ParameterDeclaration] {
    convolution.parameters(
      weight: [
        convolution.filters, convolution.channels / convolution.groups, convolution.kernel.width,
      ])
  }
}
