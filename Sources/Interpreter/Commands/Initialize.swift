import NeuralNetwork

extension Commands {
  static let initialize = CommandDeclaration(
    "init", aliases: ["initialize", "reset_parameters"], purpose: .build, effect: .changes,
    summary: "draws the weights anew; training begins at step 0",
    forms: [
      [
        Parameter(
          "INITIALISER", .block(.initializers), optional: true,
          "help initializers lists them; without one, PyTorch's default for each layer"),
        .keyed("layer", .layer, "only this layer: layer=l0"),
      ]
    ],
    notes: ["seed 42; init gives the same weights again."],
    example: "init xavier_uniform", setup: "input 2; add linear 4",
    pytorch:
      "for p in net.parameters(): nn.init.xavier_uniform_(p) if p.ndim > 1 else nn.init.zeros_(p)"
  ) { session, arguments, _ throws(Diagnostic) in
    let layer = try arguments.layer("layer", session: session)
    guard !session.network.parameters.isEmpty else {
      throw Diagnostic("the network has no weights yet", hint: "input 2; add linear 4")
    }
    let place = layer.map { "l\($0)" } ?? "all layers"
    try Diagnostic.wording(at: arguments.statement.range) { () throws(NetworkError) in
      // Some work in double, and have the old and the new beside each other.
      try MemoryLimit.check(
        "weights drawn anew", shape: [4, session.network.parameters.count],
        limit: Session.memoryLimit)
    }
    let how: String
    if let block = arguments.block("INITIALISER") {
      let settings = try block.settings(in: session)
      let initializer = Catalog.initializers[block.index].init(settings: settings)
      session.moment.training.network.initialize(
        initializer, layer: layer, using: &session.moment.training.generator)
      how = block.declaration.name
    } else {
      session.moment.training.network.reset(
        layer: layer, using: &session.moment.training.generator)
      how = "PyTorch's default"
    }
    session.moment.beginTrainingAnew()
    return .note("weights of \(place) drawn anew: \(how) · step 0")
  }
}
