import NeuralNetwork

extension Commands {
  static let set = CommandDeclaration(
    "set", purpose: .walk, effect: .changes,
    summary: "writes a weight, a bias, a whole array of them, or the learning rate by hand",
    forms: [
      [
        Parameter("ADDRESS", .address, "l0.weight, l0.weight[0,1], l0.bias[0] or lr"),
        Parameter("VALUE", .expression, "a number, or a list of the same shape"),
      ]
    ],
    notes: ["One number for a whole array fills it."],
    example: "set l0.weight[0,1] 1.5", setup: "input 2; add linear 1",
    pytorch: "with torch.no_grad(): net[0].weight[0, 1] = 1.5"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let path = arguments.path("ADDRESS"), let node = arguments.node("VALUE") else {
      return Outcome()
    }
    if path.parts.isEmpty, path.root.folded == "lr" {
      return try session.setLearningRate(node)
    }
    guard LayerAddress.index(of: path.root) != nil else {
      throw Diagnostic(
        "\(path.root.text) cannot be set", at: path.range,
        hint: session.variables[path.root.text] != nil
          ? "let \(path.root.text) = …" : "set l0.weight[0,1] 1.5")
    }
    let address = try LayerAddress(path, in: session)
    guard case .parameter(let slice) = address.part, !address.isGradient else {
      throw Diagnostic(
        "only parameters and lr can be set", at: path.range, hint: "set l0.weight[0,1] 1.5")
    }
    return try session.write(node, to: address, slice, named: arguments.text(in: path.range))
  }
}

extension Session {
  fileprivate mutating func setLearningRate(_ node: Node) throws(Diagnostic) -> Outcome {
    let declaration = type(of: optimizer).declaration
    let rate = try Arguments.number(node, "the learning rate", session: self)
    if case .number(let range)? = declaration.settings.first(where: { $0.name == "lr" })?.kind,
      !range.contains(rate)
    {
      throw Diagnostic(
        "the learning rate is from \(NumberText.text(range.lowerBound)) to "
          + "\(NumberText.text(range.upperBound)), not \(NumberText.text(rate))", at: node.range)
    }
    moment.training.optimizer.learningRate = rate
    guard schedule != nil else { return .note("optimizer \(optimizer.label)") }
    return .note(
      "optimizer \(optimizer.label) · the schedule makes lr \(NumberText.brief(learningRate)) of it"
    )
  }

  fileprivate mutating func write(
    _ node: Node, to address: LayerAddress, _ slice: ParameterSlice, named name: String
  ) throws(Diagnostic) -> Outcome {
    var evaluator = Evaluator(self)
    var offset = 0
    var shape = slice.shape
    if let indices = address.indices {
      (offset, shape) = try evaluator.place(
        of: indices.nodes, in: slice.shape, at: indices.range)
    }
    let count = shape.reduce(1, *)
    let values: [Float]
    switch try evaluator.value(of: node) {
    case .number(let number):
      values = [Float](repeating: Float(number), count: count)
    case .tensor(let tensor) where tensor.shape == shape:
      values = tensor.values
    case .tensor(let tensor):
      throw Diagnostic(
        "\(name) is \(shape.isEmpty ? "one number" : Shape(shape).description), and this is "
          + "\(tensor.shapeText)", at: node.range)
    case let other:
      throw Diagnostic("\(name) holds numbers, not \(other.kindText)", at: node.range)
    }
    guard values.allSatisfy(\.isFinite) else {
      throw Diagnostic("this is not a finite 32-bit number", at: node.range)
    }
    let from = slice.range.lowerBound + offset
    moment.training.network.parameters.replaceSubrange(from..<from + count, with: values)
    moment.forgetResults()
    let written: Value =
      shape.isEmpty
      ? .number(Double(values[0])) : .tensor(Tensor(shape: shape, values: values))
    return Outcome([.value(label: name, written)])
  }
}
