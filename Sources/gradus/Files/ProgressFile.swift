import Foundation
import LessonEngine

/// The journal's file: lines that are only ever added.
///
/// Lines are one `write` to a file opened for appending, under a lock, and reach the disk before the
/// call returns, so that neither a crash nor a second program can damage what came before. Where the
/// disk is full, what could not be written is cut off again and kept in memory until there is room.
/// What others have added meanwhile is looked at first: a file that a newer Gradus has written to is
/// left to it.
final class ProgressFile {
  private let path: String
  private let descriptor: Int32
  private var isAlone = false
  /// Lines that the disk had no room for so far.
  private(set) var waiting: [UInt8] = []
  /// Set once the file is in a state that cannot be told: nothing is written after that.
  private(set) var hasFailed = false
  /// Set once a newer Gradus has written to the file: nothing is written after that.
  private(set) var newerWarning: String?
  /// How much of the file was looked at: what stands behind it, others have written.
  private var looked: off_t = 0

  /// Opens the file, making it if need be.
  ///
  /// - Throws: what the system says.
  init(path: String) throws(FileBytes.Failure) {
    self.path = path
    descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else { throw FileBytes.Failure(reason: SystemError.last) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Runs `body`, in which this may be called again, while no other program reads or writes.
  func alone<Result>(_ body: () -> Result) -> Result {
    guard !isAlone else { return body() }
    flock(descriptor, LOCK_EX)
    isAlone = true
    defer {
      isAlone = false
      flock(descriptor, LOCK_UN)
    }
    return body()
  }

  /// Everything that stands in the file.
  func read() throws(FileBytes.Failure) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileBytes.Failure(reason: SystemError.last) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileBytes.Failure(reason: "it is not a file that can be read whole")
    }
    lseek(descriptor, 0, SEEK_SET)
    let bytes = try FileBytes.contents(of: descriptor, expecting: Int(status.st_size))
    looked = off_t(bytes.count)
    return bytes
  }

  // MARK: Damage

  /// Moves stretches of the file, which has these bytes, into one of its own beside it: where it
  /// ends with one, that end is cut off; what stands between good lines is blanked.
  ///
  /// - Returns: where they were put.
  func setAside(_ stretches: [Range<Int>], of bytes: [UInt8]) throws(FileBytes.Failure) -> String {
    let name = try write(aside: stretches.flatMap { Self.line(bytes[$0]) })
    // A descriptor for appending writes at the end, whatever place is asked for.
    let writer = open(path, O_WRONLY | O_CLOEXEC)
    guard writer >= 0 else { throw FileBytes.Failure(reason: SystemError.last) }
    defer { close(writer) }
    for stretch in stretches {
      let start = off_t(stretch.lowerBound)
      guard stretch.upperBound < bytes.count else {
        guard ftruncate(writer, start) == 0 else {
          throw FileBytes.Failure(reason: SystemError.last)
        }
        continue
      }
      lseek(writer, start, SEEK_SET)
      try AtomicFile.write([UInt8](repeating: 0x20, count: stretch.count), to: writer)
    }
    fsync(writer)
    return name
  }

  private static func line(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.last == 0x0a ? Array(bytes) : Array(bytes) + [0x0a]
  }

  private func write(aside bytes: [UInt8]) throws(FileBytes.Failure) -> String {
    for number in 1...999 {
      let name = "\(path).damaged-\(number)"
      let other = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if other < 0 && errno == EEXIST { continue }
      guard other >= 0 else { throw FileBytes.Failure(reason: SystemError.last) }
      defer { close(other) }
      do throws(FileBytes.Failure) {
        try AtomicFile.write(bytes, to: other)
      } catch {
        // Only what is safe elsewhere is taken out of the journal.
        unlink(name)
        throw error
      }
      return name
    }
    throw FileBytes.Failure(reason: "there are too many damaged files beside it")
  }

  // MARK: Appending

  /// Appends lines, each ended by a newline already, and before them those that wait.
  ///
  /// - Returns: a sentence when saving has just become impossible, or possible again.
  func append(_ lines: [UInt8]) -> String? {
    guard !hasFailed, newerWarning == nil, !(lines.isEmpty && waiting.isEmpty) else { return nil }
    let hadRoom = waiting.isEmpty
    waiting += lines
    let reason = alone { writeWaiting() }
    if let newerWarning {
      waiting = []
      return newerWarning
    }
    guard let reason else {
      waiting = []
      return hadRoom ? nil : "Progress is saved again; nothing is missing."
    }
    if hasFailed {
      return "\(path): \(reason); from here on progress is not saved"
    }
    return hadRoom
      ? "\(path): \(reason). What you do is remembered until you leave, and saved as soon as "
        + "there is room." : nil
  }

  /// Writes all that waits, or nothing of it.
  ///
  /// - Returns: why nothing was written.
  private func writeWaiting() -> String? {
    let end = lseek(descriptor, 0, SEEK_END)
    do throws(FileBytes.Failure) {
      try look(upTo: end)
    } catch {
      return error.reason
    }
    if let newerWarning { return newerWarning }
    // A program that was killed while it wrote has left half a line: it must not take ours with it.
    var last: UInt8 = 0x0a
    let isMidLine = end > 0 && pread(descriptor, &last, 1, end - 1) == 1 && last != 0x0a
    let lines = isMidLine ? [0x0a] + waiting : waiting
    var written: Int
    repeat {
      written = Foundation.write(descriptor, lines, lines.count)
    } while written < 0 && errno == EINTR
    if written == lines.count, fsync(descriptor) == 0 {
      looked = end + off_t(written)
      return nil
    }
    let reason = written >= 0 && written < lines.count ? "the disk is full" : SystemError.last
    if written > 0, end < 0 || ftruncate(descriptor, end) != 0 { hasFailed = true }
    return reason
  }

  /// Looks at what others have written since.
  private func look(upTo end: off_t) throws(FileBytes.Failure) {
    guard end > 0, end != looked else { return }
    // Where it is shorter than it was, it is another text.
    lseek(descriptor, end < looked ? 0 : looked, SEEK_SET)
    let journal = Journal(parsing: try FileBytes.contents(of: descriptor))
    looked = end
    if journal.newerVersion != nil { newerWarning = journal.warning }
  }
}
