/// Filters that slide over planes: each output is the weighted sum of a window of all planes.
///
///     y[o, i, j] = b[o] + Σ_c Σ_u Σ_v x[c, i·stride + u − padding, j·stride + v − padding] W[o, c, u, v]
///
/// Shapes: x is [in × height × width], W is [out × in / groups × kernel × kernel], b is [out], y is
/// [out × rows × columns] with rows = (height + 2·padding − kernel) / stride + 1, rounded down;
/// with a dilation, (kernel − 1)·dilation + 1 stands for the kernel. Outside of its planes x is 0.
/// As in PyTorch the filter is not turned round.
///
/// - Source: LeCun et al. 1989, "Backpropagation Applied to Handwritten Zip Code Recognition";
///   PyTorch, `torch.nn.Conv2d`.
package struct Conv2d: ConvolutionLayer {
  package static let declaration = BlockDeclaration(
    "conv2d",
    summary: "filters that slide over planes, each output the weighted sum of a window",
    settings: Convolution.planeSettings,
    example: "conv2d 16 3 padding=1",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html")

  /// Its sizes.
  package let convolution: Convolution
  package let inputShape: Shape

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    let settings = Self.declaration.completed(settings)
    convolution = try Convolution("conv2d", settings, input: input, isLine: false)
    inputShape = Shape([convolution.channels, convolution.height, convolution.width])
    guard inputShape == input else {
      throw .mismatch(layer: label, needs: inputShape, after: "input", gives: input)
    }
    try convolution.check(label, input: input)
  }

  package var outputShape: Shape {
    Shape([convolution.filters, convolution.rows, convolution.columns])
  }
  package var label: String {
    "conv2d \(convolution.channels)→\(convolution.filters) \(convolution.kernel.label)"
  }
  package var pytorch: String { convolution.pytorch("Conv2d") }
  package var parameters: [ParameterDeclaration] {
    convolution.parameters(
      weight: [
        convolution.filters, convolution.channels / convolution.groups, convolution.kernel.height,
        convolution.kernel.width,
      ])
  }
}
