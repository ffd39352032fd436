import NeuralNetwork

extension Commands {
  static let predict = CommandDeclaration(
    "predict", purpose: .look, effect: .looks,
    summary: "shows what the network says to one sample",
    forms: [[Parameter("VALUES", .values, "one value for each input, or a list")]],
    notes: [
      "The values are as the data has them: features and standardise are applied to them.",
      "It runs in evaluation mode: dropout does nothing.",
    ],
    example: "predict 1 0", setup: "input 2; add linear 1; add sigmoid",
    pytorch: "net.eval()(torch.tensor([[1., 0.]]))"
  ) { session, arguments, _ throws(Diagnostic) in
    let nodes = arguments.nodes("VALUES")
    let range = SourceRange(nodes[0].range.lower, arguments.statement.range.upper)
    var inputs: [Float] = []
    var evaluator = Evaluator(session)
    for node in nodes {
      switch try evaluator.value(of: node) {
      case .number(let number): inputs.append(Float(number))
      case .tensor(let tensor): inputs += tensor.values
      case let other:
        throw Diagnostic("the inputs are numbers, not \(other.kindText)", at: node.range)
      }
    }
    guard inputs.allSatisfy(\.isFinite) else {
      throw Diagnostic("an input is no finite 32-bit number", at: range)
    }
    do throws(Diagnostic) { try session.requireNetwork() } catch { throw error.placed(at: range) }
    let width = session.predictedInputs ?? 0
    guard inputs.count == width else {
      let reader = session.moment.data?.features == nil ? "the network reads" : "a sample has"
      throw Diagnostic(
        "\(reader) \(counted(width, "value")), and these are "
          + "\(inputs.count)", at: range)
    }
    let outputs = try session.predict(inputs)
    let value: Value =
      outputs.count == 1
      ? .number(Double(outputs[0])) : .tensor(Tensor(shape: [outputs.count], values: outputs))
    var outcome = Outcome([.value(label: "output", value)])
    if let data = session.trainingData, case .classes(_, let count) = data.targets,
      count == outputs.count, let best = outputs.indices.max(by: { outputs[$0] < outputs[$1] })
    {
      let name = data.classNames.indices.contains(best) ? data.classNames[best] : String(best)
      outcome.reports.append(.note("the greatest output is class \(name)"))
    }
    return outcome
  }
}
