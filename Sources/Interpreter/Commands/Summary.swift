import NeuralNetwork

extension Commands {
  static let summary = CommandDeclaration(
    "summary", purpose: .build, effect: .looks,
    summary: "lists the layers, what comes out of each, and how many numbers it learns",
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
        "l\(index)", layer.label, "\(layer.outputShape)",
        String(network.range(ofLayer: index).count), layer.pytorch,
      ])
    }
    let total = network.parameters.count
    return Outcome([
      .table(
        Table(
          title: "network", columns: ["", "layer", "output", "parameters", "PyTorch"], rows: rows,
          footer: "\(total) \(total == 1 ? "parameter" : "parameters") in all"))
    ])
  }

  static let pytorch = CommandDeclaration(
    "pytorch", purpose: .look, effect: .looks,
    summary: "shows the network, the loss and the optimizer in PyTorch",
    example: "pytorch", setup: "input 2; add linear 1; add sigmoid; loss bce",
    pytorch: "print(net)"
  ) { session, _, _ in
    var lines = ["net = nn.Sequential("]
    lines += session.network.layers.map { "    \($0.pytorch)," }
    lines.append(")")
    if let loss = session.loss { lines.append("loss_fn = \(loss.pytorch)") }
    lines.append("optimizer = \(session.optimizer.pytorch)")
    return .note(lines.joined(separator: "\n"))
  }
}
