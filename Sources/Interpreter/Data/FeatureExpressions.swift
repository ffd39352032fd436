import NeuralNetwork

/// Values that are made of the columns of the data, one an expression: what the network reads in the
/// columns' place.
///
/// A feature of a sample depends on that sample alone, so that one sample can be predicted as all of
/// them were learned: functions that look at many numbers, such as `mean`, have no place in it.
struct FeatureExpressions: Sendable, Equatable {
  private struct Feature: Equatable {
    let node: Node
    let text: String
  }

  private let features: [Feature]
  /// The column for each word that the expressions use.
  private let columns: [String: Int]
  /// The numbers that the expressions use by name, as they were when these were made.
  private let numbers: [String: Value]

  /// The expressions as they were written.
  var texts: [String] { features.map(\.text) }

  /// - Parameters:
  ///   - data: whose columns the expressions name, as they were loaded.
  ///   - text: the source of an expression.
  /// - Throws: what an expression cannot be, at its place.
  init(
    _ nodes: [Node], of data: Dataset, in session: Session, text: (Node) -> String
  ) throws(Diagnostic) {
    var reader = Reader(columns: FeatureColumns(data), session: session)
    for node in nodes {
      let before = reader.uses
      try reader.check(node)
      guard reader.uses > before else {
        throw Diagnostic(
          "a feature is made of a column, and this names none", at: node.range,
          hint: "the columns are \(reader.columns.sentence)")
      }
    }
    features = nodes.map { Feature(node: $0, text: text($0)) }
    columns = reader.found
    numbers = reader.numbers
  }

  /// Samples with these features in the place of their columns.
  func applied(to data: Dataset) throws(Diagnostic) -> Dataset {
    let width = data.inputShape.count
    let values = try values(of: data.inputs, width: width)
    if let bad = values.firstIndex(where: { !$0.isFinite }) {
      let (sample, feature) = (bad / features.count, bad % features.count)
      let used = columns.sorted { $0.key < $1.key }
        .filter { column in features[feature].node.names(column.key) }
        .map { "\($0.key) = \(NumberText.text(Double(data.inputs[sample * width + $0.value])))" }
      throw Diagnostic(
        "\(features[feature].text) is no finite number for sample \(sample), where "
          + used.joined(separator: ", "))
    }
    return Dataset(
      name: data.name, inputShape: [features.count], inputs: values, targets: data.targets,
      featureNames: texts, classNames: data.classNames)
  }

  /// The features of inputs from elsewhere, [samples × columns] → [samples × features].
  func values(of inputs: [Float], width: Int) throws(Diagnostic) -> [Float] {
    let count = inputs.count / width
    var names = numbers
    for (word, column) in columns {
      let values = stride(from: column, to: count * width, by: width).map { inputs[$0] }
      names[word] = .tensor(Tensor(shape: [count], values: values))
    }
    var evaluator = Evaluator(Session(), extra: names)
    var result = [Float](repeating: 0, count: count * features.count)
    for (place, feature) in features.enumerated() {
      guard case .tensor(let tensor) = try evaluator.value(of: feature.node),
        tensor.shape == [count]
      else {
        throw Diagnostic("\(feature.text) is not one number for each sample")
      }
      for sample in 0..<count { result[sample * features.count + place] = tensor.values[sample] }
    }
    return result
  }
}

/// Goes through expressions and notes what they name.
private struct Reader {
  let columns: FeatureColumns
  let session: Session
  var found: [String: Int] = [:]
  var numbers: [String: Value] = [:]
  /// How many times a column was named.
  var uses = 0

  mutating func check(_ node: Node) throws(Diagnostic) {
    switch node.kind {
    case .path(let path):
      try note(path)
    case .call(let word, _):
      let function = try Functions.function(named: word)
      guard function.isElementwise else {
        throw Diagnostic(
          "\(function.name) looks at many numbers, and a feature is of one sample alone",
          at: word.range, hint: "standardise takes mean and deviation over all samples")
      }
    case .text, .boolean, .list, .index, .not, .binary(.and, _, _), .binary(.or, _, _):
      throw Diagnostic(
        "a feature is a formula of columns and numbers", at: node.range, hint: "features x y x*y")
    case .number, .negative, .binary: break
    }
    for child in node.kind.children { try check(child) }
  }

  private mutating func note(_ path: Path) throws(Diagnostic) {
    if path.parts.isEmpty {
      if let column = columns.index(of: path.root) {
        found[path.root.text] = column
        uses += 1
        return
      }
      if case .number(let number)? = session.variables[path.root.text]?.value {
        numbers[path.root.text] = .number(number)
        return
      }
      if path.root.folded == "pi" { return }
    }
    throw Diagnostic(
      "the data has no column \"\(Diagnostic.shortened(path.root.text))\"", at: path.range,
      hint: "its columns are \(columns.sentence)",
      suggestion: Nearest.word(to: path.root.text, among: columns.words))
  }
}

extension Node {
  /// Whether this word stands in the expression.
  fileprivate func names(_ word: String) -> Bool {
    if case .path(let path) = kind, path.root.text == word { return true }
    return kind.children.contains { $0.names(word) }
  }
}
