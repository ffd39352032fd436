import Interpreter
import Markdown

/// Reads fences that hold commands.
struct ScriptParser {
  let body: FenceBody

  /// One command a line; a line with an open bracket goes on in the next. `> ` may stand before
  /// each, as in a transcript.
  func script() throws(LessonError) -> Script {
    Script(commands: try commands(of: body.lines))
  }

  func commands(of lines: [SourceLine]) throws(LessonError) -> [ScriptCommand] {
    var commands: [ScriptCommand] = []
    var isOpen = false
    for line in lines {
      let line = Self.withoutPrompt(line.trimmed)
      if line.text.isEmpty || line.text.hasPrefix("#") { continue }
      if isOpen, let last = commands.indices.last {
        commands[last].text += " " + line.text
      } else {
        commands.append(ScriptCommand(text: line.text, place: body.source.place(line.position)))
      }
      isOpen = commands.last.map { isIncomplete($0.text) } ?? false
    }
    guard !commands.isEmpty else {
      throw body.source.error("this fence holds no command", at: body.start)
    }
    return commands
  }

  /// Lines `> command`, and under each the output expected.
  func transcript() throws(LessonError) -> Transcript {
    var entries: [Transcript.Entry] = []
    var isOpen = false
    for line in body.lines {
      let isCommand = line.text.hasPrefix(">")
      let command = Self.withoutPrompt(line.trimmed)
      if isCommand, isOpen, let last = entries.indices.last {
        entries[last].command.text += " " + command.text
        entries[last].outputPlace = Self.below(line, in: body.source)
        isOpen = isIncomplete(entries[last].command.text)
      } else if isCommand {
        if command.text.isEmpty || command.text.hasPrefix("#") { continue }
        entries.append(
          .init(
            command: ScriptCommand(text: command.text, place: body.source.place(command.position)),
            outputPlace: Self.below(line, in: body.source)))
        isOpen = isIncomplete(command.text)
      } else if let last = entries.indices.last {
        entries[last].expected = (entries[last].expected ?? []) + [line.text.withoutTrailingSpace]
      } else if !line.trimmed.text.isEmpty {
        throw body.source.error(
          "a line of a run begins with > and a command", at: line.position,
          hint: "> \(line.trimmed.text)")
      }
    }
    guard !entries.isEmpty else {
      throw body.source.error(
        "this fence holds no command", at: body.start, hint: "> data xor")
    }
    for index in entries.indices {
      while entries[index].expected?.last?.isEmpty == true { entries[index].expected?.removeLast() }
      if entries[index].expected?.isEmpty == true { entries[index].expected = nil }
    }
    return Transcript(entries: entries)
  }

  /// Commands, then at most one line `-- words of the feedback`.
  func reject() throws(LessonError) -> Reject {
    let feedback = body.lines.filter { $0.trimmed.text.hasPrefix("--") }
    if feedback.count > 1 {
      throw body.error("a reject has one line of feedback", at: feedback[1].trimmed)
    }
    let commands = try commands(of: body.lines.filter { !$0.trimmed.text.hasPrefix("--") })
    let words = feedback.first.map { String($0.trimmed.text.dropFirst(2)).trimmingSpaces }
    return Reject(
      script: Script(commands: commands), feedback: words, place: body.source.place(body.start))
  }

  private static func below(_ line: SourceLine, in source: SourceFile) -> SourcePlace {
    source.place(SourcePosition(line: line.position.line + 1, column: line.position.column))
  }

  private static func withoutPrompt(_ line: SourceLine) -> SourceLine {
    line.text.hasPrefix(">") ? line.from(1).trimmed : line
  }
}

extension String {
  var withoutTrailingSpace: String {
    var text = self
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
