/// Each channel of pictures gets mean 0 and variance 1 over the batch and all pixels.
///
/// Reads [channels × height × width]. `BatchNormalization` has the formulas.
///
/// - Source: Ioffe and Szegedy 2015; PyTorch, `torch.nn.BatchNorm2d`.
package struct BatchNorm2d: BatchNormalization {
  package static let declaration = BlockDeclaration(
    "batch_norm2d",
    summary: "each channel gets mean 0 and variance 1 over the batch and its pixels",
    settings: BatchNormSetup.settings, example: "batch_norm2d",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html")

  package let inputShape: Shape
  let setup: BatchNormSetup

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    setup = BatchNormSetup(Self.declaration.completed(settings))
    inputShape = input
    guard input.dimensions.count == 3 else {
      throw .wrongRank(layer: "batch_norm2d", needs: "channels × height × width", gives: input)
    }
    try checkChannels(settings, input)
  }

  package var pytorch: String { "nn.BatchNorm2d(\(channels)\(setup.pytorchArguments))" }
}
