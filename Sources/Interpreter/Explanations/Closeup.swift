public import NeuralNetwork

/// The numbers of one sample on its way through the network, forward and, where `backward` has been
/// there, back.
struct Closeup {
  let session: Session
  let pass: Pass
  /// The sample's row in the pass.
  let row: Int
  private let widths: [Int]
  var network: Network { session.network }

  /// Of the session's sample, in the last pass where it is fresh, else in a new one.
  ///
  /// - Parameters:
  ///   - layer: what is explained, so that a walk can say whether it has come so far.
  init(
    _ session: Session, layer: Int? = nil, neuron: Int? = nil
  ) throws(Diagnostic) {
    self.session = session
    pass = try session.passExplaining(layer: layer, neuron: neuron)
    row = session.sampleRow(in: pass)
    widths = session.network.shapes.map(\.count)
  }

  var wentBack: Bool { !pass.outputGradients.isEmpty }

  /// "sample 2 of 4", where there are several.
  var sampleText: String {
    let number = pass.indices.indices.contains(row) ? pass.indices[row] : row
    return pass.count == 1 ? "1 sample" : "sample \(number) of \(pass.count)"
  }

  /// What stands before layer `place`: [0] is the input.
  func value(_ place: Int, _ neuron: Int, row: Int? = nil) -> Double {
    Double(pass.outputs[place][(row ?? self.row) * width(place) + neuron])
  }

  /// The derivative of the loss by it.
  func gradient(_ place: Int, _ neuron: Int, row: Int? = nil) -> Double {
    Double(pass.outputGradients[place][(row ?? self.row) * width(place) + neuron])
  }

  func width(_ place: Int) -> Int { widths[place] }

  /// "x1" for an input, "l0.n1" for a neuron.
  func name(_ place: Int, _ neuron: Int) -> String {
    if place > 0 { return "l\(place - 1).n\(neuron)" }
    let names = session.trainingData?.featureNames ?? []
    return names.indices.contains(neuron) ? Diagnostic.shortened(names[neuron]) : "x\(neuron + 1)"
  }

  func layer(_ index: Int) -> (any Layer)? {
    network.layers.indices.contains(index) ? network.layers[index] : nil
  }

  func weight(_ layer: Int, _ output: Int, _ input: Int) -> Double {
    guard let slice = network.slice(layer: layer, named: "weight"), slice.shape.count == 2 else {
      return 0
    }
    return Double(network.parameters[slice.range.lowerBound + output * slice.shape[1] + input])
  }

  func bias(_ layer: Int, _ output: Int) -> Double? {
    network.slice(layer: layer, named: "bias").map {
      Double(network.parameters[$0.range.lowerBound + output])
    }
  }
}

extension Session {
  /// The row of `sample` in a pass: 0 where the pass did not read it.
  public func sampleRow(in pass: Pass) -> Int {
    pass.indices.firstIndex(of: sample) ?? 0
  }
}

/// How terms of a sum are shown: all, or the largest ones and what the others come to.
enum Terms {
  static let most = 8

  /// Lines for the terms; the places of the largest in their order, and the rest in one line.
  static func lines(
    _ values: [Double], most: Int = most, _ line: (Int) -> String,
    rest: (Int, Double) -> String
  ) -> [String] {
    let largest = largest(values, most: most)
    guard largest.count < values.count else { return values.indices.map(line) }
    let others = values.indices.filter { !largest.contains($0) }.reduce(0) { $0 + values[$1] }
    return largest.map(line) + [rest(values.count - most, others)]
  }

  /// The places of the largest terms, in order: all of them where one more would be shown at most.
  static func largest(_ values: [Double], most: Int) -> [Int] {
    guard values.count > most + 1 else { return Array(values.indices) }
    return values.indices.sorted { (abs(values[$0]), $1) > (abs(values[$1]), $0) }
      .prefix(most).sorted()
  }
}

extension Double {
  /// "+0.5000"
  var signed: String { NumberText.signed(self) }
}
