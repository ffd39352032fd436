/// Going to other places of the tape.
extension Session {
  /// Takes the session off the tape, which is whole then, to put it down elsewhere by `travel`.
  ///
  /// - Returns: where it was.
  mutating func lift() -> Place {
    timeline.leave(moment)
    return timeline.join()
  }

  /// The moments before the last commands, the latest first, at most so many.
  func pastMoments(_ most: Int) -> [(command: String, moment: Moment)] {
    var timeline = timeline
    timeline.leave(moment)
    return timeline.past.indices.suffix(most).reversed().compactMap { index in
      timeline.moment(before: index).map { (timeline.entries[index].command, $0) }
    }
  }

  /// Goes to a place; `lift` was called.
  mutating func travel(
    to place: Place, in environment: Environment
  ) throws(Diagnostic) {
    if place.offset == 0 {
      if let reached = timeline.arrive(before: place.entry) { moment = reached }
      timeline.makeRoom(besides: moment.arrays)
    } else {
      let (reached, nearby) = try retraced(to: place, in: environment)
      put(at: place, reached, nearby: nearby)
    }
  }

  /// Goes to a place within a training, where the moment is known.
  mutating func put(
    at place: Place, _ kept: KeptMoment, nearby: TimelineEntry.Waypoint? = nil
  ) {
    moment = kept.moment
    timeline.cut(at: place, kept, nearby: nearby)
    timeline.makeRoom(besides: moment.arrays)
  }

  /// The moment at a place within a training, worked out from the nearest one that is kept; and a
  /// moment shortly before it.
  private func retraced(
    to place: Place, in environment: Environment
  ) throws(Diagnostic) -> (KeptMoment, TimelineEntry.Waypoint?) {
    let entry = timeline.entries[place.entry]
    let known = entry.waypoints.last { $0.offset <= place.offset && $0.kept != nil }
    let start = known?.offset ?? 0
    var past = self
    past.moment = (known?.kept ?? entry.before).moment
    // The loop neither needs nor changes it.
    past.timeline = Timeline()
    let steps = place.offset - start
    var training = TrainingCommand(session: past, environment: environment)
    var retrace = Retrace(
      waypoints: entry.waypoints.filter { $0.offset > start && $0.offset <= place.offset }
        .map { waypoint in
          var moved = waypoint
          moved.offset -= start
          return moved
        }[...])
    // So far back that neither it nor the steps behind it take long the next time.
    let back = Int(Double(steps).squareRoot())
    if steps > 32 { retrace.stop = steps - back }
    training.trace = .retracing(retrace)
    try training.retrace(steps, in: &past)
    guard case .retracing(let done) = training.trace, let kept = done.kept else {
      return (KeptMoment(past.moment), nil)
    }
    return (
      KeptMoment(past.moment),
      .init(offset: place.offset - back, fingerprint: kept.moment.fingerprint, kept: kept)
    )
  }
}
