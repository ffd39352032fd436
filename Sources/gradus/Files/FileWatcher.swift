import Foundation
import Synchronization

/// Looks at files several times a second, and tells when one of them is another than before.
///
/// It asks for their times and sizes by name, which works on every file system and with editors that
/// put a new file in the place of the old one.
final class FileWatcher: Sendable {
  private let paths: Mutex<[String]>
  private let isStopped = Mutex(false)

  /// - Parameter paths: a file that is not there yet counts as changed once it is.
  init(_ paths: [String]) { self.paths = Mutex(paths) }

  /// Watches other files from now on.
  func watch(_ paths: [String]) { self.paths.withLock { $0 = paths } }

  /// Calls `tell` from a thread of its own whenever something has changed and is quiet again.
  func start(telling tell: @escaping @Sendable () -> Void) {
    Thread.detachNewThread { [self] in
      var known = stamps
      while !isStopped.withLock({ $0 }) {
        pause()
        var now = stamps
        guard now != known else { continue }
        // An editor may write in several goes.
        repeat {
          known = now
          pause()
          now = stamps
        } while now != known
        tell()
      }
    }
  }

  /// Waits until something has changed and is quiet again.
  func waitForChange() {
    var known = stamps
    var now = known
    while now == known {
      pause()
      now = stamps
    }
    repeat {
      known = now
      pause()
      now = stamps
    } while now != known
  }

  func stop() { isStopped.withLock { $0 = true } }

  private func pause() { usleep(100_000) }

  private var stamps: [Stamp?] { paths.withLock { $0 }.map(Stamp.init) }

  private struct Stamp: Equatable {
    let inode: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int

    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      inode = UInt64(status.st_ino)
      size = Int64(status.st_size)
      #if canImport(Darwin)
        (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
      #else
        (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
      #endif
    }
  }
}
