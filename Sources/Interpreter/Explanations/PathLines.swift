import NeuralNetwork

/// The chain rule written out: how a parameter has an effect on the loss of the sample that is
/// followed, path by path.
struct PathLines {
  private let closeup: Closeup
  private let index: Int
  private let layer: Int

  private static let mostPaths = 3

  /// `index` counts in `Network.parameters`.
  init(_ closeup: Closeup, parameter index: Int, layer: Int) {
    self.closeup = closeup
    self.index = index
    self.layer = layer
  }

  /// Two lines for each of the largest paths, what the others come to, and the sum.
  var lines: [String] {
    let microscope = closeup.microscope
    guard
      let trace = try? microscope.loss(
        samples: [closeup.row], from: layer, most: Self.mostNodes)
    else { return [] }
    let who =
      trace.samples.count == closeup.pass.count
      ? closeup.pass.count == 1 ? "" : ", all samples" : ", sample \(closeup.sampleNumber)"
    guard let leaf = trace.parameter(index) else { return ["no path leads to the loss\(who)"] }
    let paths = PathSum(in: trace.graph, from: leaf, to: trace.loss, most: Self.mostPaths + 1)
    guard paths.count > 0 else {
      return ["every path to the loss is cut off by a slope of 0\(who)"]
    }
    // One more is written out, rather than counted.
    let shown =
      paths.count <= Double(Self.mostPaths + 1)
      ? paths.largest : Array(paths.largest.prefix(Self.mostPaths))
    let count = NumberText.text(paths.count)
    var lines = [
      paths.count == 1
        ? "the path to the loss\(who):"
        : shown.count == paths.largest.count && paths.count == Double(shown.count)
          ? "the \(count) paths to the loss\(who):"
          : "the largest of \(count) paths to the loss\(who):"
    ]
    let formula = closeup.formula(trace.graph)
    for path in shown {
      let names = path.nodes.dropFirst().map { formula.name($0) ?? "…" }
      lines.append("  → \(names.joined(separator: " → "))")
      let slopes = path.slopes.map(\.signed).joined(separator: " × ")
      lines.append("    \(slopes) = \(path.product.signed)")
    }
    let rest = paths.sum - shown.reduce(0) { $0 + $1.product }
    if Double(shown.count) < paths.count {
      lines.append(
        "  … \(NumberText.text(paths.count - Double(shown.count))) more, together \(rest.signed)")
    }
    if paths.count > 1 { lines.append("  their sum = \(paths.sum.signed)") }
    return lines
  }

  /// A picture of more takes longer than a learner waits.
  private static let mostNodes = 400_000
}

extension Closeup {
  /// The number of the sample that is followed, in the data.
  var sampleNumber: Int { pass.indices.indices.contains(row) ? pass.indices[row] : row }
}
