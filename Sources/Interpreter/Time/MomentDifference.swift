import NeuralNetwork

/// What is other in one moment than in another: which weights moved, by how much, what was set.
struct MomentDifference {
  let before: Moment
  let after: Moment
  let names: (before: String, after: String)

  private static let mostRows = 10

  private var networks: (Network, Network) { (before.training.network, after.training.network) }

  /// Tables and sentences, the most telling first.
  var reports: [Report] {
    var reports: [Report] = []
    let (old, new) = networks
    if !old.hasSameStructure(as: new) {
      reports += [.note("the networks differ, so that no weight can be compared:"), .table(layers)]
    } else if old.parameters.isEmpty {
      reports.append(.note("no weights to compare"))
    } else if let moved {
      reports += [.table(moved), .table(norms)]
    } else {
      reports.append(.note("no weight moved"))
    }
    if let settings { reports.append(.table(settings)) }
    return reports
  }

  // MARK: Weights

  /// Those that moved most; nil where all are the same, bit for bit.
  private var moved: Table? {
    let (old, new) = networks
    func change(_ index: Int) -> Float {
      let change = abs(new.parameters[index] - old.parameters[index])
      return change.isNaN ? .infinity : change
    }
    let changed = old.parameters.indices.filter {
      old.parameters[$0].bitPattern != new.parameters[$0].bitPattern
    }
    guard !changed.isEmpty else { return nil }
    let most = changed.map { (index: $0, change: change($0)) }
      .sorted { ($1.change, $0.index) < ($0.change, $1.index) }.prefix(Self.mostRows)
    let rows = most.map { index, _ in
      let (from, to) = (Double(old.parameters[index]), Double(new.parameters[index]))
      return [
        new.address(ofParameter: index), NumberText.decimal(from), NumberText.decimal(to),
        NumberText.signed(to - from),
      ]
    }
    let count = old.parameters.count
    let some = changed.count > rows.count ? "; these moved most" : ""
    return Table(
      title: "\(names.before) → \(names.after)", columns: ["", "before", "after", "change"],
      rows: rows, footer: "\(changed.count) of \(count) weights moved\(some)")
  }

  /// How far each layer went: the root of the sum of squares.
  private var norms: Table {
    func norm(_ values: some Sequence<Double>) -> Double {
      values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    let (old, new) = networks
    let rows = new.layers.indices.compactMap { layer -> [String]? in
      let range = new.range(ofLayer: layer)
      guard !range.isEmpty else { return nil }
      let from = old.parameters[range].map(Double.init)
      let change = norm(zip(from, new.parameters[range]).map { Double($1) - $0 })
      let size = norm(from)
      return [
        "l\(layer) \(new.layers[layer].label)", NumberText.decimal(change),
        size > 0 ? NumberText.decimal(100 * change / size, digits: 1) + " %" : "",
      ]
    }
    return Table(
      title: "norm of the change", columns: ["layer", "change", "of its weights"], rows: rows)
  }

  /// The layers side by side.
  var layers: Table {
    func texts(_ network: Network) -> [String] {
      [network.input.map { "input \($0)" } ?? "no input"] + network.layers.map(\.label)
    }
    let (old, new) = (texts(networks.0), texts(networks.1))
    let rows = (0..<max(old.count, new.count)).map { index in
      let (left, right) = (old[at: index], new[at: index])
      return [index == 0 ? "" : "l\(index - 1)", left, right, left == right ? "" : "differs"]
    }
    return Table(title: "layers", columns: ["", names.before, names.after, ""], rows: rows)
  }

  // MARK: Settings

  private var settings: Table? {
    let rows = before.differences(from: after) { $0.facts }
    guard !rows.isEmpty else { return nil }
    return Table(
      title: "what else differs", columns: ["", names.before, names.after], rows: rows)
  }
}

extension Network {
  /// "l0.weight[2,1]"
  func address(ofParameter index: Int) -> String {
    guard let slice = slices.first(where: { $0.range.contains(index) }) else { return "" }
    var rest = index - slice.range.lowerBound
    var place: [Int] = []
    for size in slice.shape.reversed() {
      place.insert(rest % size, at: 0)
      rest /= size
    }
    return "l\(slice.layer).\(slice.name)[\(place.map { String($0) }.joined(separator: ","))]"
  }
}

extension [String] {
  /// The text at a place, nothing where there is none.
  fileprivate subscript(at index: Int) -> String { indices.contains(index) ? self[index] : "" }
}
