import NeuralNetwork

/// The commands that changed something, with the moment before each: what `undo` goes back to.
///
/// Memory is bounded: beyond `mostEntries` or `mostBytes` the oldest are forgotten.
struct Timeline: Sendable, Equatable {
  /// One command and the moment that it left or will bring back.
  final class Entry: Sendable, Equatable {
    let command: String
    let moment: Moment
    /// What it holds that its neighbour does not, roughly.
    let bytes: Int

    init(_ command: String, _ moment: Moment, besides neighbour: Moment) {
      self.command = command
      self.moment = moment
      bytes = moment.bytes(besides: neighbour)
    }

    static func == (a: Entry, b: Entry) -> Bool {
      a === b || a.command == b.command && a.moment == b.moment
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
    future.append(Entry(entry.command, now, besides: entry.moment))
    return (entry.command, entry.moment)
  }

  mutating func redo(from now: Moment) -> (command: String, moment: Moment)? {
    guard let entry = future.popLast() else { return nil }
    push(Entry(entry.command, now, besides: entry.moment))
    return (entry.command, entry.moment)
  }
}

extension Moment {
  /// The bytes of the arrays that `other` does not share.
  fileprivate func bytes(besides other: Moment) -> Int {
    func size(_ mine: [Float], _ theirs: [Float]) -> Int {
      mine == theirs ? 0 : mine.count * MemoryLayout<Float>.stride
    }
    var bytes = 2048
    bytes += size(training.network.parameters, other.training.network.parameters)
    bytes += size(training.gradients, other.training.gradients)
    for (index, state) in training.optimizerState.enumerated() {
      let theirs = other.training.optimizerState
      bytes += size(state, theirs.indices.contains(index) ? theirs[index] : [])
    }
    if let pass, pass != other.pass {
      bytes += (pass.outputs + pass.outputGradients).reduce(0) { $0 + $1.count * 4 }
    }
    if curve != other.curve { bytes += curve.buckets.count * MemoryLayout<LossCurve.Bucket>.stride }
    for (name, variable) in variables where variable != other.variables[name] {
      bytes += variable.value.size * 4
    }
    if let data, data != other.data {
      bytes += (data.whole.inputs.count + data.train.inputs.count) * 4
    }
    return bytes
  }
}
