import NeuralNetwork

extension Commands {
  static let replay = CommandDeclaration(
    "replay", purpose: .time, effect: .looks,
    summary: "plays the training again before your eyes, forward or backward",
    forms: [
      [
        Parameter(
          "DIRECTION", .choice(["forward", "backward"]), optional: true, "which way; forward")
      ]
    ],
    notes: [
      "It shows the steps from the first of this network to the present one, at most 60 of them, "
        + "as a picture in the studio and as a line of step and loss elsewhere.",
      "It changes nothing: afterwards all is as it was. ^C stops it.",
    ],
    example: "replay backward",
    setup: "seed 1; input 2; add linear 1; add sigmoid; loss bce; data xor; train 5 steps",
    pytorch: "# no counterpart: it keeps no steps to play"
  ) { session, arguments, environment throws(Diagnostic) in
    var film = session
    let end = film.lift()
    guard let (first, count) = film.timeline.training(upTo: end) else {
      throw Diagnostic(
        "no training step of this network leads to this moment", at: arguments.statement.range,
        hint: "train 20; replay")
    }
    let frames = min(count, Replay.mostFrames - 1)
    var places = (0...frames).compactMap { frame in
      film.timeline.place(stepsAhead: frame * count / frames, from: first)
    }
    if places.last != end { places.append(end) }
    let goesBack = arguments.word("DIRECTION")?.text == "backward"
    if goesBack { places.reverse() }
    var quiet = environment
    // What is worked out again is not to be seen, but ^C must stop it.
    quiet.onProgress = { _, _ in environment.isInterrupted() ? .stop : .goOn }
    var shown = 0
    for place in places {
      // Each from the same tape: where memory is short, going somewhere can cost other moments.
      var frame = film
      do throws(Diagnostic) {
        try frame.travel(to: place, in: quiet)
      } catch {
        if environment.isInterrupted() { break }
        throw error
      }
      shown += 1
      let progress = TrainingProgress(
        step: frame.step, totalSteps: session.step, epoch: frame.epoch,
        loss: frame.curve.buckets.last.map { Double($0.last) } ?? frame.knownLoss ?? .nan,
        stepsPerSecond: 0, remaining: nil)
      let answer = environment.onProgress(progress) { [frame] in frame }
      if answer == .stop || environment.isInterrupted() { break }
      environment.wait(Replay.pause)
    }
    let start = film.timeline.entries[first.entry].firstStep
    let (now, goal) = goesBack ? (session.step, start) : (start, session.step)
    let stretch = "from step \(now) \(goesBack ? "back " : "")to \(goal)"
    let what = "\(shown) of \(places.count) moments"
    return .note(
      shown < places.count
        ? "replayed \(what) \(stretch), then stopped; nothing has changed"
        : "replayed \(places.count) moments \(stretch); nothing has changed")
  }
}

private enum Replay {
  static let mostFrames = 60
  /// Twenty pictures a second, as in training.
  static let pause = Duration.milliseconds(50)
}

extension Timeline {
  /// The place before the first training step that led to `end`, and how many steps there are from
  /// there, as long as the network had the same layers and its steps were counted on; nil where
  /// there is none.
  fileprivate func training(upTo end: Place) -> (first: Place, count: Int)? {
    var first: Int?
    var count = end.offset
    if end.offset > 0 { first = end.entry }
    var later = moment(before: end.entry)
    for index in entries[..<end.entry].indices.reversed() {
      guard let next = later else { break }
      let entry = entries[index]
      let before = entry.before.moment
      guard before.training.step <= next.training.step,
        before.training.network.hasSameStructure(as: next.training.network)
      else { break }
      if entry.places > 0 {
        first = index
        count += entry.places
      }
      later = before
    }
    return first.map { (Place(entry: $0), count) }
  }
}
