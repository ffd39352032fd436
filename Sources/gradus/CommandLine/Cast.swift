import LessonEngine

/// A transcript as a recording of a terminal, which players of casts show at the pace of somebody
/// who types and reads.
///
/// Its times follow from what is shown and from no clock, so that a cast of the same lesson is the
/// same file.
///
/// - Source: https://docs.asciinema.org/manual/asciicast/v2/
struct Cast {
  /// The file so far.
  private(set) var text: String
  /// Milliseconds since the beginning.
  private var time = 500

  private enum Pace {
    /// Between two keys.
    static let key = 60
    /// Before somebody begins to type.
    static let thought = 700
    /// To read a row.
    static let row = 150
    static let longest = 3000
  }

  init(title: String, columns: Int, rows: Int) {
    text =
      "{\"version\":2,\"width\":\(columns),\"height\":\(rows),"
      + "\"title\":\(JSONText.quoted(title)),\"env\":{\"TERM\":\"xterm-256color\"}}\n"
  }

  /// What is typed at a prompt, key by key, and Enter.
  mutating func type(_ line: String, prompt: String) {
    write(prompt)
    time += Pace.thought
    for character in line {
      write(String(character))
      time += Pace.key
    }
    time += 3 * Pace.key
    write("\n")
  }

  /// What the program says, and the time to read it.
  mutating func show(_ output: String) {
    guard !output.isEmpty else { return }
    write(output)
    let rows = output.utf8.count { $0 == 0x0A }
    time += min(Pace.longest, 300 + rows * Pace.row)
  }

  private mutating func write(_ output: String) {
    // A terminal goes to the first column only where it is told to.
    let lines = output.replacing("\n", with: "\r\n")
    let fraction = String(time % 1000 + 1000).dropFirst()
    text += "[\(time / 1000).\(fraction),\"o\",\(JSONText.quoted(lines))]\n"
  }
}
