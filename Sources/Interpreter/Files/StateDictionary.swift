import NeuralNetwork

/// All numbers of a network by the names that `net.state_dict()` has for them in the script that
/// `pytorch` writes: parameters, and what layers count, such as running means.
struct StateDictionary {
  /// One array.
  struct Item {
    /// "0.weight"
    let name: String
    /// As PyTorch has it.
    let shape: [Int]
    let isBuffer: Bool
    /// Where it lies, and in which layer.
    let slice: ParameterSlice

    /// How many batches were seen: PyTorch keeps it as one whole number.
    var isCount: Bool { slice.name == StateDictionary.count }
  }

  /// PyTorch counts batches in every layer that has running statistics, Gradus only where it matters.
  static let count = "num_batches_tracked"

  /// Layer after layer; in a layer parameters, then buffers.
  let items: [Item]
  let names: Set<String>

  init(_ network: Network) {
    let modules = PyTorchNetwork(network)
    func items(_ slices: [ParameterSlice], areBuffers: Bool) -> [Item] {
      slices.compactMap { slice in
        modules.stateName(of: slice).map { name in
          Item(
            name: name, shape: slice.name == Self.count ? [] : slice.shape, isBuffer: areBuffers,
            slice: slice)
        }
      }
    }
    let all =
      items(network.slices, areBuffers: false) + items(network.bufferSlices, areBuffers: true)
    self.items = network.layers.indices.flatMap { layer in all.filter { $0.slice.layer == layer } }
    self.names = Set(all.map(\.name))
  }

  /// Whether PyTorch has an array of that name and Gradus has none, nor needs one.
  func isIdle(_ name: String) -> Bool {
    guard name.hasSuffix(".\(Self.count)") else { return false }
    return names.contains(name.dropLast(Self.count.count) + "running_mean")
  }
}
