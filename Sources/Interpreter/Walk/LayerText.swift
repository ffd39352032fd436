import NeuralNetwork

/// What a whole layer computes, or the rest of one: its first neurons with their formulas, and its
/// numbers for the followed sample.
struct LayerText {
  private(set) var lines: [String]
  private let session: Session
  private let walk: Walk

  private var layer: Int { walk.cursor.layer }

  init(_ session: Session, _ walk: Walk) throws(Diagnostic) {
    self.session = session
    self.walk = walk
    let place = session.placeText(walk.cursor.layer)
    let rest = walk.cursor.isWithinLayer ? "the rest of " : ""
    let sample = walk.count > 1 ? " · \(session.followedSampleText(in: walk))" : ""
    lines = ["\(walk.direction.rawValue) through \(rest)\(place)\(sample)"]
    if layer == session.lossStage {
      lines += try lossLines()
      return
    }
    if walk.direction == .forward {
      lines += try neuronLines()
      lines.append("l\(layer).output = \(numbers(walk.pass.outputs[layer + 1]))")
      addOthers("computed")
    } else if network.range(ofLayer: layer).isEmpty {
      lines += try neuronLines()
    }
  }

  private var network: Network { session.network }

  private func lossLines() throws(Diagnostic) -> [String] {
    let walked = try WalkedNeuron(session, walk)
    let text = NeuronText(session, walk, walked)
    let lines = walk.direction == .forward ? text.forward : text.backward()
    let isRepeated = walk.count > 1 && lines.count > 1
    return isRepeated ? Array(lines.dropFirst()) + meanLines : lines
  }

  /// For a batch, that the loss is a mean.
  private var meanLines: [String] {
    guard walk.direction == .forward, let loss = walk.batch.loss else { return [] }
    return ["mean over \(walk.count) samples: loss = \(NumberText.decimal(Double(loss)))"]
  }

  private static let mostNeurons = 4

  /// A line for each neuron of a narrow layer, for two of a wide one.
  private func neuronLines() throws(Diagnostic) -> [String] {
    let count = session.neurons(ofStage: layer)
    let left = count - walk.cursor.neuron
    let shown = left <= Self.mostNeurons ? left : 2
    var lines: [String] = []
    for neuron in walk.cursor.neuron..<walk.cursor.neuron + shown {
      let walked = try WalkedNeuron(session, walk, neuron: neuron)
      let text = NeuronText(session, walk, walked, neuron: neuron)
      lines.append(walk.direction == .forward ? text.forwardSummary : text.backwardSummary)
    }
    if left > shown { lines.append("… \(left - shown) more neurons") }
    return lines
  }

  /// Adds what the way back has left, once it has.
  mutating func read(_ gradients: [Float]) {
    guard walk.direction == .backward, layer < session.lossStage else { return }
    for slice in network.slices where slice.layer == layer {
      let values = Array(gradients[slice.range])
      let name = "l\(layer).\(slice.name).grad"
      if values.count <= 12 {
        lines.append("\(name) = \(Tensor(shape: slice.shape, values: values).text)")
      } else {
        let norm = values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        lines.append("\(name): \(values.count) numbers, norm \(NumberText.decimal(norm))")
      }
    }
    let name = layer == 0 ? "l0.input.grad" : "l\(layer - 1).output.grad"
    lines.append("\(name) = \(numbers(walk.pass.outputGradients[layer]))")
    addOthers("added")
  }

  private mutating func addOthers(_ done: String) {
    let others = walk.count - 1
    guard others > 0 else { return }
    lines.append(
      others == 1
        ? "the other sample of the batch is \(done) along with it"
        : "the other \(others) samples of the batch are \(done) along with it")
  }

  /// The followed sample's row.
  private func numbers(_ values: [Float]) -> String {
    let width = values.count / max(walk.pass.count, 1)
    let start = walk.row * width
    let row = values[start..<start + width].map { NumberText.decimal(Double($0)) }
    if row.count <= 8 { return "[\(row.joined(separator: ", "))]" }
    return "[\(row.prefix(3).joined(separator: ", ")), …, \(row.suffix(2).joined(separator: ", "))]"
      + ", \(row.count) numbers"
  }
}
