import NeuralNetwork

/// A command that changed something, on the tape of all of them.
struct TimelineEntry: Sendable {
  /// Names the moment before it, as long as that is on the tape.
  let id: Int
  /// As it was typed, shortened.
  var command: String
  var before: KeptMoment
  /// Where that has no parameters: they are so many, the first of the next moment's. Building a
  /// network layer by layer then costs no more than what is built.
  var sharedParameters: Int?
  /// Training steps that it did.
  var steps = 0
  /// Whether it trained: then the moments between its steps can be worked out again.
  var isTraining = false
  /// Whether it ends elsewhere than after its last step: in a step that diverged, or with the
  /// weights of an earlier epoch.
  var endsAside = false
  /// Moments on its way, in order.
  var waypoints: [Waypoint] = []
  /// Steps from one waypoint to the next, when they were made.
  var stride = 0
  /// Set where going back has cut a training in two, which are one again once we leave the cut.
  var part: Part?

  /// A moment within a training.
  struct Waypoint: Sendable {
    /// Steps from the training's start.
    var offset: Int
    /// Of the parameters there, to hold against when they are worked out again.
    var fingerprint: UInt64
    /// Nil where memory did not suffice.
    var kept: KeptMoment?
  }

  /// One of the two parts of a training.
  struct Part: Sendable, Equatable {
    /// The same in both.
    var id: Int
    /// The command that they are parts of.
    var whole: String
  }

  init(id: Int, command: String = "", before: KeptMoment) {
    self.id = id
    self.command = command
    self.before = before
  }

  /// Keeps no parameters with which those of the moment after it begin, or which are all of them:
  /// else a layer without parameters would keep those in front of it alive. A training keeps its
  /// own, from which its steps are worked out again.
  ///
  /// - Returns: the moment that is not kept any more, if so.
  mutating func pack(besides after: Moment) -> KeptMoment? {
    let mine = before.moment.training.network.parameters
    let theirs = after.training.network.parameters
    guard !isTraining, steps == 0, !mine.isEmpty, mine.count <= theirs.count,
      Self.begins(theirs, with: mine)
    else {
      return nil
    }
    let whole = before
    var packed = whole.moment
    packed.training.network.parameters = []
    before = KeptMoment(packed)
    sharedParameters = mine.count
    return whole
  }

  /// Whether the first of `all` are `some`, bit for bit.
  private static func begins(_ all: [Float], with some: [Float]) -> Bool {
    all.withUnsafeBufferPointer { all in
      some.withUnsafeBufferPointer { some in
        all.baseAddress == some.baseAddress
          || zip(some, all).allSatisfy { $0.bitPattern == $1.bitPattern }
      }
    }
  }

  /// The step before it, as a session counts.
  var firstStep: Int { before.moment.training.step }

  /// Places to stop at, from the moment before it, without that, to the moment after it, with that.
  var places: Int {
    if isTraining { return steps + (endsAside ? 1 : 0) }
    return steps
  }
}

extension TimelineEntry: Equatable {
  /// Whether both are the same command at the same moment; what is kept to get there faster does
  /// not count.
  static func == (left: Self, right: Self) -> Bool {
    left.command == right.command && left.steps == right.steps && left.part == right.part
      && left.endsAside == right.endsAside && left.before == right.before
  }
}

extension Moment {
  /// Two moments of a training whose parameters differ have different ones, but for one chance in
  /// 2⁶⁴.
  var fingerprint: UInt64 {
    // Four sums side by side, as one would wait for itself. The factor is that of FNV-1a.
    var sums = SIMD4<UInt64>(0xcbf2_9ce4_8422_2325, 1, 2, 3)
    let factor = SIMD4<UInt64>(repeating: 0x0000_0100_0000_01b3)
    training.network.parameters.withUnsafeBufferPointer { values in
      var index = 0
      while index + 4 <= values.count {
        let bits = SIMD4<UInt64>(
          UInt64(values[index].bitPattern), UInt64(values[index + 1].bitPattern),
          UInt64(values[index + 2].bitPattern), UInt64(values[index + 3].bitPattern))
        sums = (sums ^ bits) &* factor
        index += 4
      }
      while index < values.count {
        sums[index & 3] = (sums[index & 3] ^ UInt64(values[index].bitPattern)) &* factor[0]
        index += 1
      }
    }
    return ((sums[0] &* 31 &+ sums[1]) &* 31 &+ sums[2]) &* 31 &+ sums[3]
  }
}
