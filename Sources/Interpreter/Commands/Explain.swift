import NeuralNetwork

extension Commands {
  static let explain = CommandDeclaration(
    "explain", purpose: .look, effect: .looks,
    summary: "works a number out before your eyes, forward and backward",
    forms: [
      [Parameter("SUBJECT", .subject, "l0.n1, l0.weight[2,1].grad, l0.weight[2,1].update or loss")]
    ],
    notes: [
      "It follows one sample: sample 2 chooses it. Backward lines appear once backward has run.",
      "A gradient is written out as the paths by which the weight has an effect on the loss; an "
        + "update as what the optimizer would do now, with all that it keeps.",
    ],
    example: "explain l0.n0",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor; forward; backward",
    pytorch: "loss.grad_fn.next_functions  # the graph, node by node; its numbers are not shown"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let node = arguments.node("SUBJECT") else { return Outcome() }
    do throws(Diagnostic) {
      return Outcome([.explanation(try session.explanation(of: node))])
    } catch {
      throw error.placed(at: node.range)
    }
  }
}

extension Session {
  fileprivate func explanation(of node: Node) throws(Diagnostic) -> Explanation {
    guard case .path(let path) = node.kind else {
      throw Diagnostic(
        "this cannot be explained", at: node.range,
        hint: "explain l0.n1, explain l0.weight[0,1].grad or explain loss")
    }
    if path.root.folded == "loss", path.parts.isEmpty {
      guard let loss else { throw Diagnostic(NetworkError.noLoss) }
      return try LossCard(Closeup(self), loss, requireData()).explanation()
    }
    if case .member(let word)? = path.parts.last, word.folded == "update" {
      return try updateExplanation(path)
    }
    let address = try LayerAddress(path, in: self)
    switch address.part {
    case .neuron(let neuron) where address.indices == nil:
      return try NeuronCard(
        Closeup(self, layer: address.layer, neuron: neuron), layer: address.layer, neuron: neuron
      ).explanation
    case .parameter(let slice):
      return try gradientExplanation(address, slice)
    default:
      throw Diagnostic(
        "this cannot be explained", at: node.range,
        hint: "explain l\(address.layer).n0 is one neuron of it")
    }
  }

  /// One element of a parameter.
  private func element(
    _ address: LayerAddress, _ slice: ParameterSlice, _ what: String
  ) throws(Diagnostic) -> Int {
    guard let indices = address.indices, indices.nodes.count == slice.shape.count else {
      let example = slice.shape.map { _ in "0" }.joined(separator: ",")
      throw Diagnostic(
        "one element can be explained at a time", at: address.range,
        hint: "explain l\(slice.layer).\(slice.name)[\(example)].\(what)")
    }
    var evaluator = Evaluator(self)
    return try evaluator.place(of: indices.nodes, in: slice.shape, at: indices.range).offset
  }

  private func updateExplanation(_ path: Path) throws(Diagnostic) -> Explanation {
    var rest = path
    rest.parts.removeLast()
    let address = try LayerAddress(rest, in: self)
    guard case .parameter(let slice) = address.part, !address.isGradient else {
      throw Diagnostic(
        "the optimizer updates weights and biases", at: path.range,
        hint: "explain l0.weight[0,0].update")
    }
    let offset = try element(address, slice, "update")
    guard moment.gradientsAreUsed else {
      throw Diagnostic(
        hasGradients
          ? "the gradients are zero: there is nothing to step along"
          : "there are no gradients yet, and the optimizer reads them", at: path.range,
        hint: moment.pass == nil || passWentBack ? "forward; backward" : "backward")
    }
    return try UpdateCard(self, slice, offset: offset).explanation()
  }

  private func gradientExplanation(
    _ address: LayerAddress, _ slice: ParameterSlice
  ) throws(Diagnostic) -> Explanation {
    let offset = try element(address, slice, "grad")
    guard passWentBack else {
      throw Diagnostic(
        "the loss has not gone back through the network as it is now", at: address.range,
        hint: moment.pass == nil ? "forward; backward" : "backward")
    }
    let closeup = try Closeup(self)
    return GradientCard(closeup, slice, offset: offset)?.explanation
      ?? TracedGradientCard(closeup, slice, offset: offset).explanation
  }
}
