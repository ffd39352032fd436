import NeuralNetwork

extension Commands {
  static let standardise = CommandDeclaration(
    "standardise", aliases: ["standardize"], purpose: .data, effect: .changes,
    summary: "brings each input to mean 0 and deviation 1, by the samples to learn from",
    forms: [[Parameter("none", .literal)], []],
    notes: [
      "Held-out samples and predict are moved by the same numbers: they must not have a say.",
      "A later split, shuffle or features works the numbers out anew.",
    ],
    example: "standardise", setup: "data values x=[[1, 50], [2, 70], [3, 90]] y=[[0], [1], [1]]",
    pytorch: "x = (x - x_train.mean(0)) / x_train.std(0, correction=0)"
  ) { session, arguments, _ throws(Diagnostic) in
    guard var data = session.moment.data else {
      throw Diagnostic(NetworkError.noData, at: arguments.statement.range)
    }
    let isWanted = arguments.form == 1
    guard isWanted != data.isStandardised else {
      return .note(isWanted ? "the inputs are standardised already" : "they were not standardised")
    }
    try data.setStandardised(isWanted)
    session.setData(data, sameSamples: true)
    guard isWanted else { return .note("the inputs are as they were, not standardised") }
    return Outcome(data.standardisationReports)
  }
}

extension LearningData {
  private static let mostRows = 12

  fileprivate var standardisationReports: [Report] {
    guard let standardization else { return [] }
    let count = rawTrain.count
    let width = standardization.means.count
    let constant = (0..<width).filter { index in
      let first = train.inputs[index]
      return stride(from: index, to: train.inputs.count, by: width).allSatisfy {
        train.inputs[$0] == first
      }
    }
    func name(_ index: Int) -> String {
      train.featureNames.indices.contains(index) ? train.featureNames[index] : "x\(index + 1)"
    }
    var reports: [Report] = [
      .note(
        "each input is (value - mean) / deviation now, by the "
          + "\(counted(count, "sample")) to learn from"
          + (test == nil ? "; predict does the same" : "; held-out samples and predict as well"))
    ]
    if width <= Self.mostRows {
      let rows = (0..<width).map { index in
        [
          name(index), NumberText.decimal(Double(standardization.means[index])),
          constant.contains(index)
            ? "0" : NumberText.decimal(Double(standardization.deviations[index])),
        ]
      }
      reports.append(
        .table(Table(title: "", columns: ["input", "mean", "deviation"], rows: rows)))
    }
    if !constant.isEmpty {
      let names = constant.prefix(8).map(name).joined(separator: ", ")
      let more = constant.count > 8 ? ", …" : ""
      reports.append(
        .note(
          "\(constant.count == 1 ? "one input is" : "\(constant.count) inputs are") always the "
            + "same and only moved to 0: \(names)\(more)"))
    }
    return reports
  }
}
