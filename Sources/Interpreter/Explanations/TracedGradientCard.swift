import NeuralNetwork

/// `explain l2.weight[0,1].grad` for a layer of any kind: who reads the parameter, what each of them
/// hands back, and the paths to the loss.
struct TracedGradientCard {
  private let closeup: Closeup
  private let slice: ParameterSlice
  private let offset: Int

  private static let mostReaders = 5

  init(_ closeup: Closeup, _ slice: ParameterSlice, offset: Int) {
    self.closeup = closeup
    self.slice = slice
    self.offset = offset
  }

  var explanation: Explanation {
    let layer = closeup.network.layers[slice.layer]
    let index = slice.range.lowerBound + offset
    let name = slice.elementName(offset)
    var explanation = Explanation(
      title: "\(name).grad = dL/dw · \(closeup.sampleText)",
      forward: [
        "w = \(Double(closeup.network.parameters[index]).signed), of l\(slice.layer) "
          + layer.label
      ])
    let readers = closeup.microscope.readers(
      ofParameter: index, of: slice.layer, sample: closeup.row)
    if let readers {
      if readers.isEmpty { explanation.forward.append("this sample does not read it") }
      let products = readers.map { closeup.gradient(slice.layer + 1, $0.output) * $0.slope }
      let lines = Terms.lines(
        products, most: Self.mostReaders,
        { k in
          let own = readers[k]
          let slope = closeup.gradient(slice.layer + 1, own.output)
          return "dL/d l\(slice.layer).n\(own.output) × its derivative: \(slope.signed) × "
            + "\(own.slope.signed) = \(products[k].signed)"
        }, rest: { count, sum in "… \(count) more, together \(sum.signed)" })
      explanation.backward += lines
      if products.count > 1 {
        explanation.backward.append("sum = \(products.reduce(0, +).signed)")
      }
    }
    explanation.backward += PathLines(closeup, parameter: index, layer: slice.layer).lines
    let held = Double(closeup.session.gradients[index])
    explanation.backward.append(
      closeup.pass.count == 1
        ? "\(name).grad = \(held.signed)"
        : "\(name).grad = \(held.signed) adds up all \(closeup.pass.count) samples")
    return explanation
  }
}
