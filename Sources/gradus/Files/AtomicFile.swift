import Foundation
import Interpreter

/// Writes whole files so that there is always either the old one or the new one.
enum AtomicFile {
  /// Puts bytes in the place of a file: written beside it, forced to the disk, then renamed.
  ///
  /// - Parameters:
  ///   - path: a link is followed, so that it is the file behind it that changes.
  ///   - expected: what the file must hold before; where somebody has changed it since it was read,
  ///     nothing is written.
  static func replace(
    _ path: String, with bytes: [UInt8], expecting expected: [UInt8]
  ) throws(FileBytes.Failure) {
    let path = resolved(path)
    guard try FileBytes.read(path) == expected else {
      throw FileBytes.Failure(reason: "it was changed meanwhile", hint: "try once more")
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileBytes.Failure(reason: SystemError.last) }
    try put(bytes, at: path, mode: status.st_mode & 0o7777)
  }

  /// Makes a file that was not there.
  static func create(_ path: String, with bytes: [UInt8]) throws(FileBytes.Failure) {
    guard access(path, F_OK) != 0 else {
      throw FileBytes.Failure(reason: "it is there already", hint: "choose another name")
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileBytes.Failure(reason: SystemError.last) }
    defer { close(descriptor) }
    do throws(FileBytes.Failure) {
      try write(bytes, to: descriptor)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Writes a file that a learner named, and asks about one that is there already.
  ///
  /// - Parameters:
  ///   - path: a link is followed, so that it is the file behind it that changes.
  ///   - mayReplace: whether a file that holds these bytes may go.
  /// - Returns: whether it was written, and whether in the place of another.
  static func write(
    _ path: String, with bytes: [UInt8], mayReplace: ([UInt8]) -> Bool
  ) throws(FileBytes.Failure) -> Environment.Writing {
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw FileBytes.Failure(reason: SystemError.last) }
      guard lstat(path, &status) != 0 else {
        throw FileBytes.Failure(reason: "it is a link to a file that is not there")
      }
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      guard folder.count < 2 || access(folder.joined(separator: "/"), F_OK) == 0 else {
        throw FileBytes.Failure(reason: "there is no folder for it", hint: "make the folder first")
      }
      let mask = umask(0)
      umask(mask)
      try put(bytes, at: path, mode: 0o666 & ~mask)
      return .made
    }
    let old = try FileBytes.read(path)
    guard mayReplace(old) else { return .kept }
    // To rename over it needs no right to write to it.
    guard access(path, W_OK) == 0 else { throw FileBytes.Failure(reason: SystemError.last) }
    try put(bytes, at: resolved(path), mode: status.st_mode & 0o7777)
    return .replaced
  }

  /// Writes a file, whether or not there is one.
  static func put(_ bytes: [UInt8], at path: String, mode: mode_t) throws(FileBytes.Failure) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : ""
    let other = "\(folder).\(parts.last ?? "").\(getpid()).new"
    let descriptor = open(other, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileBytes.Failure(reason: SystemError.last) }
    defer { close(descriptor) }
    do throws(FileBytes.Failure) {
      try write(bytes, to: descriptor)
      guard fchmod(descriptor, mode) == 0, rename(other, path) == 0 else {
        throw FileBytes.Failure(reason: SystemError.last)
      }
    } catch {
      unlink(other)
      throw error
    }
    // The name is on the disk once its folder is.
    let place = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if place >= 0 {
      fsync(place)
      close(place)
    }
  }

  /// Writes all of the bytes where a file stands, and forces them to the disk.
  ///
  /// A write that is cut short (a full disk, a limit on the size of files) says nothing of the reason;
  /// the next one does.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(FileBytes.Failure) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw FileBytes.Failure(reason: SystemError.last) }
      start += count
    }
    guard fsync(descriptor) == 0 else { throw FileBytes.Failure(reason: SystemError.last) }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }
}
