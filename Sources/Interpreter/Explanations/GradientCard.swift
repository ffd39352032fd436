import NeuralNetwork

/// `explain l0.weight[2,1].grad`: the chain rule for one weight or bias, sample by sample.
struct GradientCard {
  private let closeup: Closeup
  private let slice: ParameterSlice
  private let linear: Linear
  private let output: Int
  /// Nil for a bias.
  private let input: Int?

  /// `offset` is the element's place in the parameter.
  init?(_ closeup: Closeup, _ slice: ParameterSlice, offset: Int) {
    guard let linear = closeup.network.layers[slice.layer] as? Linear else { return nil }
    self.closeup = closeup
    self.slice = slice
    self.linear = linear
    let isWeight = slice.name == "weight"
    output = isWeight ? offset / linear.inputs : offset
    input = isWeight ? offset % linear.inputs : nil
  }

  private var address: String {
    input.map { "l\(slice.layer).weight[\(output),\($0)]" } ?? "l\(slice.layer).bias[\(output)]"
  }

  var explanation: Explanation {
    let layer = slice.layer
    var explanation = Explanation(
      title: "\(address).grad = dL/d\(input == nil ? "b" : "w")", forward: [])
    let value = input.map { closeup.weight(layer, output, $0) } ?? closeup.bias(layer, output) ?? 0
    if let input {
      let name = closeup.name(layer, input)
      explanation.forward = [
        "w = \(value.signed)",
        "z of l\(layer).n\(output) = … + w × \(name) + …",
        "so dz/dw = \(name) = \(closeup.value(layer, input).signed)",
      ]
    } else {
      explanation.forward = [
        "b = \(value.signed)", "z of l\(layer).n\(output) = … + b", "so dz/db = 1",
      ]
    }
    if let next = closeup.layer(layer + 1) as? any ElementwiseLayer {
      explanation.backward += Chain(closeup).origin(of: layer + 2, output, as: "dL/da")
      explanation.backward += Chain(closeup).through(next, at: layer + 1, output)
    } else {
      explanation.backward += Chain(closeup).origin(of: layer + 1, output, as: "dL/dz")
    }
    explanation.backward += sumLines
    let offset = input.map { output * linear.inputs + $0 } ?? output
    explanation.backward +=
      PathLines(
        closeup, parameter: slice.range.lowerBound + offset, layer: slice.layer
      ).lines
    return explanation
  }

  /// dL/dz × x for each sample, and their sum.
  private var sumLines: [String] {
    let rowsInSample = linear.inputShape.count / linear.inputs
    let places = (0..<closeup.pass.count).flatMap { row in
      (0..<rowsInSample).map { (row, $0) }
    }
    let factors = places.map { row, part -> (dz: Double, x: Double) in
      let dz = closeup.gradient(slice.layer + 1, part * linear.outputs + output, row: row)
      let x = input.map { closeup.value(slice.layer, part * linear.inputs + $0, row: row) } ?? 1
      return (dz, x)
    }
    let parts = factors.map { $0.dz * $0.x }
    func product(_ place: Int) -> String {
      let x = input == nil ? "1" : factors[place].x.signed
      return "\(factors[place].dz.signed) × \(x) = \(parts[place].signed)"
    }
    let factor = input.map { closeup.name(slice.layer, $0) } ?? "1"
    guard parts.count > 1 else {
      return ["dL/d\(input == nil ? "b" : "w") = dL/dz × \(factor) = \(product(0))"]
        + remark(parts[0])
    }
    let sum = parts.reduce(0, +)
    return ["dL/dz × \(factor) for each sample:"]
      + Terms.lines(
        parts,
        { place in
          let row = places[place].0
          let number = closeup.pass.indices.indices.contains(row) ? closeup.pass.indices[row] : row
          return "sample \(number): \(product(place))"
        }, rest: { count, rest in "… \(count) more, together \(rest.signed)" })
      + ["sum = \(sum.signed)"] + remark(sum)
  }

  /// Where the gradient holds more than this pass put into it.
  private func remark(_ sum: Double) -> [String] {
    let offset = input.map { output * linear.inputs + $0 } ?? output
    let held = Double(closeup.session.gradients[slice.range.lowerBound + offset])
    let tolerance = 1e-4 * max(abs(held), abs(sum)) + 1e-7
    guard abs(held - sum) > tolerance else { return [] }
    return ["\(address).grad holds \(held.signed): earlier passes are in it, zero_grad clears it"]
  }
}
