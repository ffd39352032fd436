/// Each feature, or each channel of a row of places, gets mean 0 and variance 1 over the batch.
///
/// Reads [channels] or [channels × places]. `BatchNormalization` has the formulas.
///
/// - Source: Ioffe and Szegedy 2015; PyTorch, `torch.nn.BatchNorm1d`.
package struct BatchNorm1d: BatchNormalization {
  package static let declaration = BlockDeclaration(
    "batch_norm1d",
    summary: "each feature gets mean 0 and variance 1 over the batch, then x̂·weight + bias",
    settings: BatchNormSetup.settings, example: "batch_norm1d",
    source: "https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html")

  package let inputShape: Shape
  let setup: BatchNormSetup

  package init(settings: Settings, input: Shape) throws(NetworkError) {
    setup = BatchNormSetup(Self.declaration.completed(settings))
    inputShape = input
    guard input.dimensions.count <= 2 else {
      throw .wrongRank(layer: "batch_norm1d", needs: "features, or channels × places", gives: input)
    }
    try checkChannels(settings, input)
  }

  package var pytorch: String { "nn.BatchNorm1d(\(channels)\(setup.pytorchArguments))" }
}
