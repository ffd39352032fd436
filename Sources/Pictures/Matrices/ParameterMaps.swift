import Canvas
import Interpreter
import NeuralNetwork

/// Numbers that stand where the parameters stand, the weights themselves or their gradients: of
/// each layer a heat map of [out × in], the biases beside it, all in one scale.
struct ParameterMaps {
  let scene: Scene
  /// In the order of `Network.parameters`.
  let values: [Float]
  /// Before the parameter's name: "", "∂loss/∂".
  let prefix: String
  /// Whether the place of a walk is marked.
  var marksWalk = false

  func canvas() throws(NoPicture) -> Canvas {
    let own = scene.network.slices.filter { scene.layers.contains($0.layer) }
    guard !own.isEmpty else {
      guard !scene.network.slices.isEmpty, let layer = scene.layers.first else {
        throw NoPicture("no layer has weights yet: try add linear 4")
      }
      throw NoPicture("\(scene.name(ofLayer: layer)) has no parameters")
    }
    let bound = HeatMap.bound(of: own.flatMap { values[$0.range] }.map(Double.init))
    let maps = scene.layers.flatMap { self.maps(ofLayer: $0, bound: bound) }
    let legend = legend(bound: bound, maps: maps)
    // A title over each map, at least two rows of each that is drawn, and the legend below all.
    let rows = scene.size.rows - legend.size.rows - (marksWalk && scene.walkText != nil ? 1 : 0)
    let shown = maps.prefix(rows / 3 >= maps.count ? maps.count : max(1, (rows - 1) / 3))
    let left = maps.count - shown.count
    let heights = Shares.divided(
      max(0, rows - shown.count - (left > 0 ? 1 : 0)), among: shown.map(\.naturalHeight))
    var parts: [Canvas] = []
    for (map, height) in zip(shown, heights) where height > 0 {
      let note = map.isWhole(rows: height) ? "" : " · strongest of patches"
      parts.append(scene.line(scene.title(map.title), addition: note))
      parts.append(map.canvas(rows: height))
    }
    if left > 0 {
      parts.append(scene.line(scene.caption("⋮ \(counted(left, "more layer"))")))
    }
    if marksWalk, let place = scene.walkText { parts.append(scene.line(scene.caption(place))) }
    return scene.stack(parts + [legend])
  }

  private func maps(ofLayer layer: Int, bound: Double) -> [ParameterMap] {
    let slices = scene.network.slices.filter { $0.layer == layer }
    guard let weight = slices.first(where: { $0.shape.count > 1 }) else {
      return slices.map { row($0, bound: bound) }
    }
    let bias = slices.first { $0.shape == [weight.shape[0]] }
    let map = ParameterMap(
      scene: scene, title: title(weight), weights: heatMap(weight, bound: bound),
      bias: bias.map { column($0, bound: bound) }, image: image(weight))
    let rest = slices.filter { $0.name != weight.name && $0.name != bias?.name }
    return [map] + rest.map { row($0, bound: bound) }
  }

  private func title(_ slice: ParameterSlice) -> String {
    let shape = slice.shape.map(String.init).joined(separator: "×")
    let mark = marksWalk ? scene.mark(ofLayer: slice.layer) : ""
    return "\(mark)\(scene.name(ofLayer: slice.layer)) · \(prefix)\(slice.name) [\(shape)]"
  }

  private func numbers(_ slice: ParameterSlice) -> [Double] {
    values[slice.range].map(Double.init)
  }

  /// What belongs to no weight matrix: a row of its own.
  private func row(_ slice: ParameterSlice, bound: Double) -> ParameterMap {
    let map = HeatMap(
      rows: 1, columns: slice.range.count, values: numbers(slice), bound: bound)
    return ParameterMap(scene: scene, title: title(slice), weights: map, bias: nil, image: nil)
  }

  private func column(_ slice: ParameterSlice, bound: Double) -> HeatMap {
    var map = HeatMap(rows: slice.range.count, columns: 1, values: numbers(slice), bound: bound)
    map.columnLabels = [slice.name]
    return map
  }

  private func heatMap(_ slice: ParameterSlice, bound: Double) -> HeatMap {
    let rows = slice.shape[0]
    var map = HeatMap(
      rows: rows, columns: slice.range.count / max(1, rows), values: numbers(slice), bound: bound)
    let walk = marksWalk ? scene.session.walk : nil
    map.rowLabels = (0..<rows).map { row in
      walk?.layer == slice.layer && walk?.neuron == row
        ? "\(scene.theme.walkMark)n\(row)" : "n\(row)"
    }
    map.columnLabels = (0..<map.columns).map { column in
      slice.layer == 0 ? scene.featureName(column) : "l\(slice.layer - 1).n\(column)"
    }
    return map
  }

  /// The first layer's weights are pictures where its inputs are pixels.
  private func image(_ slice: ParameterSlice) -> (height: Int, width: Int)? {
    guard slice.layer == 0, slice.shape.count == 2,
      let shape = scene.session.trainingData?.imageShape?.dimensions, shape.count == 2,
      shape[0] * shape[1] == slice.shape[1], shape[1] <= scene.size.columns
    else { return nil }
    return (shape[0], shape[1])
  }

  private func legend(bound: Double, maps: [ParameterMap]) -> Canvas {
    let meaning =
      maps.contains { $0.image != nil }
      ? "   pictures: neurons, pixels: weights"
      : "   rows: neurons, columns: inputs"
    return scene.line(HeatMap.legend(bound: bound, theme: scene.theme), addition: meaning)
  }
}

/// Divides rows among parts that want different numbers of them.
enum Shares {
  /// As many as each wants where that fits; else the small ones are served, and the large ones
  /// share what is left.
  static func divided(_ total: Int, among wanted: [Int]) -> [Int] {
    var shares = wanted.map { _ in 0 }
    var left = total
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    for (place, index) in order.enumerated() {
      let share = min(wanted[index], left / (order.count - place))
      shares[index] = share
      left -= share
    }
    return shares
  }
}
