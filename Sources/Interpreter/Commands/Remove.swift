import NeuralNetwork

extension Commands {
  static let remove = CommandDeclaration(
    "remove", aliases: ["delete"], purpose: .build, effect: .changes,
    summary: "takes a layer out; the others keep their weights",
    forms: [[Parameter("LAYER", .layer, "l2 or 2")]],
    example: "remove 1", setup: "input 2; add linear 4; add tanh", pytorch: "del net[1]"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let index = try arguments.layer("LAYER", session: session) else { return Outcome() }
    let label = session.network.layers[index].label
    try Diagnostic.wording(at: arguments.node("LAYER")?.range) { () throws(NetworkError) in
      try session.moment.training.network.remove(at: index)
    }
    session.moment.freezing.shift(from: index, by: -1)
    session.moment.networkWasRebuilt()
    let count = session.network.layers.count
    return .note(
      "\(label) is gone · \(counted(count, "layer")), "
        + "\(session.network.parameters.count) parameters")
  }

  static let replace = CommandDeclaration(
    "replace", purpose: .build, effect: .changes,
    summary: "puts another layer in a layer's place; the others keep their weights",
    forms: [
      [
        Parameter("PLACE", .layer, "the layer that goes: l1 or 1; or its kind: sigmoid"),
        Parameter("LAYER", .block(.layers), "the layer that comes"),
      ]
    ],
    notes: [
      "replace sigmoid tanh replaces each sigmoid but one at the end, which the loss counts on."
    ],
    example: "replace 1 relu", setup: "input 2; add linear 4; add tanh; add linear 1",
    pytorch: "net[1] = nn.ReLU()"
  ) { session, arguments, _ throws(Diagnostic) in
    guard let block = arguments.block("LAYER") else { return Outcome() }
    let places = try session.places(arguments)
    let settings = try block.settings(in: session)
    do throws(NetworkError) {
      for index in places {
        try session.moment.training.replaceLayer(
          at: index, by: Catalog.layers[block.index], settings: settings)
      }
    } catch {
      throw Diagnostic(error, at: block.range, tried: arguments.statement, block: block)
    }
    // What comes in its place learns.
    for index in places {
      session.moment.freezing.thaw(index, at: session.moment.training.optimizerSteps)
    }
    session.moment.networkWasRebuilt()
    return Outcome(places.map { .note(session.network.sentence(aboutLayer: $0)) })
  }
}

extension Session {
  /// The layer that is named, or all of a kind but the last layer.
  fileprivate func places(_ arguments: Arguments) throws(Diagnostic) -> [Int] {
    if case .path(let path)? = arguments.node("PLACE")?.kind, path.parts.isEmpty,
      LayerAddress.index(of: path.root) == nil,
      let kind = try? BlockFamily.layers.index(named: path.root)
    {
      let name = Catalog.layers[kind].declaration.name
      let places = network.layers.indices.dropLast().filter {
        type(of: network.layers[$0]).declaration.name == name
      }
      guard !places.isEmpty else {
        throw Diagnostic("there is no \(name) before the last layer", at: path.range)
      }
      return places
    }
    return try arguments.layer("PLACE", session: self).map { [$0] } ?? []
  }
}

extension TrainingState {
  /// Builds the network again with one layer changed; what the other layers learned is copied.
  fileprivate mutating func replaceLayer(
    at index: Int, by newType: any Layer.Type, settings: Settings
  ) throws(NetworkError) {
    guard let input = network.input else { throw .noInput }
    var rebuilt = Network()
    try rebuilt.setInput(input, memoryLimit: Session.memoryLimit)
    // Layers that stay draw nothing from the session's own generator.
    var scratch = MersenneTwister(seed: 0)
    for (place, layer) in network.layers.enumerated() {
      if place == index {
        try rebuilt.append(
          rebuilt.makeLayer(newType, settings: settings), using: &generator,
          memoryLimit: Session.memoryLimit)
        continue
      }
      try rebuilt.append(
        rebuilt.makeLayer(type(of: layer), settings: layer.settings), using: &scratch,
        memoryLimit: Session.memoryLimit)
      rebuilt.parameters.replaceSubrange(
        rebuilt.range(ofLayer: place), with: network.parameters[network.range(ofLayer: place)])
      rebuilt.buffers.replaceSubrange(
        rebuilt.bufferRange(ofLayer: place),
        with: network.buffers[network.bufferRange(ofLayer: place)])
    }
    network = rebuilt
  }
}
