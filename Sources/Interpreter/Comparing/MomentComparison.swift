import NeuralNetwork

/// Two moments beside each other: what was chosen, and what came of it.
struct MomentComparison {
  let first: (name: String, moment: Moment)
  let second: (name: String, moment: Moment)

  /// Tables, and the picture of both curves where something was trained.
  var reports: [Report] {
    var reports = layers + [settings, .table(results)]
    let curves = [first, second].filter { $0.moment.curve.count > 0 }
    if !curves.isEmpty {
      reports.append(
        .picture(PictureRequest(name: "curves", moments: [first.name, second.name])))
    }
    return reports
  }

  // MARK: Settings

  private var layers: [Report] {
    guard
      !first.moment.training.network.hasSameStructure(as: second.moment.training.network)
    else { return [] }
    return [
      .table(
        MomentDifference(
          before: first.moment, after: second.moment, names: (first.name, second.name)
        ).layers)
    ]
  }

  private var settings: Report {
    var rows = first.moment.differences(from: second.moment) { $0.settings }
    let (mine, other) = (first.moment.data, second.moment.data)
    for (name, mine, other) in [
      ("data", mine?.train, other?.train), ("held out", mine?.test, other?.test),
    ] {
      if let mine, let other, mine.name == other.name, mine.count == other.count, mine != other {
        rows.append([name, "\(mine.name) \(mine.count)", "as many, with other values"])
      }
    }
    guard !rows.isEmpty else {
      return .note(
        first.moment.training.network.hasSameStructure(as: second.moment.training.network)
          ? "the settings are the same" : "the other settings are the same")
    }
    return .table(
      Table(
        title: "settings that differ", columns: ["", first.name, second.name], rows: rows))
  }

  // MARK: Results

  private var results: Table {
    let (mine, other) = (numbers(first.moment), numbers(second.moment))
    let rows = zip(mine, other).compactMap { mine, other -> [String]? in
      guard mine.value != nil || other.value != nil else { return nil }
      let texts = [mine.value, other.value].map { $0.map(mine.text) ?? "" }
      var change = ""
      if let from = mine.value, let to = other.value, from.isFinite, to.isFinite, from != to {
        change = mine.change(to - from)
      }
      return [mine.name] + texts + [change]
    }
    return Table(
      title: "results", columns: ["", first.name, second.name, "change"], rows: rows)
  }

  private struct Number {
    let name: String
    let value: Double?
    var text: (Double) -> String = { NumberText.decimal($0) }
    var change: (Double) -> String = { NumberText.signed($0) }

    static func count(_ name: String, _ value: Int) -> Self {
      Self(
        name: name, value: Double(value), text: { NumberText.text($0) },
        change: { $0 > 0 ? "+\(NumberText.text($0))" : NumberText.text($0) })
    }

    static func share(_ name: String, _ value: Double?) -> Self {
      Self(
        name: name, value: value, text: { NumberText.percent($0) },
        change: { "\(NumberText.signed(100 * $0, digits: 1))%" })
    }
  }

  private func numbers(_ moment: Moment) -> [Number] {
    var session = Session()
    session.moment = moment
    session.moment.forgetPass()
    let train = moment.evaluation ?? (try? session.evaluateTraining())
    let test = session.testData.flatMap { try? session.evaluate(on: $0) }
    let least = moment.curve.buckets.map(\.lowest).filter(\.isFinite).min()
    return [
      .count("steps", session.step), .count("epochs", session.epoch),
      .count("parameters", session.network.parameters.count),
      Number(name: "loss", value: train?.loss),
      Number(name: "lowest in a step", value: least.map(Double.init)),
      .share("accuracy", train?.accuracy),
      Number(name: "held-out loss", value: test?.loss),
      .share("held-out accuracy", test?.accuracy),
    ]
  }
}
