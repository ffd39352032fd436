internal import CEditLine

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A stream in memory that libedit takes for its terminal.
final class CapturedOutput {
  let stream: UnsafeMutablePointer<FILE>
  private let buffer: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let length: UnsafeMutablePointer<Int>

  init?() {
    buffer = .allocate(capacity: 1)
    buffer.initialize(to: nil)
    length = .allocate(capacity: 1)
    length.initialize(to: 0)
    guard let stream = open_memstream(buffer, length) else { return nil }
    self.stream = stream
  }

  deinit {
    fclose(stream)
    free(buffer.pointee)
    buffer.deallocate()
    length.deallocate()
  }

  /// Takes what was written since the last time.
  func drain() -> [UInt8] {
    fflush(stream)
    guard length.pointee > 0, let start = buffer.pointee else { return [] }
    let bytes = start.withMemoryRebound(to: UInt8.self, capacity: length.pointee) {
      Array(UnsafeBufferPointer(start: $0, count: length.pointee))
    }
    fseeko(stream, 0, SEEK_SET)
    fflush(stream)
    return bytes
  }
}
