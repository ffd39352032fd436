import NeuralNetwork

/// The commands that changed something, with the moment before each: what `undo` goes back to.
///
/// Memory is bounded: beyond `mostEntries` or `mostBytes` the oldest are forgotten.
struct Timeline: Sendable, Equatable {
  /// One command and the moment that it left or will bring back.
  final class Entry: Sendable, Equatable {
    let command: String
    private let packed: PackedMoment
    /// What it holds that its neighbour does not, roughly.
    let bytes: Int

    init(_ command: String, _ moment: Moment, besides neighbour: Moment) {
      self.command = command
      packed = PackedMoment(moment, besides: neighbour)
      bytes = packed.moment.bytes(besides: neighbour)
    }

    /// - Parameter neighbour: the moment that this one was kept beside.
    func moment(besides neighbour: Moment) -> Moment { packed.moment(besides: neighbour) }

    static func == (a: Entry, b: Entry) -> Bool {
      a === b || a.command == b.command && a.packed == b.packed
    }
  }

  /// The oldest first.
  private(set) var past: [Entry] = []
  /// The next one to redo last.
  private(set) var future: [Entry] = []
  /// How many were forgotten.
  private(set) var forgotten = 0
  private var bytes = 0

  static let mostEntries = 1000
  static let mostBytes = 256 << 20

  mutating func record(_ command: String, before: Moment, after: Moment) {
    future = []
    push(Entry(command, before, besides: after))
    while past.count > 1, past.count > Self.mostEntries || bytes > Self.mostBytes {
      bytes -= past.removeFirst().bytes
      forgotten += 1
    }
  }

  private mutating func push(_ entry: Entry) {
    past.append(entry)
    bytes += entry.bytes
  }

  /// The moment before the last command, whose name is given back too.
  mutating func undo(from now: Moment) -> (command: String, moment: Moment)? {
    guard let entry = past.popLast() else { return nil }
    bytes -= entry.bytes
    let moment = entry.moment(besides: now)
    future.append(Entry(entry.command, now, besides: moment))
    return (entry.command, moment)
  }

  mutating func redo(from now: Moment) -> (command: String, moment: Moment)? {
    guard let entry = future.popLast() else { return nil }
    let moment = entry.moment(besides: now)
    push(Entry(entry.command, now, besides: moment))
    return (entry.command, moment)
  }
}

extension Session {
  /// The moments before the last commands, the latest first, at most so many.
  func pastMoments(_ most: Int) -> [(command: String, moment: Moment)] {
    var later = moment
    return timeline.past.suffix(most).reversed().map { entry in
      later = entry.moment(besides: later)
      return (entry.command, later)
    }
  }
}
