/// What a pass computed, expanded into scalar operations in Double.
///
/// Two sizes, both made only when they are asked for:
///
/// - `neuron(layer:index:sample:)`: one value of one layer's output, from what stands in front of
///   that layer. Small whatever the network is: this is what a walk reads, a neuron at a time.
///
///       let neuron = microscope.neuron(layer: 0, index: 1, sample: 0)
///       neuron.forward       // its operations in order, operands with names and values:
///                            //   l0.input[0] × l0.weight[1,0] = −0.3, …, sum = −1.2
///       neuron.backward(from: upstream)
///                            // the same in reverse from ∂loss/∂output: each operation's own
///                            // gradient, its local derivatives, and what each operand gets,
///                            // down to the layer's weights, bias and inputs
///       neuron.contributions // those of the last, added up by operand: ∂loss/∂weight, …
///
/// - `loss(samples:from:)`: the loss from the place `from` on, for some samples, with every value
///   between: what a derivative is explained by, path by path, and checked by differences.
///
/// A layer says in its own file how it is traced (`Layer.trace`), a loss likewise (`Loss.trace`).
/// Batch normalisation in training reads the whole batch, so that its neurons have operands in
/// every sample; dropout multiplies by the mask that the pass has kept; recurrent layers are
/// unrolled from the first step.
///
/// In reverse mode a node is done once all that read it have been: the descending order of nodes.
public struct Microscope: Sendable {
  /// The network of the pass.
  public let network: Network
  /// The numbers between layers.
  public let pass: Pass
  let loss: (any Loss)?
  let targets: Targets?

  /// The pass of that network.
  ///
  /// - Parameters:
  ///   - targets: of the data, where the loss is asked for.
  public init(network: Network, pass: Pass, loss: (any Loss)? = nil, targets: Targets? = nil) {
    self.network = network
    self.pass = pass
    self.loss = loss
    self.targets = targets
  }

  /// One value of a layer's output, from the layer's inputs and parameters.
  ///
  /// - Precondition: they exist.
  public func neuron(layer: Int, index: Int, sample: Int) -> NeuronTrace {
    var tracer = Tracer(network, pass)
    let output = tracer.trace(layer: layer, output: index, sample: sample)
    return NeuronTrace(graph: tracer.graph, output: output, sample: sample)
  }

  /// The loss of one sample alone, not divided by their number, from the network's outputs: the last
  /// piece of the way forward, and the first of the way back.
  ///
  /// - Throws: `NetworkError.noLoss`, `.noData`.
  /// - Precondition: the pass has that sample.
  public func sampleLoss(_ sample: Int) throws(NetworkError) -> NeuronTrace {
    guard let loss else { throw .noLoss }
    guard let targets else { throw .noData }
    var tracer = Tracer(network, pass)
    let width = network.output?.count ?? 0
    let outputs = (0..<width).map { tracer.value(network.layers.count, $0, sample) }
    let own = trace(loss, outputs, targets, sample, &tracer)
    return NeuronTrace(graph: tracer.graph, output: own, sample: sample)
  }

  /// Which outputs of a layer depend on one of its inputs, with ∂output/∂input: forward mode through
  /// the layer, for one sample.
  ///
  /// - Returns: nil where that would take more than `most` operations.
  public func readers(
    of index: Int, at layer: Int, sample: Int, most: Int = Self.mostNodes / 2
  ) -> [(output: Int, slope: Double)]? {
    readers(at: layer, sample: sample, most: most) { $0.knownValue(layer, index, sample) }
  }

  /// Which outputs of a layer depend on one of its parameters, counted in `Network.parameters`.
  ///
  /// - Returns: nil where that would take more than `most` operations.
  public func readers(
    ofParameter index: Int, of layer: Int, sample: Int, most: Int = Self.mostNodes / 2
  ) -> [(output: Int, slope: Double)]? {
    readers(at: layer, sample: sample, most: most) { $0.knownParameter(index) }
  }

  private func readers(
    at layer: Int, sample: Int, most: Int, _ leaf: (Tracer) -> Int?
  ) -> [(output: Int, slope: Double)]? {
    var tracer = Tracer(network, pass)
    var outputs: [Int] = []
    for output in 0..<network.layers[layer].outputShape.count {
      outputs.append(tracer.trace(layer: layer, output: output, sample: sample))
      if tracer.graph.count > most { return nil }
    }
    guard let leaf = leaf(tracer) else { return [] }
    let tangents = tracer.graph.tangents(of: leaf)
    return outputs.enumerated().compactMap { output, node in
      tangents[node] == 0 ? nil : (output, tangents[node])
    }
  }

  /// Whether some layer makes each sample's output depend on the others.
  public var mixesSamples: Bool {
    network.layers.contains { layer in
      guard let layer = layer as? any BatchNormalization else { return false }
      return pass.mode == .training || !layer.setup.isTracking
    }
  }

  /// The loss of these samples of the pass, as their share of the mean over all of it.
  ///
  /// - Parameters:
  ///   - samples: rows of the pass; where layers mix samples, all of them are taken.
  ///   - from: the place whose values are leaves; 0 for the input.
  ///   - most: the largest number of nodes.
  /// - Throws: `NetworkError.noLoss`, `.noData`, or `.tooLarge` where more nodes would be needed.
  public func loss(
    samples: [Int], from place: Int = 0, most: Int = Self.mostNodes
  ) throws(NetworkError) -> LossTrace {
    guard let loss else { throw .noLoss }
    guard let targets else { throw .noData }
    let rows = mixesSamples ? Array(0..<pass.count) : samples
    var tracer = Tracer(network, pass)
    for layer in place..<network.layers.count {
      for sample in rows {
        for output in 0..<network.layers[layer].outputShape.count {
          _ = tracer.trace(layer: layer, output: output, sample: sample)
          guard tracer.graph.count <= most else {
            throw .tooLarge(
              what: "scalar graph", shape: [tracer.graph.count], bytes: nil, limit: most)
          }
        }
      }
    }
    let width = network.output?.count ?? 0
    var losses: [Int] = []
    for sample in rows {
      let outputs = (0..<width).map { tracer.value(network.layers.count, $0, sample) }
      let own = trace(loss, outputs, targets, sample, &tracer)
      losses.append(own)
    }
    var total = tracer.graph.append(.sum, losses)
    let divisor = loss.divisor(labels(targets), count: pass.count)
    if divisor != 1 {
      let count = tracer.constant(divisor)
      total = tracer.graph.divide(total, count)
    }
    tracer.graph.name(total, .loss)
    return LossTrace(tracer, loss: total, samples: rows, losses: losses)
  }

  /// The classes of the pass's samples; empty where targets are values.
  private func labels(_ targets: Targets) -> [Int32] {
    guard case .classes(let classes, _) = targets else { return [] }
    return (0..<pass.count).map { classes[row(of: $0)] }
  }

  /// Which of the data a sample of the pass is.
  private func row(of sample: Int) -> Int {
    pass.indices.indices.contains(sample) ? pass.indices[sample] : sample
  }

  /// So many nodes take about 100 MB.
  public static let mostNodes = 1 << 20

  private func trace(
    _ loss: any Loss, _ outputs: [Int], _ targets: Targets, _ sample: Int, _ tracer: inout Tracer
  ) -> Int {
    let row = row(of: sample)
    let own: SampleTrace
    switch targets {
    case .classes(let classes, _):
      own = SampleTrace(outputs: outputs, targets: [], label: Int(classes[row]))
    case .values(let values, let width):
      let nodes = outputs.indices.map { index in
        tracer.graph.leaf(
          Double(values[row * width + index]), .target(index: index, sample: sample))
      }
      own = SampleTrace(outputs: outputs, targets: nodes, label: 0)
    }
    var node = loss.trace(own, in: &tracer.graph)
    if tracer.graph.address(of: node) != nil { node = tracer.graph.append(.copy, [node]) }
    tracer.graph.name(node, .sampleLoss(sample))
    return node
  }
}

/// The loss as a scalar graph, and where in it the network's numbers are.
public struct LossTrace: Sendable {
  /// Every operation.
  public var graph: ScalarGraph
  /// The node of the loss.
  public let loss: Int
  /// Which samples were traced, as rows of the pass.
  public let samples: [Int]
  /// The loss of each of them, not divided by their number.
  public let losses: [Int]
  private let tracer: Tracer

  init(_ tracer: Tracer, loss: Int, samples: [Int], losses: [Int]) {
    graph = tracer.graph
    self.loss = loss
    self.samples = samples
    self.losses = losses
    var places = tracer
    places.graph = ScalarGraph()
    self.tracer = places
  }

  /// The node of a value between layers; nil where it has none.
  public func value(_ place: Int, _ index: Int, sample: Int) -> Int? {
    tracer.knownValue(place, index, sample)
  }

  /// The node of a parameter's element, counted in `Network.parameters`; nil where nothing reads it.
  public func parameter(_ index: Int) -> Int? { tracer.knownParameter(index) }
}
