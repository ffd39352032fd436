/// One layer of a network: what it computes, the shapes, the parameters, and the same in PyTorch.
///
/// A layer is a small value without numbers; its parameters lie in the network's flat array. A new
/// layer is one file in this folder and one entry in `Catalog.layers`.
public protocol Layer: Sendable, Equatable {
  /// Its name, its settings, its help.
  static var declaration: BlockDeclaration { get }

  /// A layer that reads samples of the shape `input`.
  ///
  /// - Throws: `NetworkError.mismatch`, `.wrongRank` or `.tooLarge`.
  init(settings: Settings, input: Shape) throws(NetworkError)

  /// What makes the same layer again, with the sizes that were inferred: its parameters fit no
  /// others.
  var settings: Settings { get }
  /// The shape of one sample that it reads.
  var inputShape: Shape { get }
  /// The shape of one sample that it gives.
  var outputShape: Shape { get }
  /// "linear 2→4"
  var label: String { get }
  /// "nn.Linear(2, 4)"
  var pytorch: String { get }
  /// In PyTorch's order, which is also the order in which they are drawn.
  var parameters: [ParameterDeclaration] { get }
  /// What a layer counts in training and is no gradient's business, such as running means.
  var buffers: [ParameterDeclaration] { get }
  /// What it keeps from the way forward for the way back.
  var kept: Room { get }
  /// What it needs within one call, shared among all layers.
  var working: Room { get }
  /// How many layers back it reads a second input: the one that went into the first of them. 0 for a
  /// layer that reads what is in front of it and nothing else.
  var reach: Int { get }
  /// Values for a fresh layer, one array a parameter, in PyTorch's draws.
  func freshParameters(using generator: inout MersenneTwister) -> [[Float]]

  /// The work of this layer on the buffers of one plan.
  func makeOperation(_ buffers: LayerBuffers) -> LayerOperation

  /// The same work for one value of one sample's output, scalar by scalar: what a learner walks
  /// through, and what tests hold the operation against.
  ///
  /// - Returns: the node of the value.
  func trace(_ output: Int, with tracer: inout Tracer) -> Int
}

extension Layer {
  /// No settings, unless the layer says otherwise.
  public var settings: Settings { [:] }
  /// Nothing to learn, unless the layer says otherwise.
  public var parameters: [ParameterDeclaration] { [] }
  /// Nothing to count, unless the layer says otherwise.
  public var buffers: [ParameterDeclaration] { [] }
  /// Nothing to keep, unless the layer says otherwise.
  public var kept: Room { .none }
  /// No room to work in, unless the layer says otherwise.
  public var working: Room { .none }
  /// One input, unless the layer says otherwise.
  public var reach: Int { 0 }
  /// Drawn in the order of `parameters`, unless the layer says otherwise.
  public func freshParameters(using generator: inout MersenneTwister) -> [[Float]] {
    parameters.map { $0.freshValues(using: &generator) }
  }
  /// The name alone, unless the layer says more.
  public var label: String { Self.declaration.name }

  /// The same layer behind another one, with parameters of the same shapes.
  ///
  /// - Throws: what `init` throws.
  func refitted(to input: Shape) throws(NetworkError) -> Self {
    try Self(settings: settings, input: input)
  }

  func isEqual(to other: any Layer) -> Bool {
    (other as? Self) == self
  }
}

/// A layer that can compute the elementwise layer behind it in the same pass.
protocol ActivationFusing: Layer {
  /// This layer and the elementwise one behind it, whose sums are not kept: output and output
  /// gradient are the elementwise layer's.
  func makeOperation(
    _ buffers: LayerBuffers, fusedWith activation: ActivationFunction, _ parameter: Float
  ) -> LayerOperation
}

/// A layer that gives some of its inputs as they are, and whose way back can therefore pass through
/// the function in front of it too, on the few numbers that it gave.
protocol ActivationPassing: Layer {
  /// Whether it can put the gradient of its input in the input's place. It then passes through the
  /// function as well.
  var overwritesInput: Bool { get }

  /// This layer, and on the way back the function in front of it: input gradient is that function's.
  func makeOperation(
    _ buffers: LayerBuffers, passing activation: ActivationFunction, _ parameter: Float
  ) -> LayerOperation
}
