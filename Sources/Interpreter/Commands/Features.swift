import NeuralNetwork

extension Commands {
  static let features = CommandDeclaration(
    "features", purpose: .data, effect: .changes,
    summary: "makes the inputs of the network from the columns of the data",
    forms: [
      [Parameter("none", .literal)],
      [
        Parameter(
          "EXPRESSION", .columns, optional: true,
          "formulas without spaces: x y x*y x^2 sin(x); none for the columns as they are")
      ],
    ],
    notes: [
      "Columns go by their names, by x1, x2, …, and by x and y where there are two.",
      "predict, plot boundary and held-out samples take the columns and make the same of them.",
      "New data begins without features. features alone says what is in force.",
    ],
    example: "features x y x*y", setup: "data circle",
    pytorch: "x = torch.stack([x[:, 0], x[:, 1], x[:, 0] * x[:, 1]], dim=1)"
  ) { session, arguments, _ throws(Diagnostic) in
    let range = arguments.statement.range
    guard var data = session.moment.data else { throw Diagnostic(NetworkError.noData, at: range) }
    let nodes = arguments.nodes("EXPRESSION")
    if arguments.form == 1, nodes.isEmpty { return .note(data.featureSentence) }
    guard nodes.count <= 1000 else { throw Diagnostic("1000 features at most", at: range) }
    var features: FeatureExpressions?
    if !nodes.isEmpty {
      let count = data.rawTrain.count + (data.rawTest?.count ?? 0)
      do throws(NetworkError) {
        try MemoryLimit.check(
          "features", shape: [count, nodes.count], limit: MemoryLimit.standard)
      } catch {
        throw Diagnostic(error, at: range)
      }
      features = try FeatureExpressions(nodes, of: data.rawTrain, in: session) { node in
        arguments.text(in: node.range)
      }
    }
    do throws(Diagnostic) {
      try data.setFeatures(features)
    } catch {
      throw error.placed(at: range)
    }
    session.setData(data, sameSamples: true)
    var outcome = Outcome.note(data.featureSentence)
    outcome.reports += session.remarkOnInput
    return outcome
  }
}

extension LearningData {
  /// "the network reads 3 values a sample: x, y, x*y"
  fileprivate var featureSentence: String {
    let columns = FeatureColumns(rawTrain).sentence
    guard let features else {
      return "no features: the network reads the columns as they are: \(columns)"
    }
    let count = features.texts.count
    return "features: \(counted(count, "value")) a sample, "
      + "\(Diagnostic.shortened(features.texts.joined(separator: ", "))), made of \(columns)"
  }
}
