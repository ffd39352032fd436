import Foundation

/// The journal's file: lines that are only ever added.
///
/// A line is one `write` to a file opened for appending, under a lock, and reaches the disk before
/// the call returns, so that neither a crash nor a second program can damage what came before.
/// Where that fails, it is said once and play goes on without saving.
final class ProgressFile {
  private let path: String
  private let descriptor: Int32
  /// Set once a write has failed: nothing is written after a gap.
  private(set) var hasFailed = false

  /// Opens the file, making it if need be.
  ///
  /// - Throws: a sentence.
  init(path: String) throws(FileBytes.Failure) {
    self.path = path
    descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileBytes.Failure(reason: SystemError.last) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Reads everything, lets `damage` tell which stretches are damaged, and moves those into a file
  /// of its own beside this one: the end is cut off, what stands between good lines is blanked.
  ///
  /// - Returns: the bytes as they were, and where the damaged ones were put, if there were any.
  func load(
    damage: ([UInt8]) -> [Range<Int>]
  ) throws(FileBytes.Failure) -> (bytes: [UInt8], setAside: String?) {
    flock(descriptor, LOCK_EX)
    defer { flock(descriptor, LOCK_UN) }
    lseek(descriptor, 0, SEEK_SET)
    let bytes = try FileBytes.contents(of: descriptor)
    let damaged = damage(bytes).map { $0.clamped(to: 0..<bytes.count) }.filter { !$0.isEmpty }
    guard !damaged.isEmpty else { return (bytes, nil) }
    let name = try setAside(damaged.flatMap { Array(bytes[$0]) + [0x0a] })
    try remove(damaged, length: bytes.count)
    return (bytes, name)
  }

  private func remove(_ damaged: [Range<Int>], length: Int) throws(FileBytes.Failure) {
    // A descriptor for appending writes at the end, whatever place is asked for.
    let writer = open(path, O_WRONLY | O_CLOEXEC)
    guard writer >= 0 else { throw FileBytes.Failure(reason: SystemError.last) }
    defer { close(writer) }
    for range in damaged {
      let hasWorked =
        range.upperBound == length
        ? ftruncate(writer, off_t(range.lowerBound)) == 0
        : pwrite(
          writer, [UInt8](repeating: 0x20, count: range.count), range.count,
          off_t(range.lowerBound)) == range.count
      guard hasWorked else { throw FileBytes.Failure(reason: SystemError.last) }
    }
    fsync(writer)
  }

  private func setAside(_ bytes: [UInt8]) throws(FileBytes.Failure) -> String {
    for number in 1...999 {
      let name = "\(path).damaged-\(number)"
      let other = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if other < 0 && errno == EEXIST { continue }
      guard other >= 0 else { throw FileBytes.Failure(reason: SystemError.last) }
      defer { close(other) }
      Output.write(bytes, to: other)
      fsync(other)
      return name
    }
    throw FileBytes.Failure(reason: "there are too many damaged files beside it")
  }

  /// Appends lines, each ended by a newline already.
  ///
  /// - Returns: a sentence when saving has just become impossible.
  func append(_ lines: [UInt8]) -> String? {
    guard !hasFailed, !lines.isEmpty else { return nil }
    flock(descriptor, LOCK_EX)
    defer { flock(descriptor, LOCK_UN) }
    let end = lseek(descriptor, 0, SEEK_END)
    var written: Int
    repeat {
      written = Foundation.write(descriptor, lines, lines.count)
    } while written < 0
      && errno == EINTR
    if written == lines.count, fsync(descriptor) == 0 { return nil }
    let reason = written >= 0 && written < lines.count ? "the disk is full" : SystemError.last
    if end >= 0 { ftruncate(descriptor, end) }
    hasFailed = true
    return "\(path): \(reason); from here on progress is not saved"
  }
}
