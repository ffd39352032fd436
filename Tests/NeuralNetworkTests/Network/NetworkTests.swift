import NeuralNetwork
import Testing

struct NetworkTests {
  private func mlp() throws -> Network {
    try .build([2], seed: 1, (Linear.self, 4), (Tanh.self, nil), (Linear.self, 1))
  }

  @Test func `shapes, slices and the flat array fit each other`() throws {
    let network = try mlp()
    #expect(network.shapes == [[2], [4], [4], [1]])
    #expect(network.output == [1])
    #expect(network.parameters.count == 17)
    #expect(network.slices.map(\.name) == ["weight", "bias", "weight", "bias"])
    #expect(network.slices.map(\.layer) == [0, 0, 2, 2])
    #expect(network.slices.map(\.shape) == [[4, 2], [4], [1, 4], [1]])
    #expect(network.slices.map(\.range) == [0..<8, 8..<12, 12..<16, 16..<17])
    #expect((0..<3).map(network.range(ofLayer:)) == [0..<12, 12..<12, 12..<17])
    #expect(network.layers.map(\.label) == ["linear 2→4", "tanh", "linear 4→1"])
    #expect(network.layers.map(\.pytorch) == ["nn.Linear(2, 4)", "nn.Tanh()", "nn.Linear(4, 1)"])
    #expect(network.slice(layer: 2, named: "bias")?.range == 16..<17)
    #expect(network.slice(layer: 1, named: "bias") == nil)
  }

  @Test func `a layer put in between leaves the others' parameters alone`() throws {
    var network = try mlp()
    let before = network.parameters
    var generator = MersenneTwister(seed: 9)
    let layer = try network.makeLayer(Linear.self, settings: ["out": .integer(4)], at: 1)
    try network.insert(layer, at: 1, using: &generator)
    #expect(network.layers.map(\.label) == ["linear 2→4", "linear 4→4", "tanh", "linear 4→1"])
    #expect(Array(network.parameters[..<12]) == Array(before[..<12]))
    #expect(Array(network.parameters[32...]) == Array(before[12...]))
    try network.remove(at: 1)
    #expect(network.parameters == before)
    #expect(try network == mlp())
  }

  @Test func `functions take the shape of what is put in front of them`() throws {
    var network = try Network.build([2], (Tanh.self, nil), (ReLU.self, nil))
    var generator = MersenneTwister(seed: 9)
    let layer = try network.makeLayer(Linear.self, settings: ["out": .integer(5)], at: 0)
    try network.insert(layer, at: 0, using: &generator)
    #expect(network.shapes == [[2], [5], [5], [5]])
    try network.remove(at: 0)
    try network.setInput([3, 4])
    #expect(network.shapes == [[3, 4], [3, 4], [3, 4]])
  }

  @Test func `what does not fit is named with both sides, and changes nothing`() throws {
    var network = try mlp()
    let before = network
    var generator = MersenneTwister(seed: 9)

    func expect(_ error: NetworkError, _ body: () throws -> Void) {
      #expect(throws: error, performing: body)
      #expect(network == before)
    }
    expect(.mismatch(layer: "linear 3→4", needs: [3], after: "linear 4→1", gives: [1])) {
      _ = try network.makeLayer(
        Linear.self, settings: ["in": .integer(3), "out": .integer(4)])
    }
    expect(.mismatch(layer: "linear 3→4", needs: [3], after: "input", gives: [2])) {
      _ = try network.makeLayer(
        Linear.self, settings: ["in": .integer(3), "out": .integer(4)], at: 0)
    }
    expect(.mismatch(layer: "linear 4→1", needs: [4], after: "tanh", gives: [2])) {
      try network.remove(at: 0)
    }
    expect(.mismatch(layer: "linear 2→4", needs: [2], after: "input", gives: [3])) {
      try network.setInput([3])
    }
    let wide = try Linear(settings: ["out": .integer(5)], input: [4])
    expect(.mismatch(layer: "linear 4→1", needs: [4], after: "linear 4→5", gives: [5])) {
      try network.insert(wide, at: 2, using: &generator)
    }
    expect(.noLayer(index: 3, count: 3)) { try network.remove(at: 3) }
    expect(.noLayer(index: 4, count: 3)) { try network.insert(wide, at: 4, using: &generator) }
    expect(.badShape([0])) { try network.setInput([0]) }
    expect(.badShape([])) { try network.setInput([]) }
    #expect(throws: NetworkError.noInput) {
      _ = try Network().makeLayer(Tanh.self, settings: [:])
    }
  }

  @Test func `a layer that no memory holds is refused before anything is allocated`() throws {
    var network = try Network.build([2], (Linear.self, 4))
    let before = network
    var generator = MersenneTwister(seed: 9)
    func add(_ outputs: Int, limit: Int = MemoryLimit.standard) throws {
      let layer = try network.makeLayer(Linear.self, settings: ["out": .integer(outputs)])
      try network.append(layer, using: &generator, memoryLimit: limit)
    }
    let huge = NetworkError.tooLarge(
      what: "linear 4→1000000000000.weight", shape: [1_000_000_000_000, 4],
      bytes: 32_000_000_000_000, limit: MemoryLimit.standard)
    #expect(throws: huge) { try add(1_000_000_000_000) }
    let uncounted = NetworkError.tooLarge(
      what: "linear 4→\(Int.max).weight", shape: [Int.max, 4], bytes: nil,
      limit: MemoryLimit.standard)
    #expect(throws: uncounted) { try add(Int.max) }
    // 100 × 4 weights, each with its gradient, take 3,200 bytes, and the biases 800 more.
    let small = NetworkError.tooLarge(
      what: "linear 4→100.weight", shape: [100, 4], bytes: 3200, limit: 3000)
    #expect(throws: small) { try add(100, limit: 3000) }
    let together = NetworkError.tooLarge(what: "parameters", shape: [512], bytes: 4096, limit: 4000)
    #expect(throws: together) { try add(100, limit: 4000) }
    #expect(network == before)
    #expect(throws: NetworkError.self) { try network.setInput([Int.max, Int.max]) }
    #expect(throws: NetworkError.self) {
      _ = try TrainingPlan(network: network, loss: nil, capacity: .max)
    }
    let plan = NetworkError.tooLarge(
      what: "batch", shape: [1000, 6], bytes: nil, limit: 10_000)
    let error = #expect(throws: NetworkError.self) {
      _ = try TrainingPlan(network: network, loss: nil, capacity: 1000, memoryLimit: 10_000)
    }
    if case .tooLarge(let what, let shape, _, let limit) = error {
      #expect(.tooLarge(what: what, shape: shape, bytes: nil, limit: limit) == plan)
    }
  }

  @Test func `an initialiser fills the weights and rests the biases, of one layer or of all`()
    throws
  {
    var network = try mlp()
    let before = network
    var generator = MersenneTwister(seed: 9)
    network.initialize(Constant(settings: ["val": .number(0.5)]), layer: 2, using: &generator)
    #expect(Array(network.parameters[12...]) == [0.5, 0.5, 0.5, 0.5, 0])
    #expect(network.parameters[..<12] == before.parameters[..<12])
    network.initialize(Zeros(settings: [:]), using: &generator)
    #expect(network.parameters == [Float](repeating: 0, count: 17))

    var first = MersenneTwister(seed: 1)
    network.reset(using: &first)
    #expect(network == before)
  }

  @Test func `a linear layer reads the last axis of any shape`() throws {
    let network = try Network.build([4, 3], (Linear.self, 2))
    #expect(network.shapes == [[4, 3], [4, 2]])
    #expect(network.parameters.count == 8)
  }
}
