import NeuralNetwork

/// Pieces whose direction follows from where one stands.
extension Session {
  /// The next pieces of the walk; where none has begun, of the pass that comes next.
  mutating func goOn(
    by scale: WalkScale, _ arguments: Arguments
  ) throws(Diagnostic) -> Outcome {
    do throws(Diagnostic) {
      return try advance(nextDirection(), by: scale, count: arguments.pieces(self))
    } catch {
      throw error.placed(at: arguments.statement.range)
    }
  }

  private func nextDirection() throws(Diagnostic) -> WalkDirection {
    if let walk = moment.walk { return walk.direction }
    guard moment.pass != nil else { return .forward }
    guard !moment.passWentBack else {
      throw Diagnostic(
        "this pass has gone forward and back", hint: "step changes the weights; forward begins anew"
      )
    }
    return .backward
  }

  /// Ends a walk whose network, loss, data or optimizer a command has changed.
  ///
  /// - Returns: the sentence that says so; nil where no walk has ended.
  mutating func endWalk(since before: Moment) -> Report? {
    guard let walk = before.walk else { return nil }
    let hasReachedEnd = moment.walk == nil && moment.pass != nil
    if hasReachedEnd || moment.walk != nil && moment.hasSameSetting(as: before) { return nil }
    // Where the command has forgotten the walk itself, what it has computed since then is right.
    if moment.walk != nil { moment.forgetResults() }
    var sentence = "the walk \(walk.direction.rawValue) ends here: it was of what has changed now"
    // Half of the gradients of a pass are the gradients of nothing.
    if walk.direction == .backward, moment.training.gradients == before.training.gradients {
      moment.training.gradients = walk.gradientsBefore
      moment.gradientsAreUsed = walk.addsUp
      moment.hasGradients = walk.hadGradients
      sentence += "; what it has added to the gradients is taken back"
    }
    return .note(sentence)
  }

  /// Begins the present layer anew, as another sample is followed from here on.
  ///
  /// - Returns: what there is to say of it.
  mutating func followAnew() -> Report? {
    guard var walk = moment.walk else { return nil }
    walk.follow(sample)
    moment.walk = walk
    let isThere = walk.batch.indices.contains(sample)
    guard walk.cursor.isWithinLayer else { return isThere ? nil : .note(absence(from: walk)) }
    if walk.direction == .backward, walk.cursor.layer < lossStage {
      let range = network.range(ofLayer: walk.cursor.layer)
      moment.training.gradients.replaceSubrange(range, with: walk.gradientsBefore[range])
    }
    walk.cursor = Walk.Cursor(layer: walk.cursor.layer)
    walk.inputGradients = []
    moment.walk = walk
    let place = "the walk goes through \(placeText(walk.cursor.layer)) from its beginning"
    return .note(isThere ? place : "\(absence(from: walk)); \(place)")
  }

  /// That the chosen sample was not drawn.
  func absence(from walk: Walk) -> String {
    "sample \(sample) is not in this batch of \(walk.count): the walk follows "
      + followedSampleText(in: walk)
  }
}

extension Moment {
  /// Whether all that a pass follows from is the same.
  fileprivate func hasSameSetting(as other: Moment) -> Bool {
    var mine = training
    mine.gradients = other.training.gradients
    return mine == other.training && data == other.data && batchSize == other.batchSize
      && schedule == other.schedule && freezing == other.freezing && mode == other.mode
  }
}
