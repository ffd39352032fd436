import Markdown

extension Lesson {
  /// What the player said of the lesson's own fault, "xor.md:12:11: …", as an error at its place.
  func error(ofBug message: String, at place: SourcePlace) -> LessonError {
    for source in sources where message.hasPrefix("\(source.name.onOneLine):") {
      let parts = message.dropFirst(source.name.onOneLine.count + 1).split(
        separator: ":", maxSplits: 2)
      guard parts.count == 3, let line = Int(parts[0]), let column = Int(parts[1]) else { continue }
      let position = SourcePosition(line: line, column: column)
      return source.error(
        parts[2].trimmingSpaces, at: position,
        hint: output(expectedAt: source.place(position)).map { "expected \"\($0.onOneLine)\"" })
    }
    return error(message, at: place)
  }

  /// The first line of the output that is expected under the command at a place.
  private func output(expectedAt place: SourcePlace) -> String? {
    for case .run(let transcript) in places.flatMap(\.elements) {
      for entry in transcript.entries where entry.command.place == place {
        return entry.expected?.first
      }
    }
    return nil
  }
}
