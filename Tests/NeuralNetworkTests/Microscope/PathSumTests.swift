import NeuralNetwork
import Testing

struct PathSumTests {
  private func trace(_ network: Network, samples: Int = 1) throws -> LossTrace {
    let loss = MeanSquaredError(settings: [:])
    let width = network.output?.count ?? 1
    let data = try Dataset(
      x: Tensor(shape: [samples, 2], values: (0..<2 * samples).map { Float($0 % 3) - 0.5 }),
      y: Tensor(
        shape: [samples, width], values: Array(repeating: 0.25, count: samples * width)))
    let plan = try TrainingPlan(network: network, loss: loss, capacity: samples)
    let pass = try plan.forward(
      parameters: network.parameters, data: data, indices: Array(0..<samples))
    return try Microscope(network: network, pass: pass, loss: loss, targets: data.targets)
      .loss(samples: Array(0..<samples))
  }

  @Test func `a weight of a 2-2-1 network has one path, whose product is its gradient`() throws {
    let (state, data, pass) = try NeuronTraceTests.oneSample()
    let trace = try Microscope(
      network: state.network, pass: pass, loss: state.loss, targets: data.targets
    ).loss(samples: [0])
    let leaf = try #require(trace.parameter(2))
    let paths = PathSum(in: trace.graph, from: leaf, to: trace.loss, most: 4)
    #expect(paths.count == 1)
    let path = try #require(paths.largest.first)
    #expect(
      path.nodes.map { trace.graph.text(of: $0) } == [
        "l0.weight[1,0]", "l0.n1", "l1.n1", "l2.n0", "l3.n0", "loss",
      ])
    // x, 1 − a², w, p (1 − p), −1/p
    for (slope, expected) in zip(path.slopes, [1, 0.305019, -0.4, 0.225388, -1.522345]) {
      #expect((slope - expected).magnitude < 1e-6, "\(slope)")
    }
    #expect((path.product - 0.041863).magnitude < 1e-6)
    #expect((paths.sum - path.product).magnitude < 1e-15)
  }

  @Test func `the paths of a deep network are counted, and add up to the gradient`() throws {
    let network = try Network.build(
      [2], seed: 1, (Linear.self, 4), (Tanh.self, nil), (Linear.self, 5), (Softmax.self, nil),
      (Linear.self, 3))
    let trace = try trace(network, samples: 2)
    for index in [0, 5, 9] {
      let leaf = try #require(trace.parameter(index))
      let paths = PathSum(in: trace.graph, from: leaf, to: trace.loss, most: 1000)
      // 2 samples, 5 sums, of which each has an effect on 5 shares, and each of those on 3 outputs.
      #expect(paths.count == 2 * 5 * 5 * 3)
      #expect(paths.largest.count == 150)
      let sum = paths.largest.reduce(0) { $0 + $1.product }
      #expect((sum - paths.sum).magnitude < 1e-12)
      var graph = trace.graph
      graph.backward(from: trace.loss)
      #expect(paths.sum == graph.gradients[leaf])
      let few = PathSum(in: trace.graph, from: leaf, to: trace.loss, most: 3)
      #expect(few.largest == Array(paths.largest.prefix(3)))
      #expect(few.count == 150 && few.sum == paths.sum)
    }
  }

  @Test func `what has no effect has no path`() throws {
    let (state, data, pass) = try NeuronTraceTests.oneSample()
    let trace = try Microscope(
      network: state.network, pass: pass, loss: state.loss, targets: data.targets
    ).loss(samples: [0])
    let leaf = try #require(trace.parameter(0))
    let other = try #require(trace.value(1, 1, sample: 0))
    let paths = PathSum(in: trace.graph, from: leaf, to: other, most: 4)
    #expect(paths.count == 0 && paths.largest.isEmpty && paths.sum == 0)
  }
}
