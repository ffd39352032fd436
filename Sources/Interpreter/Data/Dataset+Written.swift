import NeuralNetwork

/// `data values x=… y=…`: samples written out.
extension Dataset {
  static func values(
    _ arguments: Arguments, _ session: Session
  ) throws(Diagnostic) -> Dataset {
    let x = try rows("x", arguments, session)
    guard x.tensor.shape.count > 1 else {
      throw Diagnostic(
        "x holds one row for each sample, in brackets of its own", at: x.range,
        hint: "x=[[0, 1], [1, 1]] are two samples of two values")
    }
    if arguments.has("labels") {
      if let y = arguments.node("y") {
        throw Diagnostic("y or labels, not both", at: y.range)
      }
      return try labelled(x.tensor, arguments, session)
    }
    guard arguments.has("y") else {
      throw Diagnostic(
        "the targets are missing", at: x.range, hint: "y=[[1], [0]] or labels=[0, 2]")
    }
    let y = try rows("y", arguments, session)
    do throws(DataError) {
      return try Dataset(x: x.tensor, y: y.tensor)
    } catch {
      throw Diagnostic(error, file: "values", at: y.range)
    }
  }

  private static func rows(
    _ name: String, _ arguments: Arguments, _ session: Session
  ) throws(Diagnostic) -> (tensor: Tensor, range: SourceRange) {
    guard let node = arguments.node(name) else {
      throw Diagnostic("\(name) is missing", at: arguments.statement.range)
    }
    var evaluator = Evaluator(session)
    guard case .tensor(let tensor) = try evaluator.value(of: node), !tensor.shape.isEmpty else {
      throw Diagnostic("\(name) is a list of rows", at: node.range, hint: "\(name)=[[0, 1]]")
    }
    guard !tensor.values.isEmpty else {
      throw Diagnostic("\(name) is empty", at: node.range)
    }
    guard tensor.values.allSatisfy(\.isFinite) else {
      throw Diagnostic("\(name) holds something that is no finite number", at: node.range)
    }
    return (tensor, node.range)
  }

  private static let mostClasses = 10_000

  private static func labelled(
    _ x: Tensor, _ arguments: Arguments, _ session: Session
  ) throws(Diagnostic) -> Dataset {
    let labels = try rows("labels", arguments, session)
    guard labels.tensor.shape.count == 1, labels.tensor.shape[0] == x.shape[0] else {
      throw Diagnostic(
        "labels holds one class for each of the \(x.shape[0]) samples", at: labels.range,
        hint: "labels=[0, 2, 1]")
    }
    var classes: [Int32] = []
    for label in labels.tensor.values {
      guard let place = Int32(exactly: label), place >= 0, place < Self.mostClasses else {
        throw Diagnostic("a class is a whole number from 0 on", at: labels.range)
      }
      classes.append(place)
    }
    let least = max(Int(classes.max() ?? 0) + 1, 2)
    let count =
      try arguments.integer(
        "classes", "the number of classes", in: least...mostClasses, session: session) ?? least
    let shape = Shape(Array(x.shape.dropFirst()))
    return Dataset(
      name: "values", inputShape: shape, inputs: x.values,
      targets: .classes(classes, count: count),
      featureNames: shape.count > 8 ? [] : (1...shape.count).map { "x\($0)" },
      classNames: (0..<count).map(String.init))
  }
}
