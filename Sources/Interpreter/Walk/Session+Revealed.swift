import NeuralNetwork

/// What a walk has not come to yet cannot be printed, shown or explained.
extension Session {
  /// Throws where a walk forward has not computed the loss yet.
  func checkPassIsComplete(_ what: String) throws(Diagnostic) {
    guard let walk = moment.walk, walk.direction == .forward else { return }
    throw Diagnostic(
      "\(what) is not computed yet: the way forward has come to \(placeText(walk.cursor.layer)); in "
        + "PyTorch it would not exist yet", hint: "forward goes the rest of the way")
  }

  /// The pass that an address reads, where the walk has computed what it names; nil where there is no
  /// walk.
  func revealedPass(
    _ address: LayerAddress, place: Int, name: String
  ) throws(Diagnostic) -> Pass? {
    guard let walk = moment.walk else { return nil }
    if address.isGradient {
      guard walk.direction == .backward else { return nil }
      if walk.knowsGradient(place: place) { return walk.batch.whole }
      throw Diagnostic(
        "\(name) is not computed yet: the way back has come to \(placeText(walk.cursor.layer)); in "
          + "PyTorch it comes with the rest", at: address.range, hint: "backward layer")
    }
    if walk.knows(place: place) { return walk.batch.whole }
    if case .neuron(let neuron) = address.part, walk.count == 1,
      walk.knows(place: place, index: neuron, ofFollowedSample: true)
    {
      return walk.batch.whole
    }
    let isHere = place == walk.cursor.layer + 1 && walk.cursor.isWithinLayer
    let come =
      isHere && walk.count > 1
      ? "only neurons of \(followedSampleText(in: walk)) are, before the layer is done"
      : "the way forward has come to \(placeText(walk.cursor.layer))"
    throw Diagnostic(
      "\(name) is not computed yet: \(come); in PyTorch it would not exist yet",
      at: address.range, hint: isHere ? "finish" : "forward layer")
  }

  /// Throws where a walk back has not come to the layer's parameters, and nothing from before is in
  /// their gradients.
  func checkGradientIsReached(_ slice: ParameterSlice, at range: SourceRange) throws(Diagnostic) {
    guard let walk = moment.walk, walk.direction == .backward, !walk.addsUp,
      !walk.hasReached(layer: slice.layer)
    else { return }
    throw Diagnostic(
      "l\(slice.layer).\(slice.name).grad is not computed yet: the way back has come to "
        + "\(placeText(walk.cursor.layer)); in PyTorch it would be None", at: range,
      hint: "backward layer")
  }

  /// The pass that explains the neurons of a layer: of a walk, where it has come so far.
  func passExplaining(layer: Int?, neuron: Int?) throws(Diagnostic) -> Pass {
    guard let walk = moment.walk else { return try presentPass() }
    switch walk.direction {
    case .backward:
      // Behind the layers that are done, everything is known.
      guard let layer, walk.cursor.layer < layer else { return try presentPass() }
      return walk.batch.whole
    case .forward:
      if let layer, let neuron,
        walk.knows(place: layer + 1, index: neuron, ofFollowedSample: true)
      {
        return walk.batch.whole
      }
      try checkPassIsComplete(layer.map { "l\($0).n\(neuron ?? 0)" } ?? "the loss")
      return walk.batch.whole
    }
  }
}
