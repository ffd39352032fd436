import NeuralNetwork

extension Commands {
  static let freeze = CommandDeclaration(
    "freeze", purpose: .configure, effect: .changes,
    summary: "keeps a layer's weights as they are while the others learn",
    forms: freezingForms,
    notes: [
      "No gradient is computed for a frozen layer; it passes through it to the layers before."
    ],
    example: "freeze l0", setup: "input 2; add linear 4; add tanh; add linear 1",
    pytorch: "net[0].requires_grad_(False)"
  ) { session, arguments, _ throws(Diagnostic) in
    let layers = try session.layersToFreeze(arguments)
    for layer in layers {
      session.moment.freezing.freeze(layer, at: session.moment.training.optimizerSteps)
    }
    session.moment.dropFrozenGradients()
    return .note("frozen: \(session.frozenSentence)")
  }

  static let unfreeze = CommandDeclaration(
    "unfreeze", aliases: ["thaw"], purpose: .configure, effect: .changes,
    summary: "lets a frozen layer learn again",
    forms: freezingForms,
    example: "unfreeze l0", setup: "input 2; add linear 4; add tanh; add linear 1; freeze l0",
    pytorch: "net[0].requires_grad_(True)"
  ) { session, arguments, _ throws(Diagnostic) in
    for layer in try session.layersToFreeze(arguments) {
      session.moment.freezing.thaw(layer, at: session.moment.training.optimizerSteps)
    }
    return .note(
      session.frozenLayers.isEmpty
        ? "all layers learn" : "still frozen: \(session.frozenSentence)")
  }

  private static let freezingForms: [[Parameter]] = [
    [Parameter("all", .literal)],
    [Parameter("LAYER", .layer, "l0 or 0; all for all layers")],
  ]
}

extension Session {
  fileprivate func layersToFreeze(_ arguments: Arguments) throws(Diagnostic) -> [Int] {
    let range = arguments.statement.range
    do throws(Diagnostic) { try requireNetwork() } catch { throw error.placed(at: range) }
    let learning = network.layers.indices.filter { !network.range(ofLayer: $0).isEmpty }
    guard let layer = try arguments.layer("LAYER", session: self) else { return learning }
    guard learning.contains(layer) else {
      let known = learning.map { "l\($0)" }.joined(separator: ", ")
      throw Diagnostic(
        "l\(layer) \(network.layers[layer].label) has no weights: there is nothing to freeze",
        at: arguments.node("LAYER")?.range,
        hint: known.isEmpty ? nil : "layers with weights are \(known)")
    }
    return [layer]
  }

  /// "l0 linear 2→4, 12 of 17 parameters"
  fileprivate var frozenSentence: String {
    let names = frozenLayers.map { "l\($0) \(network.layers[$0].label)" }
    let count = frozenLayers.reduce(0) { $0 + network.range(ofLayer: $1).count }
    return "\(names.joined(separator: ", ")) · \(count) of \(network.parameters.count) parameters "
      + "stay as they are"
  }
}
