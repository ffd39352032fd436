import NeuralNetwork

/// The session's gradients held against differences, for a few samples in training mode, and beside
/// them the gradients that training itself computes in 32 bits.
struct SessionCheck {
  /// What is checked.
  enum Subject: Equatable {
    /// All parameters, and what goes into the network.
    case network
    /// A layer's parameters, and what goes into it.
    case layer(Int)
    /// Some elements of a parameter.
    case elements(ParameterSlice, Range<Int>)
  }

  /// The samples, as rows of the training data.
  let samples: [Int]
  private(set) var check: GradientCheck
  /// The leaves to be moved.
  let leaves: [Int]
  /// How many there would be, if they were not too many.
  let all: Int
  /// ∂loss/∂parameters as training computes them.
  private let gradients: [Float]
  private let network: Network

  /// Two evaluations of so many operations take about a second.
  private static let mostWork = 50_000_000
  private static let mostSamples = 4

  /// - Throws: what is missing: data, layers, a loss.
  init(_ session: Session, _ subject: Subject) throws(Diagnostic) {
    try session.requireNetwork()
    let data = try session.requireData()
    guard let loss = session.loss else { throw Diagnostic(NetworkError.noLoss) }
    network = session.network
    let place: Int = if case .layer(let layer) = subject { layer } else { 0 }
    var trace: LossTrace?
    var indices: [Int] = []
    var gradients = [Float](repeating: 0, count: network.parameters.count)
    // As many samples as the graph can hold; batch normalisation needs two.
    for count in [Self.mostSamples, 2, 1] where trace == nil {
      indices = (0..<min(count, data.count)).map { (session.sample + $0) % data.count }
      let plan = try session.plan(capacity: indices.count)
      var state = session.training
      let rows = indices
      trace = try Diagnostic.wording { () throws(NetworkError) in
        var pass = try plan.forward(&state, data: data, indices: rows)
        try plan.backward(
          &pass, parameters: state.network.parameters, data: data, gradients: &gradients)
        do throws(NetworkError) {
          return try Microscope(
            network: state.network, pass: pass, loss: loss, targets: data.targets
          ).loss(samples: Array(rows.indices), from: place)
        } catch {
          if case .tooLarge = error, rows.count > 1 { return nil }
          throw error
        }
      }
      if trace == nil { gradients = [Float](repeating: 0, count: network.parameters.count) }
    }
    guard let trace else { throw Diagnostic(NetworkError.noData) }
    samples = indices
    self.gradients = gradients
    check = GradientCheck(trace)
    let slices = network.slices
    let wanted = check.leaves.filter { node in
      switch (subject, trace.graph.address(of: node)) {
      case (.network, _): true
      case (.layer(let layer), .parameter(let slice, _)?): slices[slice].layer == layer
      case (.layer(let layer), .value(let place, _, _)?): place == layer
      case (.elements(let slice, let range), .parameter(let index, let offset)?):
        slices[index] == slice && range.contains(offset)
      default: false
      }
    }
    all = wanted.count
    let most = max(20, Self.mostWork / max(trace.graph.count, 1))
    let size = trace.graph.count
    try Diagnostic.wording { () throws(NetworkError) in
      try WorkMeter.charge(size, times: 2 * min(most, wanted.count))
    }
    // Evenly spread, so that each array has its share.
    leaves =
      wanted.count <= most
      ? wanted : (0..<most).map { wanted[$0 * wanted.count / most] }
  }

  /// One leaf.
  mutating func entry(_ leaf: Int, step: Double) -> GradientCheck.Entry {
    check.check(leaf, step: step)
  }

  /// One leaf with steps from 10⁻¹ to 10⁻¹².
  mutating func curve(of leaf: Int) -> [(step: Double, entry: GradientCheck.Entry)] {
    check.curve(of: leaf)
  }

  /// What training computes for a leaf that is a parameter.
  func trained(_ leaf: Int) -> Double? {
    guard case .parameter(let slice, let offset)? = check.trace.graph.address(of: leaf) else {
      return nil
    }
    return Double(gradients[network.slices[slice].range.lowerBound + offset])
  }

  /// The array that a leaf belongs to: "l0.weight", "l0.input".
  func array(_ leaf: Int) -> String {
    switch check.trace.graph.address(of: leaf) {
    case .parameter(let slice, _)?:
      "l\(network.slices[slice].layer).\(network.slices[slice].name)"
    case .value(let place, _, _)?: "l\(place).input"
    default: ""
    }
  }

  /// The layer that a leaf goes into, and its array's place among those of the layer.
  func position(_ leaf: Int) -> (layer: Int, place: Int) {
    switch check.trace.graph.address(of: leaf) {
    case .parameter(let slice, _)?: (network.slices[slice].layer, slice)
    case .value(let place, _, _)?: (place, -1)
    default: (0, -1)
    }
  }

  /// The node at whose corner a leaf stands: "l1.n0 relu".
  func corner(_ node: Int) -> String {
    let graph = check.trace.graph
    let name = graph.text(of: node, sample: check.trace.samples.first)
    return "\(name) \(graph.function(of: node)?.name ?? "\(graph.operations[node])")"
  }
}
