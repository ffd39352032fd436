import NeuralNetwork

/// `explain l0.n1`: what one neuron does with one sample, forward and backward, number by number.
struct NeuronCard {
  private let closeup: Closeup
  private let index: Int
  private let neuron: Int

  init(_ closeup: Closeup, layer: Int, neuron: Int) {
    self.closeup = closeup
    index = layer
    self.neuron = neuron
  }

  var explanation: Explanation {
    let layer = closeup.network.layers[index]
    var explanation = Explanation(
      title: "l\(index).n\(neuron): neuron \(neuron) of l\(index) \(layer.label) · "
        + closeup.sampleText,
      forward: [])
    if let linear = layer as? Linear {
      describe(linear, &explanation)
    } else if let layer = layer as? any ElementwiseLayer {
      let z = closeup.value(index, neuron)
      explanation.forward.append("z = \(closeup.name(index, neuron)) = \(z.signed)")
      describe(layer, at: index, &explanation)
    } else if layer is Softmax {
      describeSoftmax(&explanation)
    } else {
      var card = TracedCard(closeup, layer: index, neuron: neuron)
      explanation.forward += card.forward
      if closeup.wentBack { explanation.backward += card.backward() }
    }
    if !closeup.wentBack {
      explanation.backward.append("not yet: forward; backward")
    }
    return explanation
  }

  // MARK: Weighted sums

  private func describe(_ linear: Linear, _ explanation: inout Explanation) {
    let output = neuron % linear.outputs
    let firstInput = neuron / linear.outputs * linear.inputs
    let inputs = (0..<linear.inputs).map { closeup.value(index, firstInput + $0) }
    let weights = (0..<linear.inputs).map { closeup.weight(index, output, $0) }
    let terms = zip(inputs, weights).map { $0 * $1 }
    let names = (0..<linear.inputs).map { closeup.name(index, firstInput + $0) }
    let width = (names + ["bias"]).map(\.count).max() ?? 4
    explanation.forward += Terms.lines(
      terms,
      { k in
        "\(names[k].padded(to: width)) \(inputs[k].signed) × w \(weights[k].signed)"
          + " = \(terms[k].signed)"
      }, rest: { count, sum in "… \(count) more, together \(sum.signed)" })
    if let bias = closeup.bias(index, output) {
      explanation.forward.append("\("bias".padded(to: width)) \(bias.signed)")
    }
    let z = closeup.value(index + 1, neuron)
    explanation.forward.append("z = \(z.signed)")
    if let next = closeup.layer(index + 1) as? any ElementwiseLayer {
      describe(next, at: index + 1, &explanation)
    } else if closeup.wentBack {
      explanation.backward += Chain(closeup).origin(of: index + 1, neuron, as: "dL/dz")
    }
    guard closeup.wentBack else { return }
    let dz = closeup.gradient(index + 1, neuron)
    let parts = inputs.map { dz * $0 }
    explanation.backward.append("dL/dw = dL/dz × input")
    explanation.backward += Terms.lines(
      parts,
      { k in "  [\(output),\(k)] \(dz.signed) × \(inputs[k].signed) = \(parts[k].signed)" },
      rest: { count, _ in "  … \(count) more weights" })
    if linear.hasBias { explanation.backward.append("dL/db = dL/dz = \(dz.signed)") }
    if closeup.pass.count > 1 {
      explanation.backward.append("this sample's part of l\(index).weight.grad,")
      explanation.backward.append("which adds up all \(closeup.pass.count)")
    }
  }

  // MARK: Activations

  private func describe(
    _ layer: any ElementwiseLayer, at place: Int, _ explanation: inout Explanation
  ) {
    let z = closeup.value(place, neuron)
    let a = closeup.value(place + 1, neuron)
    let name = type(of: layer).declaration.name
    explanation.forward.append("a = \(layer.formula) = \(a.signed)")
    explanation.activation = Explanation.Activation(
      name: name, input: z, output: a, curve: Self.curve(of: layer, around: z))
    guard closeup.wentBack else { return }
    let chain = Chain(closeup)
    explanation.backward += chain.origin(of: place + 1, neuron, as: "dL/da")
    explanation.backward += chain.through(layer, at: place, neuron)
  }

  private static func curve(
    of layer: any ElementwiseLayer, around z: Double
  ) -> [SIMD2<Double>] {
    // A few units around zero, and as far as this sample is.
    let reach = z.isFinite ? min(max(4, abs(z) * 1.25), 1e6) : 4
    return (0...80).map { index in
      let x = (Double(index) / 40 - 1) * reach
      return SIMD2(x, layer.value(x))
    }
  }

  private func describeSoftmax(_ explanation: inout Explanation) {
    let classes = closeup.network.layers[index].outputShape.dimensions.last ?? 1
    let first = neuron / classes * classes
    let inputs = (0..<classes).map { closeup.value(index, first + $0) }
    let largest = inputs.max() ?? 0
    let powers = inputs.map { Elementary.exp($0 - largest) }
    explanation.forward += Terms.lines(
      powers,
      { k in "e^(z\(k) - max) = e^(\((inputs[k] - largest).signed)) = \(powers[k].signed)" },
      rest: { count, sum in "… \(count) more, together \(sum.signed)" })
    let sum = powers.reduce(0, +)
    explanation.forward.append("sum = \(sum.signed)")
    let own = powers[neuron - first]
    let a = closeup.value(index + 1, neuron)
    explanation.forward.append("a = \(own.signed) / \(sum.signed) = \(a.signed)")
    guard closeup.wentBack else { return }
    let chain = Chain(closeup)
    explanation.backward += chain.origin(of: index + 1, neuron, as: "dL/da")
    let mixed = (0..<classes).reduce(0.0) { total, k in
      total + closeup.value(index + 1, first + k) * closeup.gradient(index + 1, first + k)
    }
    explanation.backward.append("sum of a × dL/da over all classes = \(mixed.signed)")
    explanation.backward.append(
      "dL/dz = a × (dL/da - sum) = \(a.signed) × "
        + "\((closeup.gradient(index + 1, neuron) - mixed).signed)"
        + " = \(closeup.gradient(index, neuron).signed)")
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
