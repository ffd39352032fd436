/// Layers in order, and all their parameters in one flat array.
///
/// A value: a copy is cheap, shares the array until one of the two changes, and is a snapshot. The
/// array holds layer after layer, within a layer parameter after parameter, row-major, in PyTorch's
/// layout: `weight` is [out × in].
public struct Network: Sendable {
  /// The shape of one sample; nil before `setInput`.
  public internal(set) var input: Shape?
  /// In the order in which they are run.
  public internal(set) var layers: [any Layer] = []
  /// The numbers of all layers. Elements may be set; the count is the structure's.
  public var parameters: [Float] = []
  /// Where each parameter of each layer lies in `parameters`.
  public internal(set) var slices: [ParameterSlice] = []

  /// What layers count in training, such as running means, laid out as `parameters` are. Elements may
  /// be set; the count is the structure's.
  public var buffers: [Float] = []
  /// Where each buffer of each layer lies in `buffers`.
  public internal(set) var bufferSlices: [ParameterSlice] = []

  /// A network of nothing: no input, no layers.
  public init() {}

  /// The shape of one sample's output: the last layer's, or the input where there is none.
  public var output: Shape? { layers.last?.outputShape ?? input }

  /// The input's shape, then each layer's output. Empty before `setInput`.
  public var shapes: [Shape] {
    input.map { [$0] + layers.map(\.outputShape) } ?? []
  }

  /// How many numbers the layers learn.
  public var parameterCount: Int { slices.last?.range.upperBound ?? 0 }

  /// How many numbers the layers count.
  public var bufferCount: Int { bufferSlices.last?.range.upperBound ?? 0 }

  /// The structure alone.
  var withoutParameters: Network {
    var structure = self
    structure.parameters = []
    structure.buffers = []
    return structure
  }

  /// The range of one layer in `parameters`; empty for a layer that learns nothing.
  public func range(ofLayer index: Int) -> Range<Int> {
    Self.range(ofLayer: index, in: slices)
  }

  /// The range of one layer in `buffers`; empty for a layer that counts nothing.
  public func bufferRange(ofLayer index: Int) -> Range<Int> {
    Self.range(ofLayer: index, in: bufferSlices)
  }

  private static func range(ofLayer index: Int, in slices: [ParameterSlice]) -> Range<Int> {
    let own = slices.filter { $0.layer == index }
    if let first = own.first, let last = own.last {
      return first.range.lowerBound..<last.range.upperBound
    }
    let before = slices.last { $0.layer < index }?.range.upperBound ?? 0
    return before..<before
  }

  /// The parameter of that name; nil where the layer has none.
  public func slice(layer: Int, named name: String) -> ParameterSlice? {
    slices.first { $0.layer == layer && $0.name == name }
  }

  /// A parameter as a tensor.
  public func tensor(_ slice: ParameterSlice) -> Tensor {
    Tensor(shape: slice.shape, values: Array(parameters[slice.range]))
  }
}

extension Network: Equatable {
  /// Whether structure and every number are the same.
  public static func == (left: Network, right: Network) -> Bool {
    left.parameters == right.parameters && left.buffers == right.buffers
      && left.hasSameStructure(as: right)
  }

  /// Whether input and layers are the same, whatever the parameters are.
  public func hasSameStructure(as other: Network) -> Bool {
    input == other.input && layers.count == other.layers.count
      && zip(layers, other.layers).allSatisfy { $0.isEqual(to: $1) }
  }
}
