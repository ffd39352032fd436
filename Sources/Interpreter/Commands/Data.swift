import NeuralNetwork

extension Commands {
  static let data = CommandDeclaration(
    "data", aliases: ["dataset"], purpose: .data, effect: .changes,
    summary: "chooses the samples to learn from",
    forms: [
      [
        Parameter("load", .literal),
        Parameter("FILE", .file, "comma-separated values, in quotes if the name holds a space"),
        .keyed("target", .newName, "the column to predict: its name or number; the last one"),
        .keyed("test", .file, "a second file whose samples are held out"),
        .keyed(
          "kind", .choice(["classes", "values"]), "how to read a target of numbers; values"),
      ],
      [
        Parameter("values", .literal),
        .keyed("x", .expression, optional: false, "a row of inputs a sample: [[0, 1], [1, 1]]"),
        .keyed("y", .expression, "a row of targets a sample: [[1], [0]]"),
        .keyed("labels", .expression, "or a class a sample: [0, 2, 1]"),
        .keyed("classes", .value, "how many classes there are; one more than the greatest label"),
      ],
      [Parameter("NAME", .block(.datasets), "help datasets lists them")],
    ],
    example: "data xor",
    pytorch: "x, y = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]]), …"
  ) { session, arguments, environment throws(Diagnostic) in
    let loaded: LearningData =
      switch arguments.form {
      case 0: try .load(arguments, environment)
      case 1: LearningData(try .values(arguments, session))
      default: LearningData(try .made(arguments, session, environment))
      }
    session.setData(loaded)
    var outcome = Outcome.note(loaded.sentence)
    outcome.reports += session.remarkOnInput
    return outcome
  }
}

extension Session {
  mutating func setData(_ data: LearningData) {
    moment.data = data
    moment.sample = 0
    moment.drawnBatch = nil
    moment.training.cursor.permutation = []
    moment.training.cursor.position = 0
    moment.forgetResults()
  }
}

extension LearningData {
  /// "xor: 4 samples of 2 values, targets of 1 value"
  var sentence: String {
    let shape = train.inputShape
    let values = "\(shape.count) \(shape.count == 1 ? "value" : "values")"
    let held = test.map { " · \($0.count) held out" } ?? ""
    return "\(train.name): \(train.count) \(train.count == 1 ? "sample" : "samples") of \(values), "
      + "targets of \(train.targets.summary)\(held)"
  }

  fileprivate static func load(
    _ arguments: Arguments, _ environment: Environment
  ) throws(Diagnostic) -> Self {
    guard let file = arguments.word("FILE") else {
      throw Diagnostic("the name of a file is missing", at: arguments.statement.range)
    }
    let kind: Dataset.TargetKind =
      switch arguments.word("kind")?.text {
      case "classes": .classes
      case "values": .values
      default: .automatic
      }
    let train = try Dataset.read(file, arguments.word("target"), kind, environment)
    guard let name = arguments.word("test") else { return Self(train) }
    let sameKind: Dataset.TargetKind =
      if case .classes = train.targets { .classes } else { .values }
    let test = try Dataset.read(name, arguments.word("target"), sameKind, environment)
    guard test.inputShape == train.inputShape else {
      throw Diagnostic(
        "\(name.text) has \(test.inputShape.count) inputs a row, and \(file.text) has "
          + "\(train.inputShape.count)", at: name.range)
    }
    return Self(train, test: try test.withClasses(of: train, at: name.range))
  }
}

extension Dataset {
  fileprivate static func read(
    _ file: Word, _ target: Word?, _ kind: TargetKind, _ environment: Environment
  ) throws(Diagnostic) -> Dataset {
    let bytes: [UInt8]
    do throws(Diagnostic) {
      bytes = try environment.readFile(file.text)
    } catch {
      throw error.placed(at: file.range)
    }
    let name = file.text.split(separator: "/").last.map(String.init) ?? file.text
    do throws(DataError) {
      return try Dataset(csv: bytes, name: name, target: target?.text, kind: kind)
    } catch {
      if case .noColumn = error {
        throw Diagnostic(error, file: name, at: target?.range ?? file.range)
      }
      throw Diagnostic(error, file: name, at: file.range)
    }
  }

  /// The same samples with the classes counted as in `other`, whose file may hold more of them.
  fileprivate func withClasses(
    of other: Dataset, at range: SourceRange
  ) throws(Diagnostic) -> Dataset {
    guard case .classes(let labels, _) = targets, other.classNames != classNames else {
      return self
    }
    var places: [Int32] = []
    for name in classNames {
      guard let place = other.classNames.firstIndex(of: name) else {
        throw Diagnostic(
          "the class \"\(Diagnostic.shortened(name))\" does not occur in \(other.name)", at: range)
      }
      places.append(Int32(place))
    }
    return Dataset(
      name: name, inputShape: inputShape, inputs: inputs,
      targets: .classes(labels.map { places[Int($0)] }, count: other.classNames.count),
      featureNames: featureNames, classNames: other.classNames, imageShape: imageShape)
  }

  fileprivate static func made(
    _ arguments: Arguments, _ session: Session, _ environment: Environment
  ) throws(Diagnostic) -> Dataset {
    guard let block = arguments.block("NAME") else {
      throw Diagnostic("the name of a data set is missing", at: arguments.statement.range)
    }
    let settings = try block.settings(in: session)
    do {
      return try Catalog.datasets[block.index].make(settings, seed: session.seed) { path in
        try environment.readShipped(path)
      }
    } catch let error as Diagnostic {
      throw error.placed(at: block.range)
    } catch let error as DataError {
      throw Diagnostic(error, file: block.declaration.name, at: block.range)
    } catch {
      throw Diagnostic("\(block.declaration.name) cannot be read", at: block.range)
    }
  }

  fileprivate static func values(
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
