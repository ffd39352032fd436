import NeuralNetwork

/// A layer as the tests that go through all of `Catalog.layers` build it: settings and a shape that it
/// reads, of a given width.
struct LayerSample: Sendable, CustomStringConvertible {
  let type: any Layer.Type
  var settings: [String: SettingValue] = [:]
  var axes: @Sendable (_ width: Int) -> Shape = { [$0] }
  /// What stands in front of it.
  var before: [any Layer.Type] = []
  /// Whether its inputs are whole numbers, which have no slope.
  var readsEntries = false
  /// Whether it picks the greatest, so that inputs must lie further apart than a test's step.
  var picksGreatest = false
  /// Whether it has corners inside, where no choice of inputs avoids them all.
  var hasCorners = false
  /// Whether it jumps, so that it has no slope to check.
  var hasNoSlope = false

  var description: String {
    type.declaration.name
      + settings.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
  }

  /// Each layer of the catalog, in one or more ways.
  static let all: [LayerSample] = Catalog.layers.flatMap { type -> [LayerSample] in
    let plain = LayerSample(type: type)
    switch type.declaration.name {
    case "linear":
      return [
        plain.with(["out": .integer(4)]), plain.with(["out": .integer(4), "bias": .flag(false)]),
      ]
      .flatMap { [$0, $0.on { [3, $0] }] }
    case "leaky_relu": return [plain, plain.with(["negative_slope": .number(0.3)])]
    case "elu": return [plain, plain.with(["alpha": .number(0.7)])]
    case "gelu": return [plain, plain.with(["approximate": .choice("tanh")])]
    case "softplus":
      return [
        plain, plain.with(["beta": .number(2)]),
        // The corner lies outside of what is tried.
        plain.with(["threshold": .number(-3)]), plain.with(["threshold": .number(5)]),
      ]
    case "softmax", "log_softmax":
      return [
        plain, plain.on { [2, $0] }, plain.with(["dim": .integer(1)]).on { [3, $0] },
        plain.with(["dim": .integer(-2)]).on { [2, $0, 3] },
      ]
    case "flatten":
      return [
        plain, plain.on { [2, $0] },
        plain.with(["start_dim": .integer(2), "end_dim": .integer(-2)]).on { [2, 3, $0, 2] },
      ]
    case "step":
      var sample = plain
      sample.hasNoSlope = true
      return [sample]
    case "dropout": return [plain, plain.with(["p": .number(0.2)]), plain.with(["p": .number(1)])]
    case "layer_norm":
      // Of two values that are nearly equal, a small eps makes a cliff that no slope measures.
      let smooth = plain.with(["eps": .number(0.1)])
      return [
        smooth, smooth.on { [2, $0] }, plain.on { [$0 + 3] }, plain.on { [2, $0 + 3] },
        plain.with(["bias": .flag(false)]).on { [$0 + 3] },
        plain.with(["elementwise_affine": .flag(false)]).on { [$0 + 3] },
        plain.with(["shape": .numbers([2, 3])]).on { [$0, 2, 3] },
      ]
    case "batch_norm1d":
      return [
        // Of two values that are nearly equal, a small eps makes a cliff that no slope measures.
        plain.with(["eps": .number(0.1)]), plain.on { [3, $0] },
        plain.with(["affine": .flag(false)]).on { [2, $0] },
        plain.with(["track_running_stats": .flag(false), "eps": .number(0.1)]).on { [3, $0] },
      ]
    case "batch_norm2d":
      return [plain, plain.with(["momentum": .choice("none")])].map { $0.on { [2, 3, $0] } }
    case "embedding":
      var sample = plain.with(["num": .integer(5), "dim": .integer(3)])
      sample.readsEntries = true
      return [
        sample, sample.on { [2, $0] },
        sample.with([
          "num": .integer(5), "dim": .integer(3), "padding_idx": .integer(-2),
        ]),
      ]
    case "positions":
      return [
        plain.on { [$0, 3] }, plain.with(["learned": .flag(true)]).on { [3, $0] },
      ]
    case "self_attention":
      return [
        plain.with(["heads": .integer(1)]).on { [3, $0] },
        plain.with(["heads": .integer(2)]).on { [$0, 4] },
        plain.with(["heads": .integer(2), "causal": .flag(true)]).on { [$0, 6] },
        plain.with(["heads": .integer(3), "bias": .flag(false)]).on { [2, 3 * $0] },
      ]
    case "rnn":
      var rectified = plain.with(["hidden": .integer(2), "nonlinearity": .choice("relu")])
        .on { [3, $0] }
      rectified.hasCorners = true
      return [
        rectified,
        plain.with(["hidden": .integer(3)]).on { [$0, 2] },
        plain.with(["hidden": .integer(2), "bias": .flag(false)]).on { [3, $0] },
      ] + plain.stacked
    case "lstm", "gru":
      return [
        plain.with(["hidden": .integer(3)]).on { [$0, 2] },
        plain.with(["hidden": .integer(2), "bias": .flag(false)]).on { [3, $0] },
      ] + plain.stacked
    case "conv1d":
      return [
        plain.with(["out": .integer(3), "kernel": .integer(2)]).on { [2, $0 + 1] },
        plain.with([
          "out": .integer(4), "kernel": .integer(3), "dilation": .integer(2),
          "groups": .integer(2), "padding": .integer(3), "stride": .integer(2),
        ]).on { [2, $0] },
      ]
    case "conv2d":
      return [
        plain.with(["out": .integer(2), "kernel": .integer(3), "padding": .integer(1)])
          .on { [2, $0, 3] },
        plain.with(["out": .integer(2), "kernel": .integer(2), "stride": .integer(2)])
          .on { [1, $0 + 1, 5] },
        plain.with([
          "out": .integer(3), "kernel": .integer(2), "dilation": .integer(2),
          "groups": .integer(3),
        ]).on { [3, $0 + 2, 4] },
        plain.with([
          "out": .integer(2), "kernel": .integer(3), "dilation": .integer(2),
          "padding": .integer(2), "bias": .flag(false),
        ]).on { [2, $0 + 1, 3] },
        plain.with([
          "out": .integer(2), "kernel": .numbers([2, 3]), "stride": .numbers([2, 1]),
          "padding": .numbers([0, 2]),
        ]).on { [2, $0 + 1, 3] },
        plain.with(["out": .integer(2), "kernel": .numbers([3, 2]), "padding": .choice("same")])
          .on { [2, $0, 3] },
      ]
    case "max_pool2d":
      return [
        plain.with(["kernel": .integer(2)]).on { [2, $0 + 1, 4] },
        plain.with(["kernel": .integer(3), "stride": .integer(1), "padding": .integer(1)])
          .on { [1, $0 + 1, 5] },
        plain.with(["kernel": .integer(2), "dilation": .integer(2), "ceil_mode": .flag(true)])
          .on { [2, $0 + 2, 4] },
        plain.with(["kernel": .numbers([1, 3]), "stride": .numbers([2, 1])])
          .on { [2, $0, 4] },
      ].map { $0.pickingGreatest() }
    case "adaptive_max_pool2d":
      return [plain.on { [2, $0, 3] }.pickingGreatest()]
    case "avg_pool2d":
      return [
        plain.with([
          "kernel": .numbers([1, 3]), "padding": .numbers([0, 1]), "divisor_override": .integer(2),
        ]).on { [2, $0, 5] },
        plain.with(["kernel": .integer(2)]).on { [2, $0 + 1, 4] },
        plain.with([
          "kernel": .integer(3), "stride": .integer(2), "padding": .integer(1),
          "ceil_mode": .flag(true),
        ]).on { [1, $0 + 1, 4] },
        plain.with([
          "kernel": .integer(2), "padding": .integer(1), "count_include_pad": .flag(false),
        ]).on { [2, $0, 3] },
      ]
    case "adaptive_avg_pool2d": return [plain.on { [2, $0, 3] }]
    case "residual":
      var sample = plain.with(["layers": .integer(2)])
      sample.before = [Tanh.self, Sigmoid.self]
      return [sample]
    default: return [plain, plain.on { [2, $0] }]
    }
  }

  /// Recurrent layers on each other, both ways, and both.
  private var stacked: [Self] {
    [
      with(["hidden": .integer(2), "num_layers": .integer(2)]).on { [3, $0] },
      with(["hidden": .integer(2), "bidirectional": .flag(true)]).on { [3, $0] },
      with([
        "hidden": .integer(2), "num_layers": .integer(3), "bidirectional": .flag(true),
        "dropout": .number(0.3), "bias": .flag(false),
      ]).on { [3, $0] },
    ]
  }

  private func pickingGreatest() -> Self {
    var sample = self
    sample.picksGreatest = true
    return sample
  }

  private func with(_ settings: [String: SettingValue]) -> Self {
    var sample = self
    sample.settings = settings
    return sample
  }

  private func on(_ axes: @escaping @Sendable (_ width: Int) -> Shape) -> Self {
    var sample = self
    sample.axes = axes
    return sample
  }

  /// A network of it, and what stands in front of it.
  func network(width: Int, seed: UInt64 = 0) throws -> Network {
    var network = Network()
    var generator = MersenneTwister(seed: seed)
    try network.setInput(axes(width))
    for type in before {
      try network.append(network.makeLayer(type, settings: [:]), using: &generator)
    }
    try network.append(
      network.makeLayer(type, settings: Settings(settings)), using: &generator)
    return network
  }
}
