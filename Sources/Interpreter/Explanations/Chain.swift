import NeuralNetwork

/// One link of the chain rule in words and numbers: where a derivative comes from.
struct Chain {
  private let closeup: Closeup

  init(_ closeup: Closeup) {
    self.closeup = closeup
  }

  private static let mostTerms = 4

  /// The lines that lead to ∂loss by what stands before layer `place`, which `symbol` names. They
  /// are short enough to stand beside the forward side on 80 columns.
  func origin(of place: Int, _ neuron: Int, as symbol: String) -> [String] {
    let result = closeup.gradient(place, neuron).signed
    guard let layer = closeup.layer(place) else {
      return ["\(symbol) = \(result), from the loss"]
    }
    if let layer = layer as? any ElementwiseLayer { return through(layer, at: place, neuron) }
    guard let linear = layer as? Linear else {
      return through(layer, at: place, neuron, as: symbol)
    }
    let input = neuron % linear.inputs
    let first = neuron / linear.inputs * linear.outputs
    let weights = (0..<linear.outputs).map { closeup.weight(place, $0, input) }
    let slopes = (0..<linear.outputs).map { closeup.gradient(place + 1, first + $0) }
    let products = zip(weights, slopes).map { $0 * $1 }
    func product(_ output: Int) -> String {
      "\(weights[output].signed) × \(slopes[output].signed) = \(products[output].signed)"
    }
    if linear.outputs == 1 {
      return ["\(symbol) = w × dL/dz of l\(place).n0", "      = \(product(0))"]
    }
    return ["\(symbol) = sum of w × dL/dz over l\(place)"]
      + Terms.lines(
        products, most: Self.mostTerms, { "  n\($0) \(product($0))" },
        rest: { count, sum in "  … \(count) more, together \(sum.signed)" })
      + ["      = \(result)"]
  }

  /// Through a layer of any kind: what each of its outputs that reads the value hands back.
  private func through(
    _ layer: any Layer, at place: Int, _ neuron: Int, as symbol: String
  ) -> [String] {
    let result = closeup.gradient(place, neuron).signed
    let whole = "\(symbol) = \(result), from l\(place) \(layer.label)"
    let readers = closeup.microscope.readers(of: neuron, at: place, sample: closeup.row)
    guard let readers, !readers.isEmpty else { return [whole] }
    let products = readers.map { closeup.gradient(place + 1, $0.output) * $0.slope }
    func product(_ k: Int) -> String {
      let slope = closeup.gradient(place + 1, readers[k].output)
      return "l\(place).n\(readers[k].output) \(slope.signed) × \(readers[k].slope.signed)"
        + " = \(products[k].signed)"
    }
    return [whole]
      + Terms.lines(
        products, most: Self.mostTerms, { "  \(product($0))" },
        rest: { count, sum in "  … \(count) more, together \(sum.signed)" })
  }

  /// dL/dz of an activation from dL/da.
  func through(_ layer: any ElementwiseLayer, at place: Int, _ neuron: Int) -> [String] {
    let slope = layer.derivative(closeup.value(place, neuron))
    return [
      "dL/dz = dL/da × (\(layer.derivativeFormula))",
      "      = \(closeup.gradient(place + 1, neuron).signed) × \(NumberText.decimal(slope))"
        + " = \(closeup.gradient(place, neuron).signed)",
    ]
  }
}
