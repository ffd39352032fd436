/// One allocation that holds every number of a plan: regions are counted first, then made.
final class Arena {
  private let memory: UnsafeMutableRawPointer
  /// Each region starts on a cache line, which is also the widest vector.
  private static let alignment = 64

  /// A region's place, in bytes from the start.
  struct Region {
    let offset: Int
  }

  /// Counts regions.
  struct Layout {
    private(set) var bytes = 0

    /// Room for `count` numbers of four bytes.
    mutating func reserve(_ count: Int) -> Region {
      let region = Region(offset: bytes)
      let end = bytes + count * 4
      bytes = (end + Arena.alignment - 1) / Arena.alignment * Arena.alignment
      return region
    }
  }

  init(_ layout: Layout) {
    memory = .allocate(byteCount: max(layout.bytes, 1), alignment: Self.alignment)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: layout.bytes)
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
}
