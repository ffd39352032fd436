import Interpreter
import Synchronization

/// What the files held that a line of commands read, so that whoever runs it again at another time can
/// tell whether they are the same.
final class FilesRead: Sendable {
  private let hashes = Mutex<[String: String]>([:])

  /// The environment, its reading of files followed. What ships with the lessons is not: it is the
  /// same for everybody.
  func following(_ environment: Environment) -> Environment {
    var followed = environment
    followed.readFile = { [self, read = environment.readFile] path throws(Diagnostic) in
      let bytes = try read(path)
      let hash = ContentHash.text(of: bytes)
      hashes.withLock { $0[path] = hash }
      return bytes
    }
    return followed
  }

  /// One hash of the names and the contents of all of them; nil where none was read.
  var hash: String? {
    let hashes = hashes.withLock { $0 }
    guard !hashes.isEmpty else { return nil }
    return ContentHash.text(
      of: hashes.sorted { $0.key < $1.key }.map { "\($0.key)\n\($0.value)" }
        .joined(separator: "\n"))
  }
}
