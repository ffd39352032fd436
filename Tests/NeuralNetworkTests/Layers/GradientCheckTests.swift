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

  /// Numbers in random order that are 1/16 and more apart, and as far from 0.
  private func separateValues(_ count: Int, _ generator: inout MersenneTwister) -> [Float] {
    generator.permutation(count).map { (Float($0 - count / 2) + 0.5) * 0.125 }
  }

  /// (f(x + h) − f(x − h)) / 2h at each element, for two widths h, of which Richardson's rule makes
  /// one slope whose error is of the fourth order.
  ///
  /// Nil, where corners are allowed, for an element whose two slopes differ as they do across one;
  /// NaN for one that was passed over.
  private func slopes(
    _ x: [Float], hasCorners: Bool = false, _ function: ([Float]) throws -> Double
  ) rethrows -> [Float?] {
    func slope(_ index: Int, _ width: Float) throws -> Float {
      var (up, down) = (x, x)
      up[index] += width
      down[index] -= width
      return Float(try function(up) - function(down)) / (2 * width)
    }
    // Of many, every few: prime to the sizes of rows, so that all columns have their turn.
    let every = [1, 3, 5, 11, 13, 19, 23, 29].first { x.count < 100 * $0 } ?? 31
    return try x.indices.map { index in
      guard index % every == 0 else { return .nan }
      let (near, far) = (try slope(index, 0x1p-7), try slope(index, 0x1p-6))
      // A slope that is no number must not pass for one that was passed over.
      #expect(near.isFinite && far.isFinite, "element \(index)")
      if hasCorners, (near - far).magnitude > 1e-3 * max(1, near.magnitude) { return nil }
      return (4 * near - far) / 3
    }
  }

  /// The gradients are the slopes where there are slopes, which is nearly everywhere.
  private func expectSlopes(
    _ gradients: [Float], _ slopes: [Float?], relative: Float, absolute: Float, _ what: String
  ) {
    let tried = slopes.indices.filter { slopes[$0]?.isNaN != true }
    let known = tried.filter { slopes[$0] != nil }
    #expect(known.count * 2 >= tried.count, "\(what): \(known.count) of \(tried.count)")
    guard gradients.count == slopes.count else {
      Issue.record("\(what): \(gradients.count) values for \(slopes.count)")
      return
    }
    expectClose(
      known.map { gradients[$0] }, known.compactMap { slopes[$0] }, relative: relative,
      absolute: absolute, what)
  }

  static let sizes = [1, 2, 7, 8, 9, 17]
  /// How many numbers of samples each width is tried with.
  static let turns = 2

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
    for turn in 0..<Self.turns {
      for (place, width) in Self.sizes.enumerated() {
        let samples = Self.sizes[(turn + Self.sizes.count - place) % Self.sizes.count]
        let seed = UInt64(width * 100 + samples)
        try check(
          sample.network(width: width, seed: seed), samples: samples, seed: seed, mode: mode,
          sample)
      }
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
    _ sample: LayerSample? = nil
  ) throws {
    var generator = MersenneTwister(seed: seed)
    let count = samples * (network.input?.count ?? 0)
    let readsEntries = sample?.readsEntries ?? false
    let hasCorners = sample?.hasCorners ?? false
    let x =
      readsEntries
      ? (0..<count).map { _ in Float(generator.integer(below: 5)) }
      : sample?.picksGreatest ?? false
        ? separateValues(count, &generator) : values(count, &generator)
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
      expectSlopes(
        pass.outputGradients[0],
        try slopes(x, hasCorners: hasCorners) { try sum(network.parameters, $0) },
        relative: 1e-3, absolute: 2e-3, "input.grad")
    }
    // What does not learn has a slope and no gradient.
    guard sample?.settings["padding_idx"] == nil else { return }
    expectSlopes(
      gradients, try slopes(network.parameters, hasCorners: hasCorners) { try sum($0, x) },
      relative: 1e-3, absolute: 2e-3, "parameters.grad")
  }

  @Test(arguments: Catalog.losses.map(LossBlock.init), sizes)
  func `a loss's gradient is its slope`(_ block: LossBlock, _ samples: Int) throws {
    for width in Self.sizes {
      for settings in block.settings(width: width) {
        var generator = MersenneTwister(seed: UInt64(samples * 100 + width))
        let loss = block.type.init(settings: settings)
        let count = samples * width
        let isProbability = loss.label == "bce"
        let outputs =
          isProbability
          ? (0..<count).map { _ in generator.uniform(0.3, 0.7) }
          // Away from the corners of l1 and hinge: −1, 0, 1.
          : values(count, &generator).map { 0.75 * $0 }
        let targets: Targets =
          block.type.init(settings: [:]).comparesClasses
          ? .classes(
            (0..<samples).map { _ in Int32(generator.integer(below: width)) }, count: width)
          : .values((0..<count).map { _ in Float(generator.integer(below: 2)) }, width: width)
        let (value, gradient) = try loss.evaluate(
          outputs: outputs, shape: [width], targets: targets)
        // All samples are ignored, and their mean is 0 / 0, as in PyTorch.
        if value.isNaN, settings.values["ignore_index"] != nil { continue }
        let slopes = try slopes(outputs) {
          Double(try loss.evaluate(outputs: $0, shape: [width], targets: targets).value)
        }
        // A sum has the rounding of all its terms in each slope.
        let size: Float = max(1, value.magnitude / 4)
        expectSlopes(
          gradient, slopes, relative: 5e-3, absolute: 2e-3 * size, "\(loss.pytorch).grad")
      }
    }
  }

  struct LossBlock: Sendable, CustomTestStringConvertible {
    let type: any Loss.Type
    var testDescription: String { type.declaration.name }

    /// Without any settings, and with each of those that the loss declares.
    func settings(width: Int) -> [Settings] {
      let weights = SettingValue.numbers((0..<width).map { 0.5 + Double($0 % 3) })
      let tried: [String: SettingValue] = [
        "reduction": .choice("sum"), "weight": weights, "pos_weight": weights,
        "ignore_index": .integer(0), "label_smoothing": .number(0.2), "margin": .number(0.05),
        "delta": .number(0.4), "beta": .number(0.4),
      ]
      let own = type.declaration.settings.map(\.name)
      #expect(own.allSatisfy { tried[$0] != nil }, "\(own)")
      let single = own.map { Settings([$0: tried[$0] ?? .flag(true)]) }
      let all = Settings(
        Dictionary(uniqueKeysWithValues: own.map { ($0, tried[$0] ?? .flag(true)) }))
      return [[:]] + single + [all]
    }
  }
}
