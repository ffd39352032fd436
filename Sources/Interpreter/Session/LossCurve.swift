/// The losses of all training steps so far, in bounded memory.
///
/// Each bucket holds `stride` steps and keeps their smallest and greatest loss, so that a spike
/// survives; when the buckets are full, neighbours are merged.
public struct LossCurve: Sendable, Equatable {
  /// A stretch of steps.
  public struct Bucket: Sendable, Equatable {
    /// The smallest loss of these steps.
    public var lowest: Float
    /// The greatest.
    public var highest: Float
    /// The loss of the last of them.
    public var last: Float
    /// How many steps they are.
    public var steps: Int
  }

  /// A measurement on the held-out samples.
  public struct Measurement: Sendable, Equatable {
    /// The number of steps done by then.
    public var step: Int
    /// The mean over the held-out samples.
    public var loss: Double?
    /// The part of them that is right, 0 to 1.
    public var accuracy: Double?
  }

  /// From the first step to the last. All but the last bucket hold `stride` steps.
  public private(set) var buckets: [Bucket] = []
  /// Steps a bucket.
  public private(set) var stride = 1
  /// Steps in all.
  public private(set) var count = 0
  /// What the held-out samples said, in order.
  public private(set) var tests: [Measurement] = []

  private static let most = 4096

  /// Adds the losses of further steps.
  mutating func append(_ losses: some Collection<Float>) {
    for loss in losses {
      count += 1
      if let last = buckets.last, last.steps < stride {
        buckets[buckets.count - 1].add(loss)
      } else {
        if buckets.count == Self.most { halve() }
        buckets.append(Bucket(lowest: loss, highest: loss, last: loss, steps: 1))
      }
    }
  }

  mutating func append(_ measurement: Measurement) {
    if tests.count == Self.most {
      tests = tests.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    }
    tests.append(measurement)
  }

  private mutating func halve() {
    buckets = Swift.stride(from: 0, to: buckets.count, by: 2).map { index in
      var merged = buckets[index]
      if index + 1 < buckets.count { merged.add(buckets[index + 1]) }
      return merged
    }
    stride *= 2
  }

  /// At most `limit` losses, the last of each stretch, for a small picture.
  public func thinned(to limit: Int, from first: Int = 0) -> [Double] {
    let shown = buckets.dropFirst(first / stride)
    let width = max(1, (shown.count + limit - 1) / max(limit, 1))
    let lasts = shown.map(\.last)
    return lasts.indices.filter { (lasts.count - 1 - $0) % width == 0 }.map { Double(lasts[$0]) }
  }
}

extension LossCurve.Bucket {
  fileprivate mutating func add(_ loss: Float) {
    add(Self(lowest: loss, highest: loss, last: loss, steps: 1))
  }

  fileprivate mutating func add(_ next: Self) {
    // Where one of them is not a number, the other stands; a diverging end shows in `last`.
    lowest = Float.minimum(lowest, next.lowest)
    highest = Float.maximum(highest, next.highest)
    last = next.last
    steps += next.steps
  }
}
