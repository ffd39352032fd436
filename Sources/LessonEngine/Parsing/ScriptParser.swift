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

  /// Commands, then a line `-- words of the feedback`; then others with theirs. Each part is tried
  /// by itself.
  func rejects() throws(LessonError) -> [Reject] {
    var rejects: [Reject] = []
    var pending: [SourceLine] = []
    for line in body.lines {
      let text = line.trimmed
      guard text.text.hasPrefix("--") else {
        pending.append(line)
        continue
      }
      guard pending.contains(where: { !$0.trimmed.text.isEmpty }) else {
        throw body.error(
          "no commands stand before this feedback", at: text, hint: "input 3\n-- Two are enough")
      }
      var rejected = try reject(
        pending, feedback: text.text.dropFirst(2).trimmingSpaces, after: rejects)
      rejected.feedbackPlace = body.source.place(text.position)
      rejects.append(rejected)
      pending = []
    }
    if rejects.isEmpty || pending.contains(where: { !$0.trimmed.text.isEmpty }) {
      rejects.append(try reject(pending, feedback: nil, after: rejects))
    }
    return rejects
  }

  private func reject(
    _ lines: [SourceLine], feedback: String?, after others: [Reject]
  ) throws(LessonError) -> Reject {
    let commands = try commands(of: lines)
    let place = others.isEmpty ? body.source.place(body.start) : commands[0].place
    return Reject(script: Script(commands: commands), feedback: feedback, place: place)
  }

  private static func below(_ line: SourceLine, in source: SourceFile) -> SourcePlace {
    source.place(SourcePosition(line: line.position.line + 1, column: line.position.column))
  }

  static func withoutPrompt(_ line: SourceLine) -> SourceLine {
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
