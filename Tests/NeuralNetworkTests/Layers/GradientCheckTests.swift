import NeuralNetwork
import Testing

/// Every derivative against the slope of the function itself.
struct GradientCheckTests {
  /// Numbers in ±[0.2, 1.2), away from the corners of relu.
  private func values(_ count: Int, _ generator: inout MersenneTwister) -> [Float] {
    (0..<count).map { _ in
      let draw = generator.uniform(-1, 1)
      return draw < 0 ? draw - 0.2 : draw + 0.2
    }
  }

  /// (f(x + h) − f(x − h)) / 2h at each element, for two widths h, of which Richardson's rule makes
  /// one slope whose error is of the fourth order.
  private func slopes(_ x: [Float], _ function: ([Float]) throws -> Double) rethrows -> [Float] {
    func slope(_ index: Int, _ width: Float) throws -> Float {
      var (up, down) = (x, x)
      up[index] += width
      down[index] -= width
      return Float(try function(up) - function(down)) / (2 * width)
    }
    return try x.indices.map { index in
      try (4 * slope(index, 0x1p-7) - slope(index, 0x1p-6)) / 3
    }
  }

  static let sizes = [1, 2, 7, 8, 9, 17]

  @Test(arguments: sizes, sizes)
  func `a linear layer's gradients are its slopes`(_ inputs: Int, _ outputs: Int) throws {
    for samples in Self.sizes {
      let seed = UInt64(inputs * 10_000 + outputs * 100 + samples)
      try check(
        Network.build([inputs], seed: seed, (Linear.self, outputs)), samples: samples, seed: seed)
    }
  }

  @Test(arguments: LayerSample.all.filter { !$0.hasNoSlope }, [Mode.evaluation, .training])
  func `a layer's gradients are its slopes`(_ sample: LayerSample, _ mode: Mode) throws {
    for (width, samples) in zip(Self.sizes, Self.sizes.reversed()) {
      let seed = UInt64(width * 100 + samples)
      try check(
        sample.network(width: width, seed: seed), samples: samples, seed: seed, mode: mode,
        readsEntries: sample.readsEntries)
    }
  }

  @Test func `a whole network's gradients are its slopes`() throws {
    let network = try Network.build(
      [7], seed: 5, (Linear.self, 9), (Tanh.self, nil), (Linear.self, 8), (Sigmoid.self, nil),
      (Linear.self, 3), (Softmax.self, nil))
    try check(network, samples: 4, seed: 6)
  }

  /// The slope of Σ r · output, r being random.
  func check(
    _ network: Network, samples: Int, seed: UInt64, mode: Mode = .evaluation,
    readsEntries: Bool = false
  ) throws {
    var generator = MersenneTwister(seed: seed)
    let count = samples * (network.input?.count ?? 0)
    let x =
      readsEntries
      ? (0..<count).map { _ in Float(generator.integer(below: 5)) } : values(count, &generator)
    let plan = try TrainingPlan(network: network, loss: nil, capacity: samples)

    /// The same draws each time, as the state is a copy.
    func walk(_ parameters: [Float], _ x: [Float]) throws -> Pass {
      guard mode == .training else {
        return try plan.forward(parameters: parameters, buffers: network.buffers, inputs: x)
      }
      var state = TrainingState(network: network, generator: MersenneTwister(seed: 1))
      state.network.parameters = parameters
      return try plan.forward(&state, inputs: x)
    }

    var pass = try walk(network.parameters, x)
    let weights = values(pass.outputs.last?.count ?? 0, &generator)
    var gradients = [Float](repeating: 0, count: network.parameters.count)
    try plan.backward(
      &pass, parameters: network.parameters, outputGradient: weights, gradients: &gradients)

    func sum(_ parameters: [Float], _ x: [Float]) throws -> Double {
      zip(try walk(parameters, x).outputs.last ?? [], weights)
        .reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    if readsEntries {
      #expect(pass.outputGradients[0].allSatisfy { $0 == 0 })
    } else {
      expectClose(
        pass.outputGradients[0], try slopes(x) { try sum(network.parameters, $0) },
        relative: 1e-3, absolute: 2e-3, "input.grad")
    }
    expectClose(
      gradients, try slopes(network.parameters) { try sum($0, x) }, relative: 1e-3,
      absolute: 2e-3, "parameters.grad")
  }

  @Test(arguments: Catalog.losses.map(LossBlock.init), sizes)
  func `a loss's gradient is its slope`(_ block: LossBlock, _ samples: Int) throws {
    for width in Self.sizes {
      var generator = MersenneTwister(seed: UInt64(samples * 100 + width))
      let loss = block.type.init(settings: [:])
      let count = samples * width
      let isProbability = loss.label == "bce"
      let outputs =
        isProbability
        ? (0..<count).map { _ in generator.uniform(0.3, 0.7) }
        // Away from the corners of l1 and hinge: −1, 0, 1.
        : values(count, &generator).map { 0.75 * $0 }
      let targets: Targets =
        loss.comparesClasses
        ? .classes(
          (0..<samples).map { _ in Int32(generator.integer(below: width)) }, count: width)
        : .values((0..<count).map { _ in Float(generator.integer(below: 2)) }, width: width)
      let (_, gradient) = try loss.evaluate(outputs: outputs, shape: [width], targets: targets)
      let slopes = try slopes(outputs) {
        Double(try loss.evaluate(outputs: $0, shape: [width], targets: targets).value)
      }
      expectClose(gradient, slopes, relative: 5e-3, absolute: 2e-3, "\(loss.label).grad")
    }
  }

  struct LossBlock: Sendable, CustomTestStringConvertible {
    let type: any Loss.Type
    var testDescription: String { type.declaration.name }
  }
}
