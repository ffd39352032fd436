/// What a training has to do with the past: the first time it leaves waypoints; when it is done
/// again, from one of them, it must come by the same numbers.
enum TrainingTrace {
  case recording
  case retracing(Retrace)
}

/// A stretch of a training that is done again.
struct Retrace {
  /// From the stretch's start, in order.
  var waypoints: ArraySlice<TimelineEntry.Waypoint>
  /// Where to keep the moment, so that going back a few steps more is quick.
  var stop: Int?
  /// That moment.
  var kept: KeptMoment?
}

extension TrainingCommand {
  /// How many steps until the trace has something to do.
  func stepsToWaypoint(_ session: Session) -> Int {
    let done = session.step - firstStep
    switch trace {
    case .recording: return session.timeline.stepsToWaypoint(after: done)
    case .retracing(let retrace):
      let next = retrace.waypoints.first { $0.offset > done }?.offset ?? Int.max
      let stop = retrace.stop.map { $0 > done ? $0 : Int.max } ?? Int.max
      return min(next, stop) - done
    }
  }

  /// Some steps have been done.
  mutating func trace(_ session: inout Session) throws(Diagnostic) {
    let done = session.step - firstStep
    switch trace {
    case .recording: session.timeline.passed(done, session.moment)
    case .retracing(var retrace):
      while let next = retrace.waypoints.first, next.offset <= done {
        retrace.waypoints.removeFirst()
        guard next.offset < done || next.fingerprint == session.moment.fingerprint else {
          throw Diagnostic(
            "step \(session.step) came out with other weights than when it was trained: nothing "
              + "was changed",
            hint: "this must not happen; please report it with what was typed before")
        }
      }
      if retrace.stop == done { retrace.kept = KeptMoment(session.moment) }
      trace = .retracing(retrace)
    }
  }

  /// Does a stretch of a training again: the session is then as if `train` had been asked for just
  /// so many steps.
  mutating func retrace(_ steps: Int, in session: inout Session) throws(Diagnostic) {
    goal = .steps(steps)
    session.moment.drawnBatch = nil
    let ending = try loop(&session)
    guard session.step - firstStep == steps else {
      if ending == .interrupted {
        throw Diagnostic("interrupted on the way to that step: nothing was changed")
      }
      throw Diagnostic(
        "the training stopped at step \(session.step) when it was done again: nothing was changed",
        hint: "this must not happen; please report it with what was typed before")
    }
    session.moment.trainingIsDone()
    session.moment.evaluation = try? session.evaluateTraining()
  }
}
