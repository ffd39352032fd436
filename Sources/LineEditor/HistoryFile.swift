#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The lines that were entered, kept between runs: a text file, one entry a line.
///
/// An entry is appended by one write as soon as it is entered, so that neither a crash nor a second
/// program running at the same time costs an entry. A newline within an entry is written `\n`, a
/// backslash `\\`.
struct HistoryFile {
  let path: String
  /// How many entries are kept.
  let limit: Int

  /// The entries, oldest first. A file that cannot be read has none.
  func load() -> [String] {
    guard let bytes = contents() else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let entries = lines.suffix(limit).map { Self.decode($0) }.filter { !$0.isEmpty }
    if lines.count > 2 * limit { shorten(to: entries) }
    return entries
  }

  /// Adds an entry. History is a convenience: where it cannot be written, it is not kept.
  func append(_ entry: String) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let line = Array((Self.encode(entry) + "\n").utf8)
    _ = write(descriptor, line, line.count)
  }

  private func contents() -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk: [UInt8] = Array(repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  private func shorten(to entries: [String]) {
    let replacement = "\(path).\(getpid())"
    let new = HistoryFile(path: replacement, limit: limit)
    for entry in entries { new.append(entry) }
    if rename(replacement, path) != 0 { unlink(replacement) }
  }

  static func encode(_ entry: String) -> String {
    var result = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// What the file holds is not trusted: control characters are left out.
  static func decode(_ line: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if isEscaped {
        result.append(scalar == "n" ? "\n" : scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if SafeLine.allows(scalar) {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
