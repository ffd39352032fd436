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

  /// (f(x + h) − f(x − h)) / 2h at each element.
  private func slopes(_ x: [Float], _ function: ([Float]) throws -> Double) rethrows -> [Float] {
    let width: Float = 0x1p-6
    return try x.indices.map { index in
      var (up, down) = (x, x)
      up[index] += width
      down[index] -= width
      return Float(try function(up) - function(down)) / (2 * width)
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

  @Test(arguments: Catalog.layers.map(Block.init).filter { !$0.hasSettings })
  func `a layer's gradients are its slopes`(_ block: Block) throws {
    for (width, samples) in zip(Self.sizes, Self.sizes.reversed()) {
      let seed = UInt64(width * 100 + samples)
      try check(Network.build([width], seed: seed, (block.type, nil)), samples: samples, seed: seed)
      try check(
        Network.build([2, width], seed: seed, (block.type, nil)), samples: samples, seed: seed)
    }
  }

  @Test func `a whole network's gradients are its slopes`() throws {
    let network = try Network.build(
      [7], seed: 5, (Linear.self, 9), (Tanh.self, nil), (Linear.self, 8), (Sigmoid.self, nil),
      (Linear.self, 3), (Softmax.self, nil))
    try check(network, samples: 4, seed: 6)
  }

  struct Block: Sendable, CustomTestStringConvertible {
    let type: any Layer.Type
    var testDescription: String { type.declaration.name }

    /// Whether it has to be built with settings, or on planes.
    var hasSettings: Bool { !type.declaration.settings.isEmpty }
    /// What its declaration needs.
    var settings: Settings {
      var settings: Settings = [:]
      for setting in type.declaration.settings where !setting.isOptional {
        settings.values[setting.name] = setting.defaultValue ?? .integer(2)
      }
      return settings
    }
    /// A shape that it reads.
    func input(_ width: Int) -> Shape {
      let name = type.declaration.name
      return name.hasSuffix("2d")
        ? [2, width, width] : name.hasSuffix("1d") ? [2, width] : [width]
    }
  }

  /// The slope of Σ r · output, r being random.
  func check(_ network: Network, samples: Int, seed: UInt64) throws {
    var generator = MersenneTwister(seed: seed)
    let x = values(samples * (network.input?.count ?? 0), &generator)
    let plan = try TrainingPlan(network: network, loss: nil, capacity: samples)
    var pass = try plan.forward(parameters: network.parameters, inputs: x)
    let weights = values(pass.outputs.last?.count ?? 0, &generator)
    var gradients = [Float](repeating: 0, count: network.parameters.count)
    try plan.backward(
      &pass, parameters: network.parameters, outputGradient: weights, gradients: &gradients)

    func sum(_ parameters: [Float], _ x: [Float]) throws -> Double {
      zip(try plan.predict(parameters: parameters, inputs: x), weights)
        .reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    expectClose(
      pass.outputGradients[0], try slopes(x) { try sum(network.parameters, $0) }, relative: 1e-3,
      absolute: 2e-3, "input.grad")
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
        ? (0..<count).map { _ in generator.uniform(0.3, 0.7) } : values(count, &generator)
      let targets: Targets =
        loss.label == "cross_entropy"
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
