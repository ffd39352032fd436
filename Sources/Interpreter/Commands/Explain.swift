import NeuralNetwork

extension Commands {
  static let explain = CommandDeclaration(
    "explain", purpose: .look, effect: .looks,
    summary: "works a number out before your eyes, forward and backward",
    forms: [[Parameter("SUBJECT", .subject, "l0.n1, l0.weight[2,1].grad or loss")]],
    notes: [
      "It follows one sample: sample 2 chooses it. Backward lines appear once backward has run."
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

  private func gradientExplanation(
    _ address: LayerAddress, _ slice: ParameterSlice
  ) throws(Diagnostic) -> Explanation {
    guard let indices = address.indices, indices.nodes.count == slice.shape.count else {
      let example = slice.shape.map { _ in "0" }.joined(separator: ",")
      throw Diagnostic(
        "one element can be explained at a time", at: address.range,
        hint: "explain l\(slice.layer).\(slice.name)[\(example)].grad")
    }
    var evaluator = Evaluator(self)
    let (offset, _) = try evaluator.place(of: indices.nodes, in: slice.shape, at: indices.range)
    guard passWentBack else {
      throw Diagnostic(
        "the loss has not gone back through the network as it is now", at: address.range,
        hint: pass == nil ? "forward; backward" : "backward")
    }
    guard let card = GradientCard(try Closeup(self), slice, offset: offset) else {
      throw Diagnostic("the gradient of this layer cannot be explained", at: address.range)
    }
    return card.explanation
  }
}
