import Interpreter
import Markdown

/// Where in a file an expected output stands, and what is to stand there instead.
extension SourceFile {
  /// The lines that hold the output expected under a command of a `run` fence.
  ///
  /// - Parameter place: of the command.
  func expectedLines(under place: SourcePlace) -> (lines: Range<Int>, indent: String) {
    let first = String(line(place.position.line))
    let indent = String(first.prefix { $0 == " " || $0 == "\t" })
    var number = place.position.line + 1
    var command = Self.command(in: first)
    while isIncomplete(command), line(number).trimmingSpaces.hasPrefix(">") {
      command += " " + Self.command(in: String(line(number)))
      number += 1
    }
    let start = number
    while number <= lines.count {
      let text = line(number).trimmingSpaces
      if line(number).dropFirst(indent.count).hasPrefix(">") || Self.closesFence(text) { break }
      number += 1
    }
    // Blank lines before the next command are the author's.
    while number > start, line(number - 1).trimmingSpaces.isEmpty { number -= 1 }
    return (start..<number, indent)
  }

  /// The lines between a fence's first and its last.
  func bodyLines(ofFenceAt place: SourcePlace) -> (lines: Range<Int>, indent: String) {
    let first = line(place.position.line)
    let indent = String(first.prefix { $0 == " " || $0 == "\t" })
    var number = place.position.line + 1
    while number <= lines.count, !Self.closesFence(line(number).trimmingSpaces) { number += 1 }
    return (place.position.line + 1..<number, indent)
  }

  private static func command(in line: String) -> String {
    let text = line.trimmingSpaces
    return text.hasPrefix(">") ? text.dropFirst().trimmingSpaces : text
  }

  private static func closesFence(_ text: String) -> Bool {
    text.count >= 3 && (text.allSatisfy { $0 == "`" } || text.allSatisfy { $0 == "~" })
  }
}
