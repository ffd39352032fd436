import Foundation

/// Reads whole files.
enum FileBytes {
  /// The largest file that is read: more would not be a data set or a lesson, but a mistake.
  static let limit = 1 << 30

  /// Why a file cannot be read or written: "no such file or directory", without its path.
  struct Failure: Error, Equatable {
    let reason: String
    /// What to try.
    var hint: String?
  }

  /// - Parameter limit: the most bytes that are read.
  static func read(_ path: String, limit: Int = limit) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Failure(reason: SystemError.last) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(reason: SystemError.last) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Failure(reason: "it is a folder")
    default: throw Failure(reason: "it is not a file that can be read whole")
    }
    let size = Int(status.st_size)
    guard size <= limit else {
      throw Failure(
        reason: "it has \(size >> 20) MiB, and at most \(limit >> 20) MiB are read",
        hint: "gradus --memory reads larger ones, on a computer that has the memory")
    }
    return try contents(of: descriptor, expecting: size, limit: limit)
  }

  /// Reads a descriptor to its end.
  static func contents(
    of descriptor: Int32, expecting size: Int = 0, limit: Int = limit
  ) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Failure(reason: SystemError.last) }
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else {
        throw Failure(reason: "it has more than \(limit >> 20) MiB")
      }
      bytes += chunk[..<count]
    }
  }
}
