/// What a walk through the network left behind, to be looked at.
public struct Pass: Sendable, Equatable {
  /// Which samples of the data were read; empty where the inputs came from elsewhere.
  public var indices: [Int]
  /// The number of samples.
  public var count: Int
  /// [0] is the input, [i + 1] the output of layer i; each [count × shape].
  public var outputs: [[Float]]
  /// ∂loss/∂outputs in the same layout; empty before `backward`.
  public var outputGradients: [[Float]]
  /// Nil where no loss is chosen.
  public var loss: Float?
  /// Whether dropout drew, and batch normalisation read the batch's own statistics.
  public var mode: Mode
  /// What each layer keeps for its way back: a dropout mask, the weights of an attention.
  public var kept: [[Float]]
}
