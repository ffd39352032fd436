import NeuralNetwork

extension Commands {
  static let add = CommandDeclaration(
    "add", purpose: .build, effect: .changes,
    summary: "adds a layer at the end of the network",
    forms: [[Parameter("LAYER", .block(.layers), "help layers lists them")]],
    notes: [
      "The input size is inferred: linear 4 has four neurons, whatever comes before it. "
        + "linear 2 4 states both, and is checked.",
      "residual 2 ends a block: it adds what went into the two layers before it to what comes out.",
      "Words or other whole numbers: input 5; add embedding 10 4; add positions; add "
        + "self_attention 2; add flatten; add linear 2.",
    ],
    example: "add linear 4", setup: "input 2", pytorch: "net.append(nn.Linear(2, 4))"
  ) { session, arguments, _ throws(Diagnostic) in
    try session.insert(arguments, at: session.network.layers.count)
  }

  static let insert = CommandDeclaration(
    "insert", purpose: .build, effect: .changes,
    summary: "adds a layer in front of another one",
    forms: [
      [
        Parameter("PLACE", .layer, "the layer that comes to stand behind it: l1 or 1"),
        Parameter("LAYER", .block(.layers), "help layers lists them"),
      ]
    ],
    notes: ["The other layers keep their weights."],
    example: "insert 1 tanh", setup: "input 2; add linear 4; add linear 1",
    pytorch: "net.insert(1, nn.Tanh())"
  ) { session, arguments, _ throws(Diagnostic) in
    let count = session.network.layers.count
    guard let node = arguments.node("PLACE") else { return Outcome() }
    // One place more than there are layers: at the end.
    let place = try session.place(of: node, upTo: count)
    return try session.insert(arguments, at: place)
  }
}

extension Session {
  fileprivate mutating func insert(
    _ arguments: Arguments, at index: Int
  ) throws(Diagnostic) -> Outcome {
    guard let block = arguments.block("LAYER") else { return Outcome() }
    let settings = try block.settings(in: self)
    let type = Catalog.layers[block.index]
    do throws(NetworkError) {
      let layer = try network.makeLayer(type, settings: settings, at: index)
      try moment.training.network.insert(
        layer, at: index, using: &moment.training.generator, memoryLimit: Self.memoryLimit,
        copies: 2 + optimizer.stateNames.count)
    } catch {
      throw Diagnostic(error, at: block.range, tried: arguments.statement, block: block)
    }
    moment.freezing.shift(from: index, by: 1)
    moment.networkWasRebuilt()
    return .note(network.sentence(aboutLayer: index))
  }

  /// `l1` or 1, up to `most`.
  func place(of node: Node, upTo most: Int) throws(Diagnostic) -> Int {
    if case .path(let path) = node.kind, path.parts.isEmpty,
      let written = LayerAddress.index(of: path.root)
    {
      if written <= most { return written }
      throw Diagnostic(
        NetworkError.noLayer(index: written, count: network.layers.count), at: node.range)
    }
    return try Arguments.integer(node, "the place of a layer", in: 0...most, session: self)
  }
}

extension Network {
  /// "l0 linear 2→4 · 12 parameters"
  func sentence(aboutLayer index: Int) -> String {
    let layer = layers[index]
    let count = range(ofLayer: index).count
    return "l\(index) \(layer.label) · "
      + (count > 0
        ? counted(count, "parameter")
        : "\(counted(layer.outputShape.count, "value")), "
          + "no parameters")
  }
}

extension Diagnostic {
  /// The error of a layer that does not fit, with the command that would.
  init(_ error: NetworkError, at range: SourceRange, tried: Statement, block: BlockCall) {
    self.init(error, at: range)
    if case .mismatch(let layer, _, _, _) = error, layer.hasPrefix(block.declaration.name),
      block.declaration.name != "residual",
      let size = block.given.last(where: { $0.setting.isRequired })
    {
      let before = SourceRange(tried.range.lower, block.name.range.upper)
      hint = "\(tried.source.text(in: before)) \(tried.source.text(in: size.node.range))"
    }
  }
}
