/// One allocation that holds every number of a plan: regions are counted first, then made.
final class Arena {
  private let memory: UnsafeMutableRawPointer
  /// Each region starts on a cache line, which is also the widest vector.
  private static let alignment = 64

  /// A region's place, in bytes from the start.
  struct Region {
    fileprivate let offset: Int
  }

  /// Counts regions.
  struct Layout {
    /// Nil once the count does not fit an `Int`.
    private(set) var bytes: Int? = 0

    /// Room for `samples` × `width` numbers of four bytes.
    mutating func reserve(_ samples: Int, _ width: Int) -> Region {
      let region = Region(offset: bytes ?? 0)
      let (count, tooMany) = samples.multipliedReportingOverflow(by: width)
      let (size, tooLong) = count.multipliedReportingOverflow(by: 4)
      let (end, tooFar) = (bytes ?? 0).addingReportingOverflow(size)
      let (padded, noRoom) = end.addingReportingOverflow(Arena.alignment - 1)
      let fits = bytes != nil && !(tooMany || tooLong || tooFar || noRoom)
      bytes = fits ? padded / Arena.alignment * Arena.alignment : nil
      return region
    }
  }

  /// - Precondition: the layout could be counted.
  init(_ layout: Layout) {
    guard let bytes = layout.bytes else { preconditionFailure("an arena too large to count") }
    // Not filled: every operation writes its output before another reads it.
    memory = .allocate(byteCount: max(bytes, 1), alignment: Self.alignment)
  }

  deinit {
    memory.deallocate()
  }

  func floats(_ region: Region) -> UnsafeMutablePointer<Float> {
    (memory + region.offset).assumingMemoryBound(to: Float.self)
  }

  func integers(_ region: Region) -> UnsafeMutablePointer<Int32> {
    (memory + region.offset).assumingMemoryBound(to: Int32.self)
  }

  func bytes(_ region: Region) -> UnsafeMutableRawPointer { memory + region.offset }
}
