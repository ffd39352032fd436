import NeuralNetwork

/// A file of weights on its way into a network: each name, shape and type is held against what the
/// network has before anything is changed.
struct WeightFile {
  /// The file's name, for messages.
  let name: String
  /// The words of the command that name it.
  let range: SourceRange
  private let file: SafeTensors

  init(_ bytes: [UInt8], named word: Word) throws(Diagnostic) {
    let path = word.text.split(separator: "/").last.map(String.init) ?? word.text
    name = Diagnostic.shortened(path)
    range = word.range
    do throws(DataError) {
      file = try SafeTensors(bytes)
    } catch {
      var diagnostic = Diagnostic(error, file: name, at: word.range)
      if case .damaged(_, .noStart) = error {
        diagnostic.hint = Self.hint(forOther: bytes, named: word.text)
      }
      throw diagnostic
    }
  }

  /// What helps with a file of another kind.
  private static func hint(forOther bytes: [UInt8], named path: String) -> String {
    let data = [".csv", ".npy", ".npz", ".gz", ".txt"]
    if data.contains(where: path.lowercased().hasSuffix) { return "data load \(path)" }
    return "in PyTorch: safetensors.torch.save_file(net.state_dict(), \"net.safetensors\")"
  }

  /// What the file says of the network that it was saved from.
  static let layersKey = "gradus.layers"

  /// The same network with the file's numbers.
  ///
  /// - Returns: besides, how the numbers were stored where that was not as 32-bit floats.
  func read(into network: Network) throws(Diagnostic) -> (network: Network, types: [String]) {
    let state = StateDictionary(network)
    let found = Dictionary(uniqueKeysWithValues: file.entries.map { ($0.name, $0) })
    let missing = state.items.filter { found[$0.name] == nil }
    let surplus = file.entries.filter {
      !state.names.contains($0.name) && !state.isIdle($0.name)
    }
    guard missing.isEmpty, surplus.isEmpty else {
      throw WeightMismatch(file: self, network: network)
        .names(missing: missing, surplus: surplus, of: file.entries, state.items)
    }
    var filled = network
    var types: [String] = []
    for item in state.items {
      guard let entry = found[item.name] else { continue }
      guard entry.shape == item.shape || item.isCount && entry.shape == [1] else {
        throw WeightMismatch(file: self, network: network).shape(of: entry, item)
      }
      guard entry.element.isReal || item.isCount, let values = file.values(of: entry) else {
        throw Diagnostic(
          "\(Diagnostic.shortened(entry.name)) in \(name) holds numbers of type "
            + "\(entry.element.rawValue), and weights are F32, F16, BF16 or F64", at: range,
          hint: "in PyTorch: net.float() before it is saved")
      }
      if item.isBuffer {
        filled.buffers.replaceSubrange(item.slice.range, with: values)
      } else {
        filled.parameters.replaceSubrange(item.slice.range, with: values)
      }
      let type = entry.element.rawValue
      if entry.element != .float32, !item.isCount, !types.contains(type) { types.append(type) }
    }
    return (filled, types)
  }

  /// "linear 2→3, tanh", where the file says so.
  var layers: String? {
    file.metadata[Self.layersKey].map { Diagnostic.shortened($0) }
  }
}
