import Foundation
import Interpreter
import LineEditor
import NeuralNetwork
import Pictures

/// The world that commands see: files, the clock, and whoever watches a training run.
enum World {
  /// Who is told of a training run's progress. Environments are handed through pure code that may
  /// run anywhere, drivers are confined to the thread of the terminal; training reports on the
  /// thread that asked for it, which is that one.
  final class Watcher: @unchecked Sendable {
    weak var driver: (any Driver)?
  }

  /// - Parameters:
  ///   - shipped: the folder of the lessons that ship.
  ///   - confinement: the lesson's folder, outside of which nothing is read; nil reads what the
  ///     user names.
  static func environment(
    shipped: String?, confinement: String?, watcher: Watcher
  ) -> Environment {
    let start = ContinuousClock.now
    var environment = Environment(
      readShipped: { path throws(Diagnostic) in
        guard let shipped else {
          throw Diagnostic("\(path) was not found: the lessons are not beside the program")
        }
        return try read(path, in: shipped, confined: true)
      },
      readFile: { path throws(Diagnostic) in
        try read(path, in: confinement ?? ".", confined: confinement != nil)
      },
      now: { ContinuousClock.now - start },
      onProgress: { progress, snapshot in
        watcher.driver?.progress(progress, snapshot: snapshot) ?? .goOn
      },
      isInterrupted: { Signals.isRaised(.interrupt) || Signals.isRaised(.terminate) },
      wait: { duration in
        // Nobody looks on where there is no terminal.
        guard watcher.driver != nil else { return }
        // A signal cuts the sleep short.
        usleep(UInt32(duration / .microseconds(1)))
      },
      pictures: Gallery.declarations)
    environment.pastLimit = min(MemoryLimit.standard / 4, mostOfThePast)
    return environment
  }

  /// A quarter of what may be taken is for going back in time, and no more than this.
  private static let mostOfThePast = 1 << 30

  /// Reads a file below a folder, or anywhere.
  static func read(
    _ path: String, in folder: String, confined: Bool
  ) throws(Diagnostic) -> [UInt8] {
    let whole = absolute(path, in: folder)
    if confined {
      // Links are followed before the place is looked at, so that none leads out.
      let root = real(folder)
      guard let found = real(whole), let root, found.hasPrefix(root + "/") else {
        guard access(whole, F_OK) == 0 else {
          throw Diagnostic("cannot read \(path): \(SystemError.last)")
        }
        throw Diagnostic(
          "cannot read \(path): a lesson reads files of its own folder only",
          hint: "gradus repl reads any file")
      }
    }
    do throws(FileBytes.Failure) {
      return try FileBytes.read(whole, limit: MemoryLimit.standard)
    } catch {
      throw Diagnostic("cannot read \(path): \(error.reason)", hint: error.hint)
    }
  }

  /// Writes a file that the learner names, at a place of the user's own.
  static func write(
    _ path: String, _ bytes: [UInt8], _ mayReplace: ([UInt8]) -> Bool
  ) throws(Diagnostic) -> Environment.Writing {
    let whole = absolute(path, in: ".")
    do throws(FileBytes.Failure) {
      return try AtomicFile.write(whole, with: bytes, mayReplace: mayReplace)
    } catch {
      throw Diagnostic(
        "cannot write \(path): \(error.reason)", hint: error.hint)
    }
  }

  private static func absolute(_ path: String, in folder: String) -> String {
    if path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] {
      return home + path.dropFirst()
    }
    return path.hasPrefix("/") ? path : folder + "/" + path
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
