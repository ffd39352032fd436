import NeuralNetwork

/// What is kept of the past, and what goes where memory does not suffice: first moments on the way
/// of trainings, the older the sparser they become; then the oldest commands; then what is ahead.
/// Marks stay.
extension Timeline {
  /// A training of so many waypoints keeps every second one of them from there on.
  private static let mostWaypointsEach = 64
  private static let mostWaypoints = 1024

  func isOverLimit(besides arrays: HeldArrays) -> Bool {
    // Nothing can go where nothing is held, and most often there is room.
    ledger.bytes > limit && ledger.bytes - ledger.bytes(sharedWith: arrays) > limit
  }

  /// Forgets until the rest fits, not counting what is held anyway.
  mutating func makeRoom(besides arrays: HeldArrays) {
    while entries.count > Self.mostEntries, index > 0 { forgetFirst() }
    while isOverLimit(besides: arrays) {
      if dropWaypoint() { continue }
      if index > 0 {
        forgetFirst()
      } else if !entries.isEmpty {
        dropLast()
      } else {
        return
      }
    }
  }

  private mutating func forgetFirst() {
    let gone = entries.removeFirst()
    release(gone)
    // The rest of a training that was cut in two stands for itself from here on.
    if let part = gone.part, entries.first?.part == part { entries[0].part = nil }
    index -= 1
    forgotten += 1
  }

  // MARK: Waypoints

  /// The command that is running trains, from the moment before it.
  mutating func beginTraining(_ moment: Moment) {
    pending?.isTraining = true
    pending?.stride = limit > 0 ? Self.stride(for: moment) : Int.max
  }

  /// It has done so many steps.
  ///
  /// - Parameter isAside: whether it ends elsewhere than behind the last of them.
  mutating func endTraining(after steps: Int, isAside: Bool) {
    pending?.steps = steps
    pending?.endsAside = isAside
  }

  /// A waypoint costs as much as a few steps of a small network on a small batch, or of one with many
  /// parameters, and less than one of others: so often that it costs a few hundredths of the time.
  private static func stride(for moment: Moment) -> Int {
    let samples = min(moment.batchSize ?? Int.max, moment.data?.train.count ?? 1)
    let parameters = moment.training.network.parameters.count
    if parameters * samples < 1 << 13 { return 128 }
    return parameters * samples < 1 << 20 || parameters > 1 << 17 ? 64 : 32
  }

  /// Steps to the next waypoint from `done` steps of the training on.
  func stepsToWaypoint(after done: Int) -> Int {
    guard let stride = pending?.stride, stride > 0 else { return Int.max }
    return stride - done % stride
  }

  /// The training has done so many steps: keeps the moment where it is time for that.
  mutating func passed(_ done: Int, _ moment: Moment) {
    pending?.steps = done
    guard let stride = pending?.stride, stride > 0, done % stride == 0 else { return }
    var copy = moment
    copy.training = moment.training.copied()
    let kept = KeptMoment(copy)
    ledger.hold(kept)
    keptWaypoints += 1
    pending?.waypoints.append(
      .init(offset: done, fingerprint: moment.fingerprint, kept: kept))
    if let count = pending?.waypoints.count, count >= Self.mostWaypointsEach { widen() }
    while keptWaypoints > Self.mostWaypoints, dropWaypoint() {}
    let data = moment.arraysOfData
    while keptWaypoints > 0, isOverLimit(besides: data), dropWaypoint() {}
  }

  /// Every second waypoint goes.
  private mutating func widen() {
    guard var entry = pending else { return }
    pending = nil
    entry.stride *= 2
    entry.waypoints.removeAll { waypoint in
      guard waypoint.offset % entry.stride != 0 else { return false }
      if let kept = waypoint.kept {
        ledger.release(kept)
        keptWaypoints -= 1
      }
      return true
    }
    pending = entry
  }

  /// Lets the waypoint go that is missed least: the one that leaves the smallest gap for its age.
  ///
  /// - Returns: false where there is none.
  private mutating func dropWaypoint() -> Bool {
    guard keptWaypoints > 0 else { return false }
    let all = entries + (pending.map { [$0] } ?? [])
    let now = all.enumerated().reduce(0) { sum, item in
      item.offset < index || item.offset == entries.count ? sum + item.element.steps : sum
    }
    var start = 0
    var least: (entry: Int, waypoint: Int, score: Double)?
    for (index, entry) in all.enumerated() {
      defer { start += entry.steps }
      var previous = 0
      var candidate: (index: Int, offset: Int)?
      func weigh(upTo next: Int) {
        guard let (waypoint, offset) = candidate else { return }
        let age = abs(start + offset - now) + 1
        let score = Double(next - previous) / Double(age)
        if score < least?.score ?? .infinity { least = (index, waypoint, score) }
        previous = offset
      }
      for (waypoint, place) in entry.waypoints.enumerated() where place.kept != nil {
        weigh(upTo: place.offset)
        candidate = (waypoint, place.offset)
      }
      weigh(upTo: max(entry.steps, candidate?.offset ?? 0))
    }
    guard let least else { return false }
    let kept: KeptMoment?
    if least.entry < entries.count {
      kept = entries[least.entry].waypoints[least.waypoint].kept
      entries[least.entry].waypoints[least.waypoint].kept = nil
    } else {
      kept = pending?.waypoints[least.waypoint].kept
      pending?.waypoints[least.waypoint].kept = nil
    }
    if let kept { ledger.release(kept) }
    keptWaypoints -= 1
    return true
  }
}

extension Timeline {
  /// Every moment that is kept, one entry for each place that keeps it.
  private var keptMoments: [KeptMoment] {
    entries.flatMap { [$0.before] + $0.waypoints.compactMap(\.kept) } + [end].compactMap { $0 }
      + marks.map(\.kept)
  }

  /// The ledger made anew, to hold against the one that was kept up to date.
  fileprivate var recount: Int {
    var anew = MemoryLedger()
    for kept in keptMoments { anew.hold(kept) }
    return anew.bytes
  }
}

extension Session {
  /// The bytes that going back in time takes now, beside what the present moment holds anyway; nil
  /// where the books are wrong. For tests.
  package var pastBytes: Int? {
    guard timeline.recount == timeline.ledger.bytes else { return nil }
    return timeline.ledger.bytes - timeline.ledger.bytes(sharedWith: moment.arrays)
  }

  /// Where the session is on the tape, a training that is cut in two counting as one: the entry,
  /// from the first that was ever there, and the steps within it; how many entries there are, and
  /// how many of them are forgotten; the training steps of the last. For tests.
  package var placeInTime: (entry: Int, offset: Int, count: Int, forgotten: Int, lastSteps: Int) {
    var whole = timeline
    whole.leave(moment)
    let place = whole.join()
    let forgotten = whole.forgotten
    return (
      place.entry + forgotten, place.offset, whole.entries.count + forgotten, forgotten,
      whole.entries.last?.steps ?? 0
    )
  }

  /// How many moments within trainings are kept. For tests.
  package var waypointCount: Int { timeline.keptWaypoints }
}
