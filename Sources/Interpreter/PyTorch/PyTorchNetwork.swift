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
    path(ofLayer: index).map { "net" + $0.map { "[\($0)]" }.joined(separator: ".block") }
  }

  /// "2.weight", "0.block.1.bias", "3.layer.weight_ih_l0": the name of a parameter or a buffer in
  /// `net.state_dict()`; nil for the end of a residual block.
  func stateName(of slice: ParameterSlice) -> String? {
    path(ofLayer: slice.layer).map { path in
      path.map(String.init).joined(separator: ".block.") + inner(slice.layer) + ".\(slice.name)"
    }
  }

  /// ".layer" where the script's module holds PyTorch's within it.
  func inner(_ layer: Int) -> String {
    switch network.layers[layer] {
    case is RNN, is LSTM, is GRU: ".layer"
    default: ""
    }
  }

  /// The numbers of the modules on the way to a layer, from the outermost.
  private func path(ofLayer index: Int) -> [Int]? { Self.path(to: index, in: items) }

  private static func path(to index: Int, in items: [Item]) -> [Int]? {
    for (number, item) in items.enumerated() {
      switch item {
      case .layer(index): return [number]
      case .layer: continue
      case .block(let items, _):
        if let found = path(to: index, in: items) { return [number] + found }
      }
    }
    return nil
  }
}
