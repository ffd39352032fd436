/// Writes the work of layers into a scalar graph, and knows which node is which number.
///
/// A layer asks for its inputs and parameters by index, and each is one node, however often it is
/// asked for. An input that has been traced is the node that its layer made; any other is a leaf
/// with the number that the pass has. So the same code traces one neuron, and a whole network where
/// its layers are traced in order.
public struct Tracer: Sendable {
  /// What has been traced.
  public internal(set) var graph = ScalarGraph()
  private let network: Network
  private let pass: Pass
  private let widths: [Int]
  /// The layer that is being traced, and the sample.
  private var layer = 0
  private(set) var sample = 0
  /// For each place and sample, the nodes of its values; −1 where there is none.
  private var valueNodes: [Int: [Int32]] = [:]
  private var parameterNodes: [Int: [Int32]] = [:]
  private var parts: [Part: Int] = [:]
  private var constants: [Double: Int] = [:]

  private struct Part: Hashable {
    let layer: Int
    let sample: Int
    let name: String
    let row: Int
    let column: Int
  }

  init(_ network: Network, _ pass: Pass) {
    self.network = network
    self.pass = pass
    widths = network.shapes.map(\.count)
    graph.slices = network.slices
  }

  // MARK: What a layer asks for

  /// The number of samples in the batch.
  public var samples: Int { pass.count }
  /// Whether dropout drew, and batch normalisation read the batch's own statistics.
  public var mode: Mode { pass.mode }

  /// Input `index` of the layer, of this sample or of another one.
  public mutating func input(_ index: Int, ofSample other: Int? = nil) -> Int {
    value(layer, index, other ?? sample)
  }

  /// What went into the layer that stands `reach` layers before this one.
  mutating func earlierInput(_ index: Int, reach: Int) -> Int {
    value(layer - reach, index, sample)
  }

  /// The element at `offset` of the layer's parameter of that name.
  public mutating func parameter(_ name: String, _ offset: Int) -> Int {
    guard
      let place = network.slices.firstIndex(where: { $0.layer == layer && $0.name == name })
    else { preconditionFailure("layer \(layer) has no \(name)") }
    return parameter(inSlice: place, offset)
  }

  /// Numbers that go with the layer's outputs: its parameters in one array, `parameter` in a loop.
  mutating func parameter(inSlice place: Int, _ offset: Int) -> Int {
    let slice = network.slices[place]
    let known = parameterNodes[place]?[offset] ?? -1
    if known >= 0 { return Int(known) }
    let node = graph.leaf(
      Double(network.parameters[slice.range.lowerBound + offset]),
      .parameter(slice: place, offset: offset))
    parameterNodes[place, default: Array(repeating: -1, count: slice.range.count)][offset] =
      Int32(node)
    return node
  }

  /// The place of a parameter, for a loop over its elements; nil where the layer has none.
  func slice(_ name: String) -> Int? {
    network.slices.firstIndex { $0.layer == layer && $0.name == name }
  }

  /// A running mean or variance.
  mutating func buffer(_ name: String, _ offset: Int) -> Int {
    guard let slice = network.bufferSlices.first(where: { $0.layer == layer && $0.name == name })
    else { preconditionFailure("layer \(layer) has no \(name)") }
    let value = network.buffers[slice.range.lowerBound + offset]
    return shared("\(name)[\(offset)]") { $0.graph.leaf(Double(value)) }
  }

  /// What the layer has kept of the way forward.
  func kept(_ offset: Int) -> Double {
    Double(pass.kept[layer][offset])
  }

  /// A number of the formula itself.
  public mutating func constant(_ value: Double) -> Int {
    // Not a number, and the zero below zero, are no keys.
    guard value == value, value != 0 else { return graph.constant(value) }
    if let known = constants[value] { return known }
    let node = graph.constant(value)
    constants[value] = node
    return node
  }

  /// A step that several outputs of the layer read, made once: `q[0,2]`, `mean[1]`.
  public mutating func shared(
    _ name: String, _ row: Int = -1, _ column: Int = -1, acrossSamples: Bool = false,
    _ make: (inout Tracer) -> Int
  ) -> Int {
    let part = Part(
      layer: layer, sample: acrossSamples ? -1 : sample, name: name, row: row, column: column)
    if let known = parts[part] { return known }
    let node = make(&self)
    parts[part] = node
    if graph.address(of: node) == nil {
      let indices = row < 0 ? "" : column < 0 ? "[\(row)]" : "[\(row),\(column)]"
      graph.name(node, .part(name + indices))
    }
    return node
  }

  /// Σ wₖ · xₖ (+ bias): a weighted sum, a product a node.
  mutating func weightedSum(
    _ count: Int, bias: Int?, _ factors: (inout Tracer, Int) -> (Int, Int)
  ) -> Int {
    var terms: [Int] = []
    terms.reserveCapacity(count + 1)
    for index in 0..<count {
      let (value, weight) = factors(&self, index)
      terms.append(graph.multiply(value, weight))
    }
    if let bias { terms.append(bias) }
    return terms.isEmpty ? constant(0) : graph.append(.sum, terms)
  }

  // MARK: Values between layers

  /// The node of a value between layers; a leaf where it has not been traced.
  mutating func value(_ place: Int, _ index: Int, _ sample: Int) -> Int {
    let key = place * max(pass.count, 1) + sample
    let known = valueNodes[key]?[index] ?? -1
    if known >= 0 { return Int(known) }
    let node = graph.leaf(
      Double(pass.outputs[place][sample * widths[place] + index]),
      .value(place: place, index: index, sample: sample))
    valueNodes[key, default: Array(repeating: -1, count: widths[place])][index] = Int32(node)
    return node
  }

  /// Traces one output of a layer. Where the work ends in a node that has a name already, such as
  /// an input that is handed on, the output is a copy of it.
  mutating func trace(layer index: Int, output: Int, sample: Int) -> Int {
    let key = (index + 1) * max(pass.count, 1) + sample
    let known = valueNodes[key]?[output] ?? -1
    if known >= 0 { return Int(known) }
    (layer, self.sample) = (index, sample)
    var node = network.layers[index].trace(output, with: &self)
    if graph.address(of: node) != nil { node = graph.append(.copy, [node]) }
    graph.name(node, .value(place: index + 1, index: output, sample: sample))
    valueNodes[key, default: Array(repeating: -1, count: widths[index + 1])][output] = Int32(node)
    return node
  }

  // MARK: Where things are

  func knownValue(_ place: Int, _ index: Int, _ sample: Int) -> Int? {
    guard let node = valueNodes[place * max(pass.count, 1) + sample]?[index], node >= 0 else {
      return nil
    }
    return Int(node)
  }

  func knownParameter(_ index: Int) -> Int? {
    guard let place = network.slices.firstIndex(where: { $0.range.contains(index) }),
      let node = parameterNodes[place]?[index - network.slices[place].range.lowerBound], node >= 0
    else { return nil }
    return Int(node)
  }
}
