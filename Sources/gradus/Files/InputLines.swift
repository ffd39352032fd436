import Foundation

/// The lines of standard input, as they come: a program at the other end of a pipe gets its answer
/// before it sends the next line.
struct InputLines {
  /// Lines read so far.
  private(set) var number = 0
  private var bytes: [UInt8] = []
  private var isAtEnd = false

  /// The next line without its newline; nil at the end.
  mutating func next() -> String? {
    while true {
      if let end = bytes.firstIndex(of: 0x0a) {
        return take(upTo: end, skipping: 1)
      }
      if isAtEnd {
        return bytes.isEmpty ? nil : take(upTo: bytes.count, skipping: 0)
      }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(0, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { isAtEnd = true } else { bytes += chunk[..<count] }
    }
  }

  private mutating func take(upTo end: Int, skipping: Int) -> String {
    var line = bytes[..<end]
    if line.last == 0x0d { line.removeLast() }
    let text = String(decoding: line, as: UTF8.self)
    bytes.removeFirst(end + skipping)
    number += 1
    return text
  }
}
