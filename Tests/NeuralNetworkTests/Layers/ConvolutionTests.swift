import NeuralNetwork
import Testing

struct ConvolutionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let type: any Layer.Type
    let input: Shape
    let settings: [String: Int]

    init(_ type: any Layer.Type, _ input: Shape, _ settings: [String: Int] = [:]) {
      (self.type, self.input, self.settings) = (type, input, settings)
    }

    var testDescription: String { "\(type.declaration.name) \(settings) on \(input)" }

    func network(seed: UInt64 = 1) throws -> Network {
      var network = Network()
      var generator = MersenneTwister(seed: seed)
      try network.setInput(input)
      let settings = Settings(settings.mapValues { .integer($0) })
      try network.append(network.makeLayer(type, settings: settings), using: &generator)
      return network
    }
  }

  static let convolutions = [
    Case(Conv2d.self, [1, 8, 8], ["out": 16, "kernel": 3, "padding": 1]),
    Case(Conv2d.self, [16, 4, 4], ["out": 32, "kernel": 3, "padding": 1]),
    Case(Conv2d.self, [3, 7, 9], ["out": 5, "kernel": 3, "stride": 2]),
    Case(Conv2d.self, [2, 17, 8], ["out": 7, "kernel": 2, "stride": 3, "padding": 3]),
    Case(Conv2d.self, [9, 1, 1], ["out": 17, "kernel": 1]),
    Case(Conv2d.self, [2, 5, 5], ["out": 1, "kernel": 5]),
    Case(Conv1d.self, [1, 20], ["out": 3, "kernel": 5, "stride": 2, "padding": 1]),
    Case(Conv1d.self, [8, 33], ["out": 9, "kernel": 4]),
  ]

  static let pools = [
    Case(MaxPool2d.self, [2, 6, 7], ["kernel": 2]),
    Case(MaxPool2d.self, [3, 7, 7], ["kernel": 3, "stride": 2, "padding": 1]),
    Case(AvgPool2d.self, [2, 6, 7], ["kernel": 2]),
    Case(AvgPool2d.self, [1, 9, 8], ["kernel": 3, "stride": 1, "padding": 1]),
    Case(AdaptiveMaxPool2d.self, [3, 5, 2]), Case(AdaptiveAvgPool2d.self, [2, 4, 7]),
    Case(Flatten.self, [2, 3, 2]),
  ]

  @Test(arguments: Kernels.all, convolutions)
  func `every variant gives the bits of the plain loops`(_ kernels: Kernels, _ own: Case) throws {
    let network = try own.network()
    let convolution: Convolution
    switch network.layers[0] {
    case let layer as Conv2d: convolution = layer.convolution
    case let layer as Conv1d: convolution = layer.convolution
    default: throw NetworkError.noLoss
    }
    let split = network.slices[0].range.upperBound
    let specification = ConvolutionSpecification(
      convolution: convolution, weight: Array(network.parameters[..<split]),
      bias: Array(network.parameters[split...]))
    for samples in [1, 2, 9] {
      var generator = MersenneTwister(seed: UInt64(samples))
      let x = generator.normal(samples * own.input.count)
      let dy = generator.normal(samples * network.layers[0].outputShape.count)
      let plan = try TrainingPlan(
        network: network, loss: nil, capacity: samples, kernels: kernels)
      var pass = try plan.forward(parameters: network.parameters, inputs: x)
      var gradients = [Float](repeating: 0, count: network.parameters.count)
      try plan.backward(
        &pass, parameters: network.parameters, outputGradient: dy, gradients: &gradients)
      #expect(pass.outputs[1] == specification.forward(x, samples: samples))
      #expect(gradients == specification.parameterGradients(x, dy, samples: samples))
    }
  }

  /// A maximum has corners that a slope cannot be measured across: PyTorch's values and the kernels'
  /// own test hold its gradient.
  @Test(arguments: convolutions + pools.filter { !$0.type.declaration.name.contains("max") })
  func `gradients are slopes`(_ own: Case) throws {
    for samples in [1, 2, 7] {
      let network = try own.network(seed: UInt64(samples))
      try GradientCheckTests().check(network, samples: samples, seed: UInt64(samples))
    }
  }

  @Test func `a convolution by hand`() throws {
    // Edges from dark to light: the right neighbour less the left one.
    var network = try Case(Conv2d.self, [1, 1, 5], ["out": 1, "kernel": 1]).network()
    network.set(0, "weight", [2])
    network.set(0, "bias", [1])
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    #expect(
      try plan.predict(parameters: network.parameters, inputs: [0, 1, 2, 3, 4]) == [1, 3, 5, 7, 9])

    var line = try Case(Conv1d.self, [1, 5], ["out": 1, "kernel": 3, "padding": 1]).network()
    line.set(0, "weight", [-1, 0, 1])
    line.set(0, "bias", [0])
    let edges = try TrainingPlan(network: line, loss: nil, capacity: 1)
    #expect(
      try edges.predict(parameters: line.parameters, inputs: [0, 0, 1, 1, 1]) == [0, 1, 1, 0, -1])
  }

  @Test func `the greatest of equals is the first, and a NaN is greatest`() throws {
    let network = try Case(MaxPool2d.self, [1, 2, 4], ["kernel": 2]).network()
    let plan = try TrainingPlan(network: network, loss: nil, capacity: 1)
    var pass = try plan.forward(parameters: [], inputs: [3, 3, .nan, 1, 3, 0, 9, 2])
    #expect(pass.outputs[1][0] == 3)
    #expect(pass.outputs[1][1].isNaN)
    var none: [Float] = []
    try plan.backward(&pass, parameters: [], outputGradient: [5, 7], gradients: &none)
    #expect(pass.outputGradients[0] == [5, 0, 7, 0, 0, 0, 0, 0])
  }

  @Test func `labels and PyTorch's lines`() throws {
    let words = try (Self.convolutions + Self.pools).map {
      let layer = try $0.network().layers[0]
      return "\(layer.label) | \(layer.pytorch) | \(layer.outputShape)"
    }
    #expect(
      words == [
        "conv2d 1→16 3×3 | nn.Conv2d(1, 16, kernel_size=3, padding=1) | 16×8×8",
        "conv2d 16→32 3×3 | nn.Conv2d(16, 32, kernel_size=3, padding=1) | 32×4×4",
        "conv2d 3→5 3×3 | nn.Conv2d(3, 5, kernel_size=3, stride=2) | 5×3×4",
        "conv2d 2→7 2×2 | nn.Conv2d(2, 7, kernel_size=2, stride=3, padding=3) | 7×8×5",
        "conv2d 9→17 1×1 | nn.Conv2d(9, 17, kernel_size=1) | 17×1×1",
        "conv2d 2→1 5×5 | nn.Conv2d(2, 1, kernel_size=5) | 1×1×1",
        "conv1d 1→3 5 | nn.Conv1d(1, 3, kernel_size=5, stride=2, padding=1) | 3×9",
        "conv1d 8→9 4 | nn.Conv1d(8, 9, kernel_size=4) | 9×30",
        "max_pool2d 2 | nn.MaxPool2d(2) | 2×3×3",
        "max_pool2d 3 | nn.MaxPool2d(3, stride=2, padding=1) | 3×4×4",
        "avg_pool2d 2 | nn.AvgPool2d(2) | 2×3×3",
        "avg_pool2d 3 | nn.AvgPool2d(3, stride=1, padding=1) | 1×9×8",
        "adaptive_max_pool2d 1 | nn.AdaptiveMaxPool2d(1) | 3×1×1",
        "adaptive_avg_pool2d 1 | nn.AdaptiveAvgPool2d(1) | 2×1×1",
        "flatten | nn.Flatten() | 12",
      ])
  }

  static let refusals: [(Case, NetworkError)] = [
    (
      Case(Conv2d.self, [64], ["out": 2, "kernel": 3]),
      .wrongRank(layer: "conv2d", needs: "channels × height × width", gives: [64])
    ),
    (
      Case(Conv1d.self, [1, 8, 8], ["out": 2, "kernel": 3]),
      .wrongRank(layer: "conv1d", needs: "channels × length", gives: [1, 8, 8])
    ),
    (
      Case(MaxPool2d.self, [8, 8], ["kernel": 2]),
      .wrongRank(layer: "max_pool2d", needs: "channels × height × width", gives: [8, 8])
    ),
    (
      Case(AdaptiveAvgPool2d.self, [8]),
      .wrongRank(layer: "adaptive_avg_pool2d", needs: "channels × height × width", gives: [8])
    ),
    (
      Case(Conv2d.self, [1, 8, 8], ["in": 3, "out": 2, "kernel": 3]),
      .mismatch(layer: "conv2d 3→2 3×3", needs: [3, 8, 8], after: "input", gives: [1, 8, 8])
    ),
    (
      Case(Conv2d.self, [1, 4, 2], ["out": 2, "kernel": 5, "padding": 1]),
      .kernelTooLarge(layer: "conv2d 1→2 5×5", kernel: [5, 5], padding: 1, gives: [1, 4, 2])
    ),
    (
      Case(Conv1d.self, [1, 4], ["out": 2, "kernel": 5]),
      .kernelTooLarge(layer: "conv1d 1→2 5", kernel: [5], padding: 0, gives: [1, 4])
    ),
    (
      Case(AvgPool2d.self, [1, 4, 4], ["kernel": 5]),
      .kernelTooLarge(layer: "avg_pool2d 5", kernel: [5, 5], padding: 0, gives: [1, 4, 4])
    ),
    (
      Case(MaxPool2d.self, [1, 8, 8], ["kernel": 3, "padding": 2]),
      .paddingTooLarge(layer: "max_pool2d 3", padding: 2, kernel: 3)
    ),
    (
      Case(Conv2d.self, [1, 8, 8], ["out": .max, "kernel": 3]),
      .tooLarge(
        what: "conv2d 1→\(Int.max) 3×3.weight", shape: [.max, 1, 3, 3], bytes: nil,
        limit: 1 << 31)
    ),
  ]

  @Test(arguments: 0..<refusals.count)
  func `a shape that does not fit is refused`(_ index: Int) {
    let (own, error) = Self.refusals[index]
    #expect(throws: error) { try own.network() }
  }

  @Test func `training fused gives the bits of the walk`() throws {
    var network = try Case(Conv2d.self, [2, 5, 6], ["out": 5, "kernel": 3, "padding": 1]).network()
    var generator = MersenneTwister(seed: 4)
    let following: [(type: any Layer.Type, settings: Settings)] = [
      (ReLU.self, Settings()), (MaxPool2d.self, Settings(["kernel": .integer(2)])),
      (Flatten.self, Settings()), (Linear.self, Settings(["out": .integer(3)])),
    ]
    for (type, settings) in following {
      try network.append(network.makeLayer(type, settings: settings), using: &generator)
    }
    let data = Dataset(
      name: "noise", inputShape: [2, 5, 6], inputs: generator.normal(7 * 60),
      targets: .classes([0, 1, 2, 0, 1, 2, 0], count: 3))
    let loss = CrossEntropy(settings: [:])
    let plan = try TrainingPlan(network: network, loss: loss, capacity: 7)
    var pass = try plan.forward(
      parameters: network.parameters, data: data, indices: Array(0..<7))
    var gradients = [Float](repeating: 0, count: network.parameters.count)
    try plan.backward(&pass, parameters: network.parameters, data: data, gradients: &gradients)
    var state = TrainingState(network: network, loss: loss, generator: generator)
    var losses: [Float] = []
    try plan.train(&state, data: data, batchSize: nil, steps: 1, losses: &losses)
    #expect(losses == [pass.loss])
    #expect(state.gradients == gradients)
  }
}
