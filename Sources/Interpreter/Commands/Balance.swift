import NeuralNetwork

extension Commands {
  static let balance = CommandDeclaration(
    "balance", purpose: .data, effect: .changes,
    summary: "repeats samples of rare classes until all classes are equally frequent",
    notes: [
      "Only among the samples to learn from; those held out stay as they are. data and split begin "
        + "anew."
    ],
    example: "balance", setup: "data values x=[[1], [2], [3], [4]] labels=[0, 0, 0, 1]",
    pytorch: "WeightedRandomSampler(1 / counts[labels], num_samples=len(labels))"
  ) { session, arguments, _ throws(Diagnostic) in
    let range = arguments.statement.range
    guard var data = session.moment.data else { throw Diagnostic(NetworkError.noData, at: range) }
    guard let classes = data.train.targets.classIndices else {
      throw Diagnostic("the targets are quantities and no classes", at: range)
    }
    let members = Dictionary(grouping: classes.indices) { classes[$0] }
    let most = members.values.map(\.count).max() ?? 0
    guard members.values.contains(where: { $0.count < most }) else {
      return .note("all classes are equally frequent already")
    }
    // Round and round through each class's samples, in their order: nothing is drawn.
    let order = members.keys.sorted().flatMap { label -> [Int] in
      let own = members[label] ?? []
      return (0..<most).map { own[$0 % own.count] }
    }
    try data.resample(order.sorted())
    session.setData(data)
    return .note(
      "\(order.count) samples to learn from, \(most) of each of \(members.count) classes; there were "
        + "\(classes.count)")
  }
}

extension Targets {
  /// The class of each sample, where single targets of 0 and 1, or of −1 and 1, count as two classes;
  /// nil where they are quantities.
  fileprivate var classIndices: [Int]? {
    switch self {
    case .classes(let classes, _): classes.map(Int.init)
    case .values(let values, let width):
      width == 1
        && (values.allSatisfy { $0 == 0 || $0 == 1 } || values.allSatisfy { $0.magnitude == 1 })
        ? values.map { $0 == 1 ? 1 : 0 } : nil
    }
  }
}
