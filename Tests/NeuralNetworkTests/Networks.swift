import NeuralNetwork

/// A network of these blocks, drawn from the seed: `.build([2], (Linear.self, 4), (Tanh.self, nil))`.
extension Network {
  static func build(
    _ input: Shape, seed: UInt64 = 0, _ layers: (any Layer.Type, Int?)...
  ) throws -> Network {
    try build(
      input, seed: seed, layers.map { ($0, $1.map { ["out": .integer($0)] } ?? [:]) })
  }

  /// The same for layers with other settings.
  static func build(
    _ input: Shape, seed: UInt64 = 0, _ layers: [(any Layer.Type, Settings)]
  ) throws -> Network {
    var network = Network()
    var generator = MersenneTwister(seed: seed)
    try network.setInput(input)
    for (type, settings) in layers {
      try network.append(network.makeLayer(type, settings: settings), using: &generator)
    }
    return network
  }

  /// Writes a parameter by its address: `set(0, "weight", [0.5, 0.2, -0.3, 0.8])`.
  mutating func set(_ layer: Int, _ name: String, _ values: [Float]) {
    guard let slice = slice(layer: layer, named: name), slice.range.count == values.count else {
      preconditionFailure("no \(name) of \(values.count) in layer \(layer)")
    }
    parameters.replaceSubrange(slice.range, with: values)
  }
}

extension Dataset {
  static func xor(signs: Bool = false) -> Dataset {
    XOR.make(["signs": .flag(signs)], seed: 0, readShipped: { _ in [] })
  }
}
