import NeuralNetwork
import Testing

/// Reverse mode through the scalar graph against differences, both in Double.
struct ScalarCheckTests {
  private func trace(
    _ network: Network, _ loss: any Loss, _ data: Dataset, mode: Mode = .training
  ) throws -> LossTrace {
    let plan = try TrainingPlan(network: network, loss: loss, capacity: data.count)
    let indices = Array(0..<data.count)
    var state = TrainingState(network: network, generator: MersenneTwister(seed: 3))
    let pass =
      mode == .training
      ? try plan.forward(&state, data: data, indices: indices)
      : try plan.forward(
        parameters: network.parameters, buffers: network.buffers, data: data, indices: indices)
    return try Microscope(network: network, pass: pass, loss: loss, targets: data.targets)
      .loss(samples: indices)
  }

  /// Every leaf, each against a thousandth of the greatest derivative at least.
  private func expectSlopes(_ trace: LossTrace, _ name: String) {
    var check = GradientCheck(trace)
    let entries = check.leaves.map { check.check($0) }
    let largest = entries.reduce(0) { max($0, $1.analytic.magnitude) }
    for entry in entries where entry.kink == nil {
      #expect(
        entry.error(scale: 1e-3 * largest) < GradientCheck.tolerance,
        "\(name), \(entry.name): \(entry.analytic) beside \(entry.numeric)")
    }
    #expect(entries.count { $0.kink != nil } <= entries.count / 2, "\(name)")
  }

  @Test(arguments: LayerSample.all, [Mode.evaluation, .training])
  func `every layer's derivatives are its slopes`(_ sample: LayerSample, _ mode: Mode) throws {
    for (width, samples) in [(3, 4), (6, 5)] {
      var generator = MersenneTwister(seed: UInt64(width))
      var network = try sample.network(width: width, seed: UInt64(samples))
      try network.append(network.makeLayer(Flatten.self, settings: [:]), using: &generator)
      try network.append(
        network.makeLayer(Linear.self, settings: ["out": .integer(2)]), using: &generator)
      let input = network.input ?? [1]
      let x =
        sample.readsEntries
        ? (0..<samples * input.count).map { _ in Float(generator.integer(below: 5)) }
        : AgreementTests.values(samples * input.count, &generator)
      let data = try Dataset(
        x: Tensor(shape: [samples] + input.dimensions, values: x),
        y: Tensor(
          shape: [samples, 2], values: AgreementTests.values(samples * 2, &generator)))
      expectSlopes(
        try trace(network, MeanSquaredError(settings: [:]), data, mode: mode),
        sample.description)
    }
  }

  @Test(arguments: Catalog.losses.map(GradientCheckTests.LossBlock.init))
  func `every loss's derivatives are its slopes`(
    _ block: GradientCheckTests.LossBlock
  ) throws {
    var generator = MersenneTwister(seed: 1)
    let loss = block.type.init(settings: [:])
    var network = try Network.build(
      [3], seed: 5, (Linear.self, 5), (Tanh.self, nil), (Linear.self, 4))
    if let last: any Layer.Type =
      loss.label == "bce" ? Sigmoid.self : loss.label == "nll" ? LogSoftmax.self : nil
    {
      try network.append(network.makeLayer(last, settings: [:]), using: &generator)
    }
    let targets: Targets =
      loss.comparesClasses
      ? .classes([0, 3, 1, 1, 2, 0], count: 4)
      : .values((0..<24).map { Float($0 % 3) / 2 }, width: 4)
    let data = Dataset(
      name: "values", inputShape: [3], inputs: AgreementTests.values(18, &generator),
      targets: targets)
    expectSlopes(try trace(network, loss, data), loss.label)
  }

  /// One weight, one relu: L = (max(0, w · 1) − 1)².
  private func rectifier(_ weight: Float) throws -> LossTrace {
    var network = try Network.build([1], (Linear.self, 1), (ReLU.self, nil))
    network.set(0, "weight", [weight])
    network.set(0, "bias", [0])
    return try trace(
      network, MeanSquaredError(settings: [:]),
      Dataset(x: Tensor(shape: [1, 1], values: [1]), y: Tensor(shape: [1, 1], values: [1])))
  }

  @Test func `a corner is named, and no slope is measured across it`() throws {
    for (weight, isNear) in [(Float(0), true), (1e-6, true), (0.5, false)] {
      let trace = try rectifier(weight)
      var check = GradientCheck(trace)
      let entry = check.check(try #require(trace.parameter(0)))
      #expect(entry.name == "l0.weight[0,0]")
      #expect((entry.kink != nil) == isNear)
      if let kink = entry.kink {
        #expect(trace.graph.text(of: kink) == "l1.n0")
      } else {
        #expect(entry.analytic == -1 && entry.error(scale: 0) < 1e-9)
      }
    }
  }

  @Test func `a wrong derivative is found`() throws {
    let trace = try rectifier(0.5)
    var check = GradientCheck(trace)
    var entry = check.check(try #require(trace.parameter(0)))
    entry.analytic *= 1.0001
    #expect(entry.error(scale: 0) > 9e-5)
  }

  @Test func `the error is least for a step in the middle, and greater on both sides`() throws {
    let (state, data, pass) = try NeuronTraceTests.oneSample()
    let trace = try Microscope(
      network: state.network, pass: pass, loss: state.loss, targets: data.targets
    ).loss(samples: [0])
    var check = GradientCheck(trace)
    let errors = check.curve(of: try #require(trace.parameter(0))).map { $0.entry.error(scale: 0) }
    #expect(errors.count == 12)
    // ε²: a hundredth of the error for a tenth of the step, until rounding takes over.
    #expect(
      (50...200).contains(errors[0] / errors[1]) && (50...200).contains(errors[1] / errors[2]))
    #expect(errors[4] < 1e-9)
    #expect(errors[11] > 1e-6 && errors[0] > 1e-4)
  }
}
