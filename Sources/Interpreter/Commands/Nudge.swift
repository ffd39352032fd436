import NeuralNetwork

extension Commands {
  static let nudge = CommandDeclaration(
    "nudge", purpose: .walk, effect: .changes,
    summary: "changes one parameter a little, and says what the gradient had foretold",
    forms: [
      [
        Parameter("ADDRESS", .address, "one number: l0.weight[0,1] or l0.bias[0]"),
        Parameter("AMOUNT", .expression, "what is added to it"),
      ]
    ],
    notes: [
      "The gradient foretells gradient times amount, for a straight line. What comes besides is the "
        + "bend of the loss: about half its second derivative times the amount squared.",
      "The loss is of the last forward pass's samples where it is fresh, else of all, in evaluation.",
    ],
    example: "nudge l0.bias[0] 0.1",
    setup: "input 2; add linear 1; add sigmoid; loss bce; data xor",
    pytorch: "with torch.no_grad(): net[0].bias[0] += 0.1"
  ) { session, arguments, _ throws(Diagnostic) in
    let range = arguments.statement.range
    guard let path = arguments.path("ADDRESS"), let node = arguments.node("AMOUNT") else {
      return Outcome()
    }
    let place = try session.parameter(at: path, named: arguments.text(in: path.range))
    let amount = try Arguments.number(node, "the amount", session: session)
    guard session.loss != nil else { throw Diagnostic(NetworkError.noLoss, at: range) }
    do throws(Diagnostic) {
      return try session.nudge(place, by: amount, named: arguments.text(in: path.range))
    } catch {
      throw error.placed(at: error.range ?? range)
    }
  }
}

extension Session {
  /// The place in the flat array of one number that an address names.
  fileprivate func parameter(at path: Path, named name: String) throws(Diagnostic) -> Int {
    guard LayerAddress.index(of: path.root) != nil else {
      throw Diagnostic(
        "\(path.root.text) is no parameter", at: path.range, hint: "nudge l0.bias[0] 0.1")
    }
    let address = try LayerAddress(path, in: self)
    guard case .parameter(let slice) = address.part, !address.isGradient else {
      throw Diagnostic(
        "only parameters can be nudged", at: path.range, hint: "nudge l0.bias[0] 0.1")
    }
    guard let indices = address.indices, indices.nodes.count == slice.shape.count else {
      let example = slice.shape.map { _ in "0" }.joined(separator: ",")
      throw Diagnostic(
        "one number can be nudged at a time", at: path.range,
        hint: "nudge l\(slice.layer).\(slice.name)[\(example)] 0.1")
    }
    var evaluator = Evaluator(self)
    let (offset, _) = try evaluator.place(of: indices.nodes, in: slice.shape, at: indices.range)
    return slice.range.lowerBound + offset
  }

  fileprivate mutating func nudge(
    _ place: Int, by amount: Double, named name: String
  ) throws(Diagnostic) -> Outcome {
    let data = try requireData()
    let indices = moment.pass.map(\.indices) ?? Array(0..<data.count)
    let probe = try NudgeProbe(self, data: data, indices: indices)
    let old = network.parameters[place]
    let new = Float(Double(old) + amount)
    guard new.isFinite else { throw Diagnostic("\(name) would be no finite 32-bit number") }
    // What was really added, after rounding to 32 bits.
    let added = Double(new) - Double(old)
    let gradient = try probe.gradient(at: place)
    let before = try probe.loss(network.parameters)
    moment.training.network.parameters[place] = new
    moment.forgetResults()
    let after = try probe.loss(network.parameters)

    let foretold = gradient * added
    let came = after - before
    let text = NumberText.decimal
    var lines = [
      "\(name): \(text(Double(old), 4)) → \(text(Double(new), 4))",
      "foretold: gradient \(gradient.signed) × \(added.signed) = \(foretold.signed)",
      "came:     loss \(text(before, 4)) → \(text(after, 4)), \(came.signed)",
    ]
    lines.append(Self.verdict(foretold: foretold, came: came, added: added))
    if indices.count < data.count {
      lines.append("on the \(indices.count) samples of the last forward pass")
    }
    return Outcome(lines.map { .note($0) })
  }

  private static func verdict(foretold: Double, came: Double, added: Double) -> String {
    let rest = came - foretold
    guard rest.isFinite else { return "the loss is no finite number any more: undo" }
    // A loss has seven digits: below that, nothing is left to explain.
    if abs(rest) <= max(0.01 * abs(foretold), 1e-6) {
      return "difference \(rest.signed): so close to a straight line is the loss here"
    }
    let bend = 2 * rest / (added * added)
    let way =
      rest > 0
      ? "the loss bends upward here, so that it comes out higher than the slope says"
      : "the loss bends downward here, so that it comes out lower than the slope says"
    return "difference \(rest.signed): \(way) (second derivative about \(NumberText.decimal(bend)))"
  }
}

/// Loss and gradient on the same samples, in evaluation mode: twice the same network gives twice the
/// same number.
private struct NudgeProbe {
  private let session: Session
  private let data: Dataset
  private let indices: [Int]
  private let plan: TrainingPlan

  init(_ session: Session, data: Dataset, indices: [Int]) throws(Diagnostic) {
    self.session = session
    self.data = data
    self.indices = indices
    plan = try session.plan(capacity: indices.count)
  }

  func loss(_ parameters: [Float]) throws(Diagnostic) -> Double {
    let pass = try pass(parameters)
    return Double(pass.loss ?? .nan)
  }

  func gradient(at place: Int) throws(Diagnostic) -> Double {
    var pass = try pass(session.network.parameters)
    var gradients = [Float](repeating: 0, count: session.network.parameterCount)
    try Diagnostic.wording { () throws(NetworkError) in
      try plan.backward(
        &pass, parameters: session.network.parameters, data: data, gradients: &gradients)
    }
    return Double(gradients[place])
  }

  private func pass(_ parameters: [Float]) throws(Diagnostic) -> Pass {
    try Diagnostic.wording { () throws(NetworkError) in
      try plan.forward(
        parameters: parameters, buffers: session.network.buffers, data: data, indices: indices)
    }
  }
}
