import NeuralNetwork

/// One link of the chain rule in words and numbers: where a derivative comes from.
struct Chain {
  private let closeup: Closeup

  init(_ closeup: Closeup) {
    self.closeup = closeup
  }

  private static let mostTerms = 4

  /// The lines that lead to ∂loss by what stands before layer `place`, which `symbol` names.
  func origin(of place: Int, _ neuron: Int, as symbol: String) -> [String] {
    let result = closeup.gradient(place, neuron).signed
    guard let layer = closeup.layer(place) else {
      return ["\(symbol) = \(result), from the loss"]
    }
    if let layer = layer as? any ElementwiseLayer {
      return [through(layer, at: place, neuron)]
    }
    guard let linear = layer as? Linear else {
      return ["\(symbol) = \(result), from l\(place) \(layer.label)"]
    }
    let input = neuron % linear.inputs
    let first = neuron / linear.inputs * linear.outputs
    let terms = (0..<linear.outputs).map { output in
      (closeup.weight(place, output, input), closeup.gradient(place + 1, first + output))
    }
    let shown = terms.prefix(Self.mostTerms).map { "\($0.signed) × \($1.signed)" }
    let rest = terms.count > Self.mostTerms ? " + … \(terms.count - Self.mostTerms) more" : ""
    return [
      "\(symbol) = sum of l\(place)'s w × dL/dz = \(shown.joined(separator: " + "))\(rest)"
        + " = \(result)"
    ]
  }

  /// dL/dz of an activation from dL/da.
  func through(_ layer: any ElementwiseLayer, at place: Int, _ neuron: Int) -> String {
    let slope = layer.derivative(closeup.value(place, neuron))
    return "dL/dz = dL/da × (\(layer.derivativeFormula)) = "
      + "\(closeup.gradient(place + 1, neuron).signed) × \(NumberText.decimal(slope))"
      + " = \(closeup.gradient(place, neuron).signed)"
  }
}
