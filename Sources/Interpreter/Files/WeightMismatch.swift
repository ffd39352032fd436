import NeuralNetwork

/// What is wrong where a file of weights is of another network: both sides, and what mends it.
struct WeightMismatch {
  let file: WeightFile
  let network: Network

  /// Arrays that only one of the two has.
  func names(
    missing: [StateDictionary.Item], surplus: [SafeTensors.Entry],
    of entries: [SafeTensors.Entry], _ items: [StateDictionary.Item]
  ) -> Diagnostic {
    let inFile = "\(file.name) holds \(Self.list(entries.map { ($0.name, $0.shape) }))"
    let inNetwork =
      items.isEmpty
      ? "the network has no weights"
      : "the network has \(Self.list(items.map { ($0.name, $0.shape) }))"
    let message: String
    if !missing.isEmpty, !surplus.isEmpty || entries.isEmpty || items.isEmpty {
      message = "\(inFile), and \(inNetwork)"
    } else if missing.isEmpty {
      let only = Self.list(surplus.map { ($0.name, $0.shape) })
      message =
        items.isEmpty
        ? "\(inFile), and \(inNetwork)"
        : "\(file.name) also holds \(only), and the network, \(layers(network)), has none of it"
    } else {
      let only = Self.list(missing.map { ($0.name, $0.shape) })
      message = "\(file.name) has no \(only), which the network, \(layers(network)), needs"
    }
    return Diagnostic(message, at: file.range, hint: wayOut(missing: missing, surplus: surplus))
  }

  /// An array that has another shape.
  func shape(of entry: SafeTensors.Entry, _ item: StateDictionary.Item) -> Diagnostic {
    let layer = "l\(item.slice.layer) \(network.layers[item.slice.layer].label)"
    return Diagnostic(
      "\(entry.name) is \(Self.text(entry.shape)) in \(file.name), and \(Self.text(item.shape)) in "
        + layer, at: file.range, hint: ofFile ?? replacement(for: item, by: entry.shape))
  }

  // MARK: What mends it

  /// "the file is of linear 2→3, tanh"
  private var ofFile: String? { file.layers.map { "the file is of \($0)" } }

  private func wayOut(
    missing: [StateDictionary.Item], surplus: [SafeTensors.Entry]
  ) -> String {
    if let ofFile { return ofFile }
    if missing.isEmpty, let entry = surplus.first(where: { $0.name.hasSuffix(".weight") }) {
      let place = String(entry.name.dropLast(".weight".count))
      let what =
        switch entry.shape.count {
        case 2: "add linear \(entry.shape[0])"
        case 4: "add conv2d \(entry.shape[0]) \(entry.shape[2])"
        case 1: "a layer that normalises"
        default: "a layer of weights \(Self.text(entry.shape))"
        }
      return "\(what), so that it is number \(Diagnostic.shortened(place)) of the network"
    }
    if let item = missing.first, surplus.isEmpty {
      return "remove l\(item.slice.layer), or save the file from the whole network"
    }
    return "summary shows the layers; each stands for a number, those without weights, too"
  }

  private func replacement(for item: StateDictionary.Item, by shape: [Int]) -> String {
    let layer = network.layers[item.slice.layer]
    if layer is Linear, let outputs = shape.first, item.slice.name == "weight", shape.count == 2 {
      return shape[1] == item.shape.last
        ? "replace l\(item.slice.layer) linear \(outputs)"
        : "linear \(shape[1])→\(outputs) reads \(shape[1]) values: the layer or the input before "
          + "it must give as many"
    }
    return "replace l\(item.slice.layer) by a layer with \(item.slice.name) of \(Self.text(shape))"
  }

  // MARK: Words

  private func layers(_ network: Network) -> String {
    Diagnostic.shortened(network.layers.map(\.label).joined(separator: ", "))
  }

  private static let mostNamed = 6

  /// "0.weight 3×2, 0.bias 3 and 2 more"
  private static func list(_ arrays: [(name: String, shape: [Int])]) -> String {
    guard !arrays.isEmpty else { return "no arrays" }
    let named = arrays.prefix(mostNamed).map {
      "\(Diagnostic.shortened($0.name)) \(text($0.shape))"
    }
    let rest = arrays.count - named.count
    return named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private static func text(_ shape: [Int]) -> String {
    shape.isEmpty ? "one number" : Shape(shape).description
  }
}
