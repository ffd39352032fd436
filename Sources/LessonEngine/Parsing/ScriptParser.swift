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
        isOpen = isIncomplete(entries[last].command.text)
      } else if isCommand {
        if command.text.isEmpty || command.text.hasPrefix("#") { continue }
        entries.append(
          .init(
            command: ScriptCommand(text: command.text, place: body.source.place(command.position))))
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

  /// Commands, and what is to be foretold: `answer = loss +- 0.01`, or lines
  /// `choice up = loss > before`.
  func prediction(question: String?) throws(LessonError) -> Prediction {
    var commands: [SourceLine] = []
    var target: NumberKey.Target?
    var choices: [Prediction.Choice] = []
    for line in body.lines.map(\.trimmed) {
      let (word, rest) = line.firstWord
      switch word {
      case "answer":
        guard target == nil else { throw body.error("a predict has one answer", at: line) }
        target = try AnswerParser(body: body).target(rest)
      case "choice":
        guard let equals = rest.text.firstRange(of: " = ") else {
          throw body.error(
            "a choice needs words and when they are right", at: line,
            hint: "choice down = loss < before")
        }
        let offset = rest.text.utf8.distance(from: rest.text.startIndex, to: equals.upperBound)
        let words = rest.text[..<equals.lowerBound].trimmingSpaces
        choices.append(
          .init(
            words: words,
            predicate: try CheckParser.predicate(rest.from(offset).trimmed, in: body.source)))
      default: commands.append(line)
      }
    }
    let key: Prediction.Key
    switch (target, choices.count) {
    case (let target?, 0): key = .number(target)
    case (nil, 2...): key = .choices(choices)
    default:
      throw body.source.error(
        "a predict has one answer, or at least two choices", at: body.start,
        hint: "answer = loss +- 0.01")
    }
    return Prediction(
      question: question, script: Script(commands: try self.commands(of: commands)), key: key)
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
