import Foundation
import Testing

/// Files that mean harm, or are none of what they should be.
struct HostileFileTests {
  /// Runs `gradus play` on a file of these bytes.
  private func play(_ bytes: [UInt8], named name: String = "lesson.md") throws -> Command {
    let folder = NSTemporaryDirectory() + "gradus-files-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(bytes).write(to: URL(filePath: folder + "/" + name))
    return try Command.run([TerminalWindow.binary, "play", folder + "/" + name])
  }

  static let dangerous =
    "\u{1B}]0;owned\u{07} &#27;[2J \u{9B}31m &#155;31m \u{202E}gnp\u{2066} &#x202e; \u{200B}a&#13;b"

  /// What must never reach a terminal: all controls but the end of a line, and all that
  /// turn the direction of text or hide it.
  private func hazards(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x0A: false
      case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x202A...0x202E, 0x2066...0x2069: true
      default: false
      }
    }
  }

  @Test func `No escape sequence of a lesson reaches the terminal`() throws {
    let lesson = """
      ---
      lesson: harm
      format: 1
      title: "T \\e]0;owned\\a \\x9B"
      ---
      # Head \(Self.dangerous)

      ## Step \(Self.dangerous)

      Prose \(Self.dangerous) and `code \(Self.dangerous)` and [a link \(Self.dangerous)](http://x/\u{1B}[2J)

      - item \(Self.dangerous)

      | a \(Self.dangerous) | b |
      |---|---|
      | c \(Self.dangerous) | d |

      ```gradus run
      > print "\(Self.dangerous)"
      ```
      """
    let run = try play(Array(lesson.utf8))
    #expect(hazards(run.output).isEmpty)
    #expect(hazards(run.errors).isEmpty)
    #expect(run.output.contains("owned") || run.errors.contains("owned"))
  }

  @Test func `A table with a word among its numbers is refused by line and column`() throws {
    let folder = NSTemporaryDirectory() + "gradus-files-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data("a,b,y\n1,2,0\n3,oops,1\n".utf8).write(to: URL(filePath: folder + "/t.csv"))
    let run = try Command.run(
      [TerminalWindow.binary, "repl", "--keep-going"],
      input: "data load \(folder)/t.csv target=y\nprint data\n")
    #expect(run.status == 1)
    #expect(run.errors.contains("t.csv:3: column 2 (b) holds \"oops\""))
    #expect(run.output == "data none\n")
  }
}
