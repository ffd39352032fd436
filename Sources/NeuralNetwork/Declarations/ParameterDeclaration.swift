/// One array of numbers that a layer learns: `weight`, `bias`.
public struct ParameterDeclaration: Sendable, Equatable {
  /// What a fresh layer fills it with.
  public enum Start: Sendable, Equatable {
    /// Drawn evenly from [−bound, bound).
    case uniform(bound: Double)
    /// Drawn from a bell curve around 0.
    case normal(deviation: Double)
    case constant(Float)
  }

  /// PyTorch's name.
  public var name: String
  /// Row-major; [out × in] for a weight.
  public var shape: [Int]
  /// What a fresh layer fills it with.
  public var start: Start
  /// The value of all elements where an initialiser such as `xavier_uniform` fills the weights:
  /// it leaves arrays of one axis (biases) at rest.
  public var rest: Float

  /// A parameter that starts so, and rests at `rest`.
  public init(_ name: String, shape: [Int], start: Start, rest: Float = 0) {
    self.name = name
    self.shape = shape
    self.start = start
    self.rest = rest
  }
}

/// Where one parameter of one layer lies in the network's flat array.
public struct ParameterSlice: Sendable, Equatable {
  /// The layer's index.
  public var layer: Int
  /// PyTorch's name: "weight".
  public var name: String
  /// Row-major; [out × in] for a weight.
  public var shape: [Int]
  /// Where it lies in `Network.parameters`.
  public var range: Range<Int>

  /// The place of one parameter.
  public init(layer: Int, name: String, shape: [Int], range: Range<Int>) {
    self.layer = layer
    self.name = name
    self.shape = shape
    self.range = range
  }
}
