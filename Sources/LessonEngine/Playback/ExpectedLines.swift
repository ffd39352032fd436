import Markdown

/// Where in a file an expected output stands, and what stands there.
extension SourceFile {
  /// The lines that hold the output expected under a command of a `run` fence.
  func expectedLines(of entry: Transcript.Entry) -> ExpectedLines {
    expectedLines(
      from: entry.outputPlace.position.line, count: entry.expected?.count ?? 0,
      inFenceAt: entry.command.place.position.line)
  }

  /// The same of the text of a figure.
  func expectedLines(of figure: Figure, count: Int) -> ExpectedLines {
    let number = figure.place.position.line
    return expectedLines(from: number + 1, count: count, inFenceAt: number)
  }

  /// - Parameter number: a line of the fence that is indented as all of it is.
  private func expectedLines(from first: Int, count: Int, inFenceAt number: Int) -> ExpectedLines {
    let last = min(first + count, max(first, lines.count + 1))
    return ExpectedLines(
      range: first..<last, text: (first..<last).map { String(line($0)) },
      margin: String(line(number).prefix { $0 == " " || $0 == "\t" }),
      fence: String(fence(around: number)))
  }

  /// The backticks or tildes that open the fence in which a line stands.
  private func fence(around number: Int) -> Substring {
    var number = number
    while number > 0 {
      let text = line(number).drop { $0 == " " || $0 == "\t" }
      let mark = text.prefix { $0 == text.first }
      let words = text.dropFirst(mark.count).drop { $0 == " " }
      if mark.count >= 3, mark.first == "`" || mark.first == "~",
        Construct.languages.contains(where: words.hasPrefix)
      {
        return mark
      }
      number -= 1
    }
    return "```"
  }
}

/// Lines of a file that say what is expected, as they stand there.
package struct ExpectedLines: Sendable, Equatable {
  /// Their numbers, from 1; empty before the line where they are to be put.
  package var range: Range<Int>
  package var text: [String]
  /// What stands before each: indentation.
  package var margin: String
  /// What opens the fence around them, and so what would close it.
  package var fence: String

  /// Whether a line would end the fence.
  func isFence(_ line: String) -> Bool {
    let line = line.trimmingSpaces
    return line.count >= fence.count && line.allSatisfy { $0 == fence.first }
  }
}
