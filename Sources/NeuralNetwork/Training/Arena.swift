#if canImport(Glibc)
  import Glibc
#endif

/// One allocation that holds every number of a plan.
final class Arena {
  private let memory: UnsafeMutableRawPointer
  private let placement: ArenaPlan.Placement

  init(_ placement: ArenaPlan.Placement) {
    self.placement = placement
    // Not filled: every operation writes its output before another reads it.
    let bytes = max(placement.bytes, 1)
    guard bytes >= Self.large else {
      memory = .allocate(byteCount: bytes, alignment: ArenaPlan.alignment)
      return
    }
    memory = .allocate(byteCount: bytes, alignment: Self.largePage)
    #if canImport(Glibc)
      // To be given such a page at a time costs a fraction of hundreds of small ones, each with a fault
      // of its own. Where the system has none to give, all is as without.
      _ = madvise(memory, bytes, MADV_HUGEPAGE)
    #endif
  }

  /// From here on, pages of 2 MB are worth to be asked for: as NumPy has it for its arrays.
  private static let large = 4 << 20
  private static let largePage = 2 << 20

  deinit {
    memory.deallocate()
  }

  func floats(_ buffer: ArenaPlan.Buffer) -> UnsafeMutablePointer<Float> {
    bytes(buffer).assumingMemoryBound(to: Float.self)
  }

  func integers(_ buffer: ArenaPlan.Buffer) -> UnsafeMutablePointer<Int32> {
    bytes(buffer).assumingMemoryBound(to: Int32.self)
  }

  func bytes(_ buffer: ArenaPlan.Buffer) -> UnsafeMutableRawPointer {
    memory + placement.offset(of: buffer)
  }
}
