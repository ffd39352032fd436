import NeuralNetwork

extension Commands {
  static let summary = CommandDeclaration(
    "summary", purpose: .build, effect: .looks,
    summary: "lists the layers, how many numbers each learns, and what is chosen for training",
    example: "summary", setup: "input 2; add linear 4; add tanh; add linear 1",
    pytorch: "torchinfo.summary(net)"
  ) { session, arguments, _ throws(Diagnostic) in
    let network = session.network
    guard let input = network.input else {
      throw Diagnostic(NetworkError.noInput, at: arguments.statement.range)
    }
    var rows = [["", "input", "\(input)", "0", ""]]
    for (index, layer) in network.layers.enumerated() {
      rows.append([
        "l\(index)", layer.label + session.remark(onLayer: index), "\(layer.outputShape)",
        String(network.range(ofLayer: index).count), layer.pytorch,
      ])
    }
    let total = network.parameters.count
    let frozen = session.frozenLayers.reduce(0) { $0 + network.range(ofLayer: $1).count }
    var outcome = Outcome([
      .table(
        Table(
          title: "network", columns: ["", "layer", "output", "parameters", "PyTorch"], rows: rows,
          footer: "\(counted(total, "parameter")) in all"
            + (frozen > 0 ? ", \(frozen) of them frozen" : "")))
    ])
    if session.loss != nil || session.trainingData != nil {
      outcome.reports.append(
        .table(Table(title: "training", columns: ["", ""], rows: session.trainingRows)))
    }
    return outcome
  }
}

extension Session {
  /// ", frozen", ", adds what goes into l1"
  fileprivate func remark(onLayer index: Int) -> String {
    let reach = (network.layers[index] as? Residual)?.reach
    return (reach.map { ", adds what goes into l\(index - $0)" } ?? "")
      + (frozenLayers.contains(index) ? ", frozen" : "")
  }

  /// What is chosen for training, a row each.
  fileprivate var trainingRows: [[String]] {
    var rows: [[String]] = []
    if let data = moment.data {
      rows.append(["data", data.sentence])
      if let features = data.features {
        rows.append(["features", Diagnostic.shortened(features.texts.joined(separator: ", "))])
      }
      if data.isStandardised {
        rows.append(["standardised", "mean 0 and deviation 1, by the samples to learn from"])
      }
      rows.append([
        "batch",
        isFullBatch
          ? "all samples" : "\(counted(batchSize ?? 1, "sample")) a step",
      ])
    }
    rows.append(["loss", loss?.label ?? "none yet"])
    rows.append(["optimizer", optimizer.label])
    if let schedule = moment.schedule {
      rows.append(["schedule", "\(schedule.label) · lr \(NumberText.brief(learningRate)) now"])
    }
    if mode == .evaluation { rows.append(["mode", "eval: forward runs as in use"]) }
    return rows
  }
}
