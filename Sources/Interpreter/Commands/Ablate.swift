import NeuralNetwork

extension Commands {
  static let ablate = CommandDeclaration(
    "ablate", purpose: .look, effect: .looks,
    summary: "says what the network would be without one neuron: its output set to zero",
    forms: [[Parameter("NEURON", .subject, "l0.n1")]],
    notes: ["The network stays as it is. Loss and accuracy are of all training samples."],
    example: "ablate l1.n0",
    setup: "input 2; add linear 4; add tanh; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "net[1].register_forward_hook(lambda m, i, out: out.index_fill(1, torch.tensor(0), 0))"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let node = arguments.node("NEURON") else { return Outcome() }
    do throws(Diagnostic) {
      return .note(try session.ablation(of: node))
    } catch {
      throw error.placed(at: error.range ?? node.range)
    }
  }
}

extension Session {
  fileprivate func ablation(of node: Node) throws(Diagnostic) -> String {
    guard case .path(let path) = node.kind, LayerAddress.index(of: path.root) != nil else {
      throw Diagnostic("this is no neuron", at: node.range, hint: "ablate l0.n1")
    }
    let address = try LayerAddress(path, in: self)
    guard case .neuron(let neuron) = address.part, address.indices == nil, !address.isGradient
    else {
      throw Diagnostic(
        "one neuron can be ablated", at: node.range, hint: "ablate l\(address.layer).n0")
    }
    let with = try evaluateTraining()
    let without = try evaluation(ablating: neuron, ofLayer: address.layer)
    var parts: [String] = []
    if let before = with.loss, let after = without.loss {
      parts.append(
        "loss \(NumberText.decimal(after)), with it \(NumberText.decimal(before)) "
          + "(\((after - before).signed))")
    }
    if let before = with.accuracy, let after = without.accuracy {
      parts.append("accuracy \(Figures.percent(after)), with it \(Figures.percent(before))")
    }
    if parts.isEmpty { throw Diagnostic(NetworkError.noLoss) }
    return "without l\(address.layer).n\(neuron): " + parts.joined(separator: " · ")
  }

  /// Runs the layers up to this one, sets one output to zero, and runs the others on what is left.
  private func evaluation(
    ablating neuron: Int, ofLayer index: Int
  ) throws(Diagnostic) -> KnownEvaluation {
    let data = try requireData()
    let whole = try passOverTrainingData()
    if let later = network.layers[(index + 1)...].first(where: { $0.reach > 0 }),
      later.reach > 0
    {
      throw Diagnostic(
        "a residual block goes round this layer: what it would be without the neuron is not known")
    }
    var values = whole.outputs[index + 1]
    let width = network.layers[index].outputShape.count
    for row in 0..<whole.count { values[row * width + neuron] = 0 }
    var rest = network
    try Diagnostic.wording { () throws(NetworkError) in
      // From the back of the front part, so that each layer that is left keeps its input.
      rest = try network.suffix(from: index + 1)
    }
    let shape = network.layers[index].outputShape
    let left = Dataset(
      name: data.name, inputShape: shape, inputs: values, targets: data.targets,
      classNames: data.classNames)
    let evaluation = try Diagnostic.wording { () throws(NetworkError) in
      let plan = try TrainingPlan(
        network: rest, loss: loss, capacity: portion(of: left.count),
        memoryLimit: Session.memoryLimit)
      return try plan.evaluate(
        parameters: rest.parameters, buffers: rest.buffers, data: left)
    }
    return KnownEvaluation(loss: evaluation.loss, accuracy: evaluation.accuracy)
  }
}

extension Network {
  /// The layers from `index` on, with their parameters, as a network of their own.
  fileprivate func suffix(from index: Int) throws(NetworkError) -> Network {
    var rest = Network()
    try rest.setInput(index == 0 ? input ?? [1] : layers[index - 1].outputShape)
    // Nothing of what is drawn here stays.
    var generator = MersenneTwister(seed: 0)
    for layer in layers[index...] {
      try rest.append(
        rest.makeLayer(type(of: layer), settings: layer.settings), using: &generator)
    }
    let first = index == layers.count ? parameters.count : range(ofLayer: index).lowerBound
    let firstBuffer = index == layers.count ? buffers.count : bufferRange(ofLayer: index).lowerBound
    rest.parameters = Array(parameters[first...])
    rest.buffers = Array(buffers[firstBuffer...])
    return rest
  }
}
