/// One allocation that holds every number of a plan.
final class Arena {
  private let memory: UnsafeMutableRawPointer
  private let placement: ArenaPlan.Placement

  init(_ placement: ArenaPlan.Placement) {
    self.placement = placement
    // Not filled: every operation writes its output before another reads it.
    memory = .allocate(byteCount: max(placement.bytes, 1), alignment: ArenaPlan.alignment)
  }

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
