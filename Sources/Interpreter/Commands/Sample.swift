import NeuralNetwork

extension Commands {
  static let sample = CommandDeclaration(
    "sample", purpose: .data, effect: .changes,
    summary: "chooses the sample that pictures and explanations follow",
    forms: [[Parameter("NUMBER", .value, "counted from 0 through the training samples")]],
    example: "sample 2", setup: "data xor", pytorch: "x[2], y[2]"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let data = session.trainingData else {
      throw Diagnostic(NetworkError.noData, at: arguments.statement.range)
    }
    let number = try arguments.integer(
      "NUMBER", "the number of a sample", in: 0...(data.count - 1), session: session)
    session.moment.sample = number ?? 0
    let remark = session.followAnew()
    var outcome = Outcome.note(
      "sample \(session.sample): \(data.sentence(aboutSample: session.sample))")
    if let remark { outcome.reports.append(remark) }
    return outcome
  }
}

extension Dataset {
  /// "x = [0, 1], y = 1"
  func sentence(aboutSample index: Int) -> String {
    let target = targetText(ofSample: index)
    guard inputShape.count <= 8 else { return "\(inputShape) values, target \(target)" }
    let x = Tensor(shape: [inputShape.count], values: Array(input(index)))
    return "x = \(x.text), y = \(target)"
  }

  /// "1", "[0, 1]", "7", "setosa"
  func targetText(ofSample index: Int) -> String {
    switch targets {
    case .classes(let classes, _):
      let label = Int(classes[index])
      return classNames.indices.contains(label) ? classNames[label] : String(label)
    case .values(let values, let width):
      let own = Array(values[index * width..<(index + 1) * width])
      return own.count == 1
        ? NumberText.text(Double(own[0])) : Tensor(shape: [width], values: own).text
    }
  }
}
