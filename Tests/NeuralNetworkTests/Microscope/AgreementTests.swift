import NeuralNetwork
import Testing

/// The scalar graph beside the training plan, number by number.
struct AgreementTests {
  /// Both compute the same, one in Double and one in Float: to 10⁻⁵ of the number, or within twice
  /// what rounding to Float may do to it, where sums cancel.
  private func expectAgreement(
    _ plan: [Float], _ nodes: [Int?], _ numbers: [Double], _ bounds: [Double], _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (index, (mine, node)) in zip(plan, nodes).enumerated() {
      // What no operation reads has no node, and no gradient.
      let other = node.map { numbers[$0] } ?? 0
      let mine = Double(mine)
      let allowed =
        1e-5 * max(mine.magnitude, other.magnitude) + 2 * (node.map { bounds[$0] } ?? 0)
      #expect(
        (mine - other).magnitude <= allowed,
        "\(name)[\(index)]: plan \(mine), microscope \(other) ± \(allowed)",
        sourceLocation: sourceLocation)
    }
  }

  /// - Returns: false where rounding decides which way a corner is taken: nothing is compared then.
  private func check(
    _ network: Network, _ loss: any Loss, _ data: Dataset, mode: Mode
  ) throws -> Bool {
    let plan = try TrainingPlan(network: network, loss: loss, capacity: data.count)
    let indices = Array(0..<data.count)
    var state = TrainingState(
      network: network, loss: loss, generator: MersenneTwister(seed: 3))
    var pass =
      mode == .training
      ? try plan.forward(&state, data: data, indices: indices)
      : try plan.forward(
        parameters: network.parameters, buffers: network.buffers, data: data, indices: indices)
    try plan.backward(
      &pass, parameters: network.parameters, data: data, gradients: &state.gradients)

    let microscope = Microscope(network: network, pass: pass, loss: loss, targets: data.targets)
    var trace = try microscope.loss(samples: indices)
    trace.graph.backward(from: trace.loss)
    let bounds = RoundingBound(trace.graph)
    if bounds.leavesChoices(in: trace.graph) { return false }
    let (values, gradients) = (trace.graph.values, trace.graph.gradients)
    for (place, shape) in network.shapes.enumerated() {
      let nodes = indices.flatMap { sample in
        (0..<shape.count).map { trace.value(place, $0, sample: sample) }
      }
      #expect(place == 0 || nodes.allSatisfy { $0 != nil })
      // An input that nothing reads, behind a window of convolutions, has no node.
      if place > 0 {
        expectAgreement(pass.outputs[place], nodes, values, bounds.values, "place \(place)")
      }
      expectAgreement(
        pass.outputGradients[place], nodes, gradients, bounds.gradients,
        "gradient of place \(place)")
    }
    expectAgreement(
      state.gradients, network.parameters.indices.map { trace.parameter($0) }, gradients,
      bounds.gradients, "gradients")
    expectAgreement(
      [try #require(pass.loss)], [trace.loss], values, bounds.values, "loss")
    return true
  }

  /// Numbers in ±[0.2, 1.2), away from the corners of relu.
  static func values(_ count: Int, _ generator: inout MersenneTwister) -> [Float] {
    (0..<count).map { _ in
      let draw = generator.uniform(-1, 1)
      return draw < 0 ? draw - 0.2 : draw + 0.2
    }
  }

  @Test(arguments: LayerSample.all, [Mode.evaluation, .training])
  func `every layer has the plan's values and gradients`(
    _ sample: LayerSample, _ mode: Mode
  ) throws {
    for (width, samples) in [(2, 3), (5, 5), (7, 4)] {
      let seed = UInt64(width * 10 + samples)
      var generator = MersenneTwister(seed: seed)
      var network = try sample.network(width: width, seed: seed)
      try network.append(network.makeLayer(Flatten.self, settings: [:]), using: &generator)
      try network.append(
        network.makeLayer(Linear.self, settings: ["out": .integer(2)]), using: &generator)
      let input = network.input ?? [1]
      let x =
        sample.readsEntries
        ? (0..<samples * input.count).map { _ in Float(generator.integer(below: 5)) }
        : Self.values(samples * input.count, &generator)
      let data = try Dataset(
        x: Tensor(shape: [samples] + input.dimensions, values: x),
        y: Tensor(shape: [samples, 2], values: Self.values(samples * 2, &generator)))
      #expect(try check(network, MeanSquaredError(settings: [:]), data, mode: mode))
    }
  }

  @Test(arguments: Catalog.losses.map(GradientCheckTests.LossBlock.init))
  func `every loss has the plan's value and gradients`(
    _ block: GradientCheckTests.LossBlock
  ) throws {
    for width in [2, 3, 6] {
      for settings in [
        [:], ["label_smoothing": .number(0.1), "delta": .number(0.3), "beta": .number(0)],
      ] as [Settings] {
        var generator = MersenneTwister(seed: UInt64(width))
        let loss = block.type.init(settings: settings)
        var network = try Network.build(
          [3], seed: UInt64(width), (Linear.self, 5), (Tanh.self, nil), (Linear.self, width))
        let last: (any Layer.Type)? =
          loss.label == "bce" ? Sigmoid.self : loss.label == "nll" ? LogSoftmax.self : nil
        if let last {
          try network.append(network.makeLayer(last, settings: [:]), using: &generator)
        }
        let samples = 5
        let inputs = Tensor(
          shape: [samples, 3], values: Self.values(samples * 3, &generator))
        var data = try Dataset(
          x: inputs,
          y: Tensor(
            shape: [samples, width],
            values: (0..<samples * width).map { _ in Float(generator.integer(below: 3)) / 2 }))
        if loss.comparesClasses {
          let classes = (0..<samples).map { _ in Int32(generator.integer(below: width)) }
          data = try Dataset(
            name: "classes", inputShape: [3], inputs: inputs.values,
            targets: .classes(classes, count: width))
        }
        #expect(try check(network, loss, data, mode: .training))
      }
    }
  }

  @Test func `random networks have the plan's values and gradients`() throws {
    let compared = try (0..<100).count { seed in try compareRandomNetwork(seed) }
    #expect(compared >= 90)
  }

  private func compareRandomNetwork(_ seed: Int) throws -> Bool {
    var generator = MersenneTwister(seed: UInt64(seed))
    var network = Network()
    try network.setInput(seed % 2 == 0 ? [1 + seed % 7] : [1 + seed % 3, 4, 5])
    let types: [any Layer.Type] = Catalog.layers.filter { $0 != Embedding.self }
    while network.layers.count < 2 + seed % 9 {
      let type = types[Int(generator.integer(below: types.count))]
      let settings: Settings = [
        "out": .integer(1 + Int(generator.integer(below: 6))), "kernel": .integer(2),
        "hidden": .integer(3), "heads": .integer(1), "p": .number(0.3), "layers": .integer(1),
        // What is nearly constant would be blown up without end.
        "eps": .number(0.1),
      ]
      // What does not fit where it is drawn is drawn again.
      if let layer = try? network.makeLayer(type, settings: settings) {
        try network.append(layer, using: &generator)
      }
      if network.layers.count == 1, network.input?.dimensions.count == 3, seed % 4 == 1 {
        try network.append(network.makeLayer(Flatten.self, settings: [:]), using: &generator)
      }
    }
    try network.append(network.makeLayer(Flatten.self, settings: [:]), using: &generator)
    try network.append(
      network.makeLayer(Linear.self, settings: ["out": .integer(3)]), using: &generator)
    let input = network.input ?? [1]
    let data = try Dataset(
      name: "classes", inputShape: input, inputs: Self.values(4 * input.count, &generator),
      targets: .classes([0, 1, 2, 1], count: 3))
    return try [Mode.evaluation, .training].allSatisfy { mode in
      try check(network, CrossEntropy(settings: [:]), data, mode: mode)
    }
  }
}
