/// One layer of a network: what it computes, the shapes, the parameters, and the same in PyTorch.
///
/// A layer is a small value without numbers; its parameters lie in the network's flat array. A new
/// layer is one file in this folder and one entry in `Catalog.layers`.
public protocol Layer: Sendable, Equatable {
  static var declaration: BlockDeclaration { get }

  /// A layer that reads samples of the shape `input`.
  ///
  /// - Throws: `NetworkError.mismatch`, `.wrongRank` or `.tooLarge`.
  init(settings: Settings, input: Shape) throws(NetworkError)

  var inputShape: Shape { get }
  var outputShape: Shape { get }
  /// "linear 2→4"
  var label: String { get }
  /// "nn.Linear(2, 4)"
  var pytorch: String { get }
  /// In PyTorch's order, which is also the order in which they are drawn.
  var parameters: [ParameterDeclaration] { get }

  /// The same layer behind another one, with its parameters kept.
  ///
  /// - Throws: `NetworkError.mismatch` or `.wrongRank` where its parameters do not fit.
  func refitted(to input: Shape) throws(NetworkError) -> Self

  /// The work of this layer on the buffers of one plan.
  func makeOperation(_ buffers: LayerBuffers) -> LayerOperation
}

extension Layer {
  public var parameters: [ParameterDeclaration] { [] }

  func isEqual(to other: any Layer) -> Bool {
    (other as? Self) == self
  }
}

/// A layer that applies one function to each number, and keeps the shape.
public protocol ElementwiseLayer: Layer {
  /// The function of z: "tanh(z)".
  var formula: String { get }
  /// Its derivative, of z or of its own value a: "1 − a²".
  var derivativeFormula: String { get }
  /// The function at z, in Double.
  func value(_ z: Double) -> Double
  /// Its derivative at z, in Double.
  func derivative(_ z: Double) -> Double
}

extension ElementwiseLayer {
  public var outputShape: Shape { inputShape }
  public var label: String { Self.declaration.name }
}
