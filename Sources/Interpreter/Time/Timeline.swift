import NeuralNetwork

/// The commands that changed something, as a tape: with the moment before each, and for a training
/// also with moments on its way.
///
/// The session is at one place of the tape. What is behind it is the past, what is ahead is the
/// future: nothing is lost by going back, until a new command is recorded there.
///
/// Memory is bounded by `limit`; `Timeline+Memory.swift` says what goes first.
struct Timeline: Sendable {
  /// The oldest first.
  var entries: [TimelineEntry] = []
  /// How many of them are past.
  var index = 0
  /// The moment behind the last entry, while the session is elsewhere.
  var end: KeptMoment?
  /// The id of that moment.
  var endID = 0
  /// The command that is running, if it changes something.
  var pending: TimelineEntry?
  /// How many of the oldest were forgotten, as memory did not suffice.
  var forgotten = 0
  /// Moments with a name, in the order in which they were named.
  var marks: [Mark] = []
  /// The most bytes that kept moments may take.
  var limit = Timeline.standardLimit
  var ledger = MemoryLedger()
  /// How many waypoints are kept.
  var keptWaypoints = 0
  private var lastID = 0

  static let mostEntries = 1000
  /// Where nothing else is said.
  static let standardLimit = 256 << 20

  var past: ArraySlice<TimelineEntry> { entries[..<index] }
  var future: ArraySlice<TimelineEntry> { entries[index...] }

  mutating func newID() -> Int {
    lastID += 1
    return lastID
  }

  // MARK: Recording

  /// A command that changes something begins: what was undone is dropped.
  mutating func open(before: Moment) {
    if index < entries.count {
      for entry in entries[index...] { release(entry) }
      if let end { ledger.release(end) }
      end = nil
      endID = entries[index].id
      loseMarks(behind: endID)
      for entry in entries[(index + 1)...] { loseMarks(behind: entry.id, orAt: true) }
      entries.removeSubrange(index...)
    }
    if let last = entries.last, entries.dropLast().last?.part?.id != last.part?.id {
      entries[entries.count - 1].part = nil
    }
    _ = join()
    let kept = KeptMoment(before)
    ledger.hold(kept)
    pending = TimelineEntry(id: endID, before: kept)
  }

  /// It has done its work.
  mutating func close(_ command: String, after: Moment) {
    guard var entry = pending else { return }
    pending = nil
    entry.command = Diagnostic.shortened(command)
    if let whole = entry.pack(besides: after) {
      ledger.release(whole)
      ledger.hold(entry.before)
    }
    entries.append(entry)
    index = entries.count
    endID = newID()
    makeRoom(besides: after.arrays)
  }

  /// To be called by a command that does training steps, once it has done `steps` of them.
  mutating func count(steps: Int) {
    pending?.steps = steps
  }

  /// The last entry goes, which is ahead; the moment before it is the end now.
  mutating func dropLast() {
    guard let entry = entries.last, let before = moment(before: entries.count - 1) else { return }
    release(entry)
    entries.removeLast()
    if let end { ledger.release(end) }
    end = nil
    if index < entries.count {
      let kept = KeptMoment(before)
      ledger.hold(kept)
      end = kept
    }
    endID = entry.id
    loseMarks(behind: entry.id)
    if let last = entries.last, last.part == entry.part { entries[entries.count - 1].part = nil }
  }

  /// Marks that lie within an entry that is dropped, or at the moment before it too, are not on the
  /// tape any more.
  private mutating func loseMarks(behind id: Int, orAt isLost: Bool = false) {
    for mark in marks.indices where marks[mark].place == id {
      if marks[mark].offset > 0 || isLost { marks[mark].place = nil }
    }
  }

  mutating func release(_ entry: TimelineEntry) {
    ledger.release(entry.before)
    for kept in entry.waypoints.lazy.compactMap(\.kept) {
      ledger.release(kept)
      keptWaypoints -= 1
    }
  }

  // MARK: Going elsewhere

  /// The moment before an entry, or at the end: `leave` was called, or the session is elsewhere.
  func moment(before entry: Int) -> Moment? {
    guard entries.indices.contains(entry) else { return end?.moment }
    var moment = entries[entry].before.moment
    guard let count = entries[entry].sharedParameters else { return moment }
    let next = entries[entry...].first { $0.sharedParameters == nil }?.before ?? end
    guard let source = next?.moment.training.network.parameters else { return nil }
    moment.training.network.parameters = count == source.count ? source : Array(source[..<count])
    return moment
  }

  /// To be called before the session goes elsewhere: keeps the moment where it is.
  mutating func leave(_ now: Moment) {
    guard index == entries.count, end == nil else { return }
    let kept = KeptMoment(now)
    ledger.hold(kept)
    end = kept
  }

  /// The session is before that entry, or at the end; `leave` was called. Gives the moment there.
  mutating func arrive(before entry: Int) -> Moment? {
    guard let moment = moment(before: entry) else { return nil }
    index = entry
    if entry == entries.count, let end {
      ledger.release(end)
      self.end = nil
    }
    return moment
  }
}

extension Timeline: Equatable {
  static func == (left: Self, right: Self) -> Bool {
    left.entries == right.entries && left.index == right.index && left.end == right.end
      && left.forgotten == right.forgotten && left.marks == right.marks
  }
}
