/// Where buffers lie in one piece of memory: those that are needed at the same time apart, the others
/// in each other's places.
///
/// Each buffer is placed, the largest first, at the lowest address at which it meets nobody who lives
/// while it does.
///
/// - Source: Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference", 2020,
///   greedy by size for offset calculation.
package struct ArenaPlan {
  /// One buffer of a plan.
  package struct Buffer {
    fileprivate let index: Int
  }

  /// Each buffer starts on a cache line, which is also the widest vector.
  package static let alignment = 64

  /// A plan of nothing.
  package init() {}

  private var sizes: [Int] = []
  private var lives: [ClosedRange<Int>] = []
  /// Of all buffers side by side; nil once that does not fit an `Int`.
  private var sum: Int? = 0

  /// Room for `samples` × `width` numbers of four bytes.
  ///
  /// - Parameter life: when it is needed, from the first who writes it to the last who reads it.
  package mutating func reserve(
    _ samples: Int, _ width: Int, during life: ClosedRange<Int>
  ) -> Buffer {
    reserve([(samples, width)], during: life)
  }

  /// Room for several such parts, one behind the other.
  package mutating func reserve(
    _ parts: [(samples: Int, width: Int)], during life: ClosedRange<Int>
  ) -> Buffer {
    var size = 0
    for (samples, width) in parts {
      let (count, tooMany) = samples.multipliedReportingOverflow(by: width)
      let (bytes, tooLong) = count.multipliedReportingOverflow(by: 4)
      let (padded, noRoom) = bytes.addingReportingOverflow(Self.alignment - 1)
      let (end, tooFar) = size.addingReportingOverflow(padded / Self.alignment * Self.alignment)
      if tooMany || tooLong || noRoom || tooFar { sum = nil }
      size = end
    }
    if let before = sum {
      let (after, tooFar) = before.addingReportingOverflow(size)
      sum = tooFar ? nil : after
    }
    sizes.append(size)
    lives.append(life)
    return Buffer(index: sizes.count - 1)
  }

  /// All buffers in their places.
  package struct Placement {
    fileprivate var offsets: [Int]
    /// Of the whole.
    package fileprivate(set) var bytes = 0

    /// Where a buffer begins, in bytes.
    package func offset(of buffer: Buffer) -> Int { offsets[buffer.index] }
  }

  /// Puts every buffer in its place; nil where the bytes cannot be counted.
  package func placed() -> Placement? {
    guard sum != nil else { return nil }
    var placement = Placement(offsets: Array(repeating: 0, count: sizes.count))
    let order = sizes.indices.filter { sizes[$0] > 0 }
      .sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    // By address, so that gaps are met from the lowest on.
    var placed: [Int] = []
    for buffer in order {
      var start = 0
      for other in placed where lives[other].overlaps(lives[buffer]) {
        if placement.offsets[other] >= start + sizes[buffer] { break }
        start = max(start, placement.offsets[other] + sizes[other])
      }
      placement.offsets[buffer] = start
      placement.bytes = max(placement.bytes, start + sizes[buffer])
      let place = placed.firstIndex { placement.offsets[$0] > start } ?? placed.count
      placed.insert(buffer, at: place)
    }
    return placement
  }
}
