import NeuralNetwork

/// A network as `nn.Sequential`, its residual blocks as modules within it.
struct PyTorchNetwork {
  private indirect enum Item {
    case layer(Int)
    case block([Item], end: Int)

    /// How many of the network's layers it stands for.
    var count: Int {
      switch self {
      case .layer: 1
      case .block(let items, _): items.reduce(1) { $0 + $1.count }
      }
    }
  }

  private let network: Network
  private let items: [Item]

  init(_ network: Network) {
    self.network = network
    var items: [Item] = []
    for (index, layer) in network.layers.enumerated() {
      guard let end = layer as? Residual else {
        items.append(.layer(index))
        continue
      }
      var block: [Item] = []
      while block.reduce(0, { $0 + $1.count }) < end.reach, let last = items.popLast() {
        block.insert(last, at: 0)
      }
      items.append(.block(block, end: index))
    }
    self.items = items
  }

  /// Classes that are used and that PyTorch does not have.
  var definitions: [String] {
    var found: [String] = []
    for layer in network.layers {
      let definition =
        layer is Residual ? PyTorchModules.residual : PyTorchModules.text(of: layer).definition
      if let definition, !found.contains(definition) { found.append(definition) }
    }
    return found
  }

  /// "net = nn.Sequential(", a line a layer, ")".
  var lines: [String] {
    ["net = nn.Sequential("] + items.flatMap { lines(of: $0, indent: "    ") } + [")"]
  }

  private func lines(of item: Item, indent: String) -> [String] {
    switch item {
    case .layer(let index):
      ["\(indent)\(PyTorchModules.text(of: network.layers[index]).call),"]
    case .block(let items, _):
      ["\(indent)Residual(nn.Sequential("]
        + items.flatMap { lines(of: $0, indent: indent + "    ") } + ["\(indent))),"]
    }
  }

  /// "net[2]", "net[0].block[1]": where a layer is found; nil for the end of a residual block.
  func address(ofLayer index: Int) -> String? {
    Self.address(of: index, in: items, within: "net")
  }

  private static func address(
    of index: Int, in items: [Item], within place: String
  ) -> String? {
    for (number, item) in items.enumerated() {
      switch item {
      case .layer(index): return "\(place)[\(number)]"
      case .layer: continue
      case .block(let items, _):
        if let found = address(of: index, in: items, within: "\(place)[\(number)].block") {
          return found
        }
      }
    }
    return nil
  }
}
