import NeuralNetwork

/// A place on the tape: before an entry, or some training steps behind that and still within it.
struct Place: Sendable, Equatable {
  /// The entry's index; the number of entries is the end.
  var entry: Int
  /// Steps of the entry that are done.
  var offset = 0
}

extension Timeline {
  /// The place so many steps behind an entry's start: the next entry's start where none is left.
  private func place(_ entry: Int, _ offset: Int) -> Place {
    offset >= entries[entry].places ? Place(entry: entry + 1) : Place(entry: entry, offset: offset)
  }

  /// Right behind training step `number`; for 0, right before the first. Where the tape has it more
  /// than once, the nearest.
  func place(ofStep number: Int, from now: Place) -> Place? {
    nearest(to: now) { _, entry in
      let first = entry.firstStep
      if number == 0 { return first == 0 ? 0 : nil }
      return (first + 1...first + entry.steps).contains(number) ? number - first : nil
    }
  }

  /// Right behind the last step of epoch `number`; for 0, right before the first step.
  func place(ofEpoch number: Int, from now: Place) -> Place? {
    if number == 0 { return place(ofStep: 0, from: now) }
    return nearest(to: now) { index, entry in
      let before = entry.before.moment
      if entry.isTraining {
        let steps = before.steps(toEpoch: number)
        return (1...entry.steps).contains(steps) ? steps : nil
      }
      let after = moment(before: index + 1)?.epochsFinished ?? 0
      return before.epochsFinished < number && after >= number ? entry.steps : nil
    }
  }

  private func nearest(
    to now: Place, _ offset: (Int, TimelineEntry) -> Int?
  ) -> Place? {
    var best: Place?
    for (index, entry) in entries.enumerated() where entry.steps > 0 {
      guard let steps = offset(index, entry) else { continue }
      let found = place(index, steps)
      if let best, abs(best.entry - now.entry) < abs(found.entry - now.entry) { continue }
      best = found
    }
    return best
  }

  /// `count` training steps back or ahead; what else was done in between goes with them.
  ///
  /// - Returns: nil where there are not so many.
  func place(stepsBack count: Int, from now: Place) -> Place? {
    var (place, left) = (now, count)
    while left > 0 {
      if place.offset == 0 {
        guard place.entry > 0 else { return nil }
        place = Place(entry: place.entry - 1, offset: entries[place.entry - 1].places)
      }
      let steps = min(left, place.offset)
      place.offset -= steps
      left -= steps
    }
    return place
  }

  func place(stepsAhead count: Int, from now: Place) -> Place? {
    var (place, left) = (now, count)
    while left > 0 {
      guard entries.indices.contains(place.entry) else { return nil }
      let steps = min(left, entries[place.entry].places - place.offset)
      left -= steps
      place =
        left > 0
        ? Place(entry: place.entry + 1) : self.place(place.entry, place.offset + steps)
    }
    return place
  }

  /// Training steps behind a place, and ahead of it.
  func steps(around now: Place) -> (back: Int, ahead: Int) {
    let all = entries.map(\.places)
    let back = all[..<min(now.entry, all.count)].reduce(0, +) + now.offset
    return (back, all.reduce(0, +) - back)
  }

  // MARK: Cutting a training in two

  /// Makes one of the two parts of a training again.
  ///
  /// - Returns: where the session is then.
  mutating func join() -> Place {
    for first in entries.indices.dropLast() {
      guard let part = entries[first].part, entries[first + 1].part?.id == part.id else { continue }
      let second = entries[first + 1]
      let steps = entries[first].steps
      entries[first].waypoints.append(
        .init(offset: steps, fingerprint: second.before.moment.fingerprint, kept: second.before))
      keptWaypoints += 1
      entries[first].waypoints += second.waypoints.map { waypoint in
        var moved = waypoint
        moved.offset += steps
        return moved
      }
      entries[first].steps += second.steps
      entries[first].endsAside = second.endsAside
      entries[first].command = part.whole
      entries[first].part = nil
      for mark in marks.indices where marks[mark].place == second.id {
        marks[mark].place = entries[first].id
        marks[mark].offset += steps
      }
      entries.remove(at: first + 1)
      if index == first + 1 { return Place(entry: first, offset: steps) }
      if index > first { index -= 1 }
    }
    return Place(entry: index)
  }

  /// The session is at a place within a training, at this moment: cuts the training there.
  mutating func cut(at place: Place, _ moment: KeptMoment, nearby: TimelineEntry.Waypoint?) {
    precondition(place.offset > 0, "nothing to cut")
    let whole = entries[place.entry]
    let part = TimelineEntry.Part(id: newID(), whole: whole.command)
    var second = TimelineEntry(id: newID(), before: moment)
    ledger.hold(moment)
    second.steps = whole.steps - place.offset
    second.isTraining = true
    second.endsAside = whole.endsAside
    second.part = part
    second.command =
      whole.endsAside ? "the rest of \(whole.command)" : Self.training(second.steps)
    var first = whole
    first.command = Self.training(place.offset)
    first.steps = place.offset
    first.endsAside = false
    first.part = part
    first.waypoints = whole.waypoints.filter { $0.offset < place.offset }
    for waypoint in whole.waypoints where waypoint.offset == place.offset {
      guard let kept = waypoint.kept else { continue }
      ledger.release(kept)
      keptWaypoints -= 1
    }
    second.waypoints = whole.waypoints.filter { $0.offset > place.offset }.map { waypoint in
      var moved = waypoint
      moved.offset -= place.offset
      return moved
    }
    if let nearby { add(nearby, to: &first) }
    for mark in marks.indices where marks[mark].place == whole.id {
      guard marks[mark].offset >= place.offset else { continue }
      marks[mark].place = second.id
      marks[mark].offset -= place.offset
    }
    entries.replaceSubrange(place.entry...place.entry, with: [first, second])
    index = place.entry + 1
  }

  private mutating func add(
    _ waypoint: TimelineEntry.Waypoint, to entry: inout TimelineEntry
  ) {
    let next = entry.waypoints.firstIndex { $0.offset >= waypoint.offset }
    if let next, entry.waypoints[next].offset == waypoint.offset {
      guard entry.waypoints[next].kept == nil, let kept = waypoint.kept else { return }
      entry.waypoints[next].kept = kept
      ledger.hold(kept)
    } else {
      entry.waypoints.insert(waypoint, at: next ?? entry.waypoints.count)
      if let kept = waypoint.kept { ledger.hold(kept) }
    }
    keptWaypoints += 1
  }

  private static func training(_ steps: Int) -> String {
    "train \(counted(steps, "step"))"
  }
}

extension Moment {
  /// Epochs whose last step is done. The generator draws an epoch's last batch before that.
  fileprivate var epochsFinished: Int {
    let isDrawn = drawnBatch != nil && training.cursor.position >= (data?.train.count ?? 0)
    return training.cursor.epoch - (isDrawn ? 1 : 0)
  }

  /// How many steps a training takes from here to the end of that epoch; 0 where it is over.
  fileprivate func steps(toEpoch number: Int) -> Int {
    let cursor = training.cursor
    guard let count = data?.train.count, count > 0, number > cursor.epoch else { return 0 }
    let size = min(batchSize ?? count, count)
    let perEpoch = (count + size - 1) / size
    let isBegun = perEpoch > 1 && cursor.position > 0 && cursor.position < count
    let rest = isBegun ? (count - cursor.position + size - 1) / size : perEpoch
    return rest + (number - cursor.epoch - 1) * perEpoch
  }
}
