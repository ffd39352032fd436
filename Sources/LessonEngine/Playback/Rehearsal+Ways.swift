import Interpreter

/// Ways that lead round an answer: hints, the solution, free play, skip, back and reset. None of them
/// may change what a learner has.
extension Rehearsal {
  /// What can be asked for at an exercise, and must not change anything.
  func detours(
    at start: LessonPlayer, of exercise: Exercise, in environment: Environment
  ) -> [TestCase] {
    var cases: [TestCase] = []
    if !exercise.hints.isEmpty {
      var player = start
      var events: [PlayerEvent] = []
      // One more than there are: it is said that there are no more.
      for _ in 0...exercise.hints.count { events += player.submit("hint", in: environment) }
      cases.append(detour(.hints, of: exercise, from: start, to: player, events))
    }
    var player = start
    let shown = player.submit("solution", in: environment)
    cases.append(detour(.solution, of: exercise, from: start, to: player, shown))
    player = start
    var played = player.submit("play", in: environment)
    played += player.submit("new; seed 5; input 3; add linear 2", in: environment)
    played += player.submit("play", in: environment)
    cases.append(detour(.play, of: exercise, from: start, to: player, played))
    return cases
  }

  private func detour(
    _ route: Route, of exercise: Exercise, from start: LessonPlayer, to player: LessonPlayer,
    _ events: [PlayerEvent]
  ) -> TestCase {
    var faults = bugs(events)
    if !player.isOpen(since: start) {
      faults.append(fault("\(route.rawValue) leads away from this", at: exercise.place))
    } else if !player.session.isAtSameMoment(as: start.session) {
      faults.append(fault("\(route.rawValue) changes the network here", at: exercise.place))
    }
    return TestCase(route, at: start, of: exercise, faults: faults)
  }

  /// What `skip` left of a step, held against what the model answers left.
  func skipped(_ place: Int, by walk: Walk) -> [TestCase] {
    guard let skipped = walk.skips[place], let left = walk.player.ends[place],
      let start = walk.firstWaits[place]
    else { return [] }
    var testCase = TestCase(.skip, at: start)
    if !skipped.isAtSameMoment(as: left) {
      testCase.faults = [
        fault(
          "whoever skips this step goes on with another network than who does it",
          at: start.step.place)
      ]
    }
    return [testCase]
  }

  /// From where a step has just begun: back to the one before and forward again, and `reset`.
  func returns(of walk: Walk, in environment: Environment) -> [TestCase] {
    let start = walk.player
    var reset = start
    let events = reset.submit("reset", in: environment)
    var cases = [TestCase(.reset, at: start, faults: bugs(events))]
    if !reset.isWhere(start) || !reset.session.isAtSameMoment(as: start.session) {
      cases[0].faults.append(
        fault("reset does not lead to where this step began", at: start.step.place))
    }
    guard start.place > 0 else { return cases }
    var player = start
    var said = player.submit("back", in: environment)
    var testCase = TestCase(.back, at: start)
    if let earlier = walk.firstWaits[start.place - 1] {
      if !player.isWhere(earlier) || !player.session.isAtSameMoment(as: earlier.session) {
        testCase.faults.append(
          fault("back does not lead to where this step began", at: earlier.step.place))
      }
    }
    var remaining = 2 * player.step.elements.count + 2
    while player.place < start.place, remaining > 0 {
      said += player.submit("next", in: environment)
      remaining -= 1
    }
    if player.place == start.place, !player.session.isAtSameMoment(as: start.session) {
      testCase.faults.append(
        fault(
          "back and forward again, this step begins with another network", at: start.step.place))
    }
    testCase.faults += bugs(said)
    return cases + [testCase]
  }
}
