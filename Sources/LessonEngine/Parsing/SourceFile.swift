import Markdown

/// The text of a lesson file by lines, to say where something stands and to show it.
package struct SourceFile: Sendable, Equatable {
  let name: String
  let lines: [Substring]

  /// `text` has newlines and no carriage returns.
  init(name: String, text: String) {
    self.name = name
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  func place(_ position: SourcePosition) -> SourcePlace {
    SourcePlace(file: name, position: position)
  }

  func line(_ number: Int) -> Substring {
    lines.indices.contains(number - 1) ? lines[number - 1] : ""
  }

  /// An error at a place, with its line. `length` is how many bytes are at fault; nil is the rest
  /// of the line.
  func error(
    _ message: String, at position: SourcePosition, length: Int? = nil, hint: String? = nil,
    suggestion: String? = nil
  ) -> LessonError {
    let line = line(position.line)
    let from = min(max(position.column - 1, 0), line.utf8.count)
    let rest = line.utf8.count - from
    return LessonError(
      file: name, position: position, message: message, line: String(line),
      length: min(length ?? rest, rest), hint: hint, suggestion: suggestion)
  }

  func unclosedComment(at position: SourcePosition) -> LessonError {
    error("this comment is never closed", at: position, hint: "--> closes it")
  }

  /// Where `word` stands in the line of `position`, at or after it; else `position`.
  func position(of word: String, from position: SourcePosition) -> SourcePosition {
    let line = Array(line(position.line).utf8)
    let sought = Array(word.utf8)
    guard !sought.isEmpty, sought.count <= line.count else { return position }
    let first = min(max(position.column - 1, 0), line.count)
    var start = first
    while start + sought.count <= line.count {
      if line[start..<start + sought.count].elementsEqual(sought) {
        return SourcePosition(line: position.line, column: start + 1)
      }
      start += 1
    }
    return position
  }
}

extension SourceFile {
  /// A file's text as all that reads it counts its lines: ended by newlines alone, as Markdown ends
  /// one at each of the three, and without the mark that some editors put at the beginning.
  static func normalized(_ text: String) -> String {
    var text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    return text
  }

  /// The document of a file, with as many lines blanked at its top: so that places stay right.
  func document(skipping count: Int) throws(LessonError) -> Document {
    let blank = Array(repeating: Substring(), count: count)
    let text = (blank + lines.dropFirst(count)).joined(separator: "\n")
    do throws(MarkdownError) {
      return try Document(parsing: text)
    } catch {
      let first = SourcePosition(line: 1, column: 1)
      switch error {
      case .tooLarge(let bytes, let limit):
        throw LessonError(
          file: name, position: first,
          message: "this file is \(bytes) bytes long; a lesson has at most \(limit)",
          hint: "several lessons make a course")
      case .lineTooLong(let line, let bytes, let limit):
        throw LessonError(
          file: name, position: SourcePosition(line: line, column: 1),
          message: "this line is \(bytes) bytes long; a lesson's line has at most \(limit)")
      case .nestedTooDeeply(let position, let limit):
        throw self.error(
          "quotes and lists stand more than \(limit) deep in each other here", at: position)
      case .tooManyCells(let line, let limit):
        throw self.error(
          "with this table there are more than \(limit) cells: a row has as many as its header, "
            + "however short it is", at: SourcePosition(line: line, column: 1))
      case .tooManyReferences(let limit):
        throw LessonError(
          file: name, position: first,
          message: "the links of this file take more than \(limit >> 20) MiB: each copies the "
            + "reference that it names")
      }
    }
  }

  /// Where `word` stands in the line of `position` or in those below it that belong to the same
  /// block; else `position`.
  func position(of word: String, below position: SourcePosition) -> SourcePosition {
    var place = position
    for number in stride(from: position.line, to: min(position.line + 200, lines.count + 1), by: 1)
    {
      place = SourcePosition(line: number, column: number == position.line ? position.column : 1)
      let found = self.position(of: word, from: place)
      if line(number).utf8.dropFirst(found.column - 1).starts(with: word.utf8) { return found }
    }
    return position
  }
}

extension SourceFile {
  /// The statement `text` as it stands from a place of the file on: it may go on in lines below.
  func statement(
    _ text: String, at position: SourcePosition, values: [String: String]
  ) -> SourceLine {
    func filled(_ position: SourcePosition) -> SourceLine {
      let written = line(position.line).utf8.dropFirst(position.column - 1)
      let filling = Filling(String(decoding: written, as: UTF8.self), values: values)
      return SourceLine(text: filling.text, position: position, shifts: filling.shifts).trimmed
    }
    var statement = filled(position)
    var number = position.line
    while statement.text.utf8.count < text.utf8.count, number < lines.count {
      number += 1
      let line = filled(SourcePosition(line: number, column: 1))
      let rest = text.utf8.dropFirst(statement.text.utf8.count + 1)
      // Blank lines and comments between the two are none of it.
      for line in [line, ScriptParser.withoutPrompt(line)] where !line.text.isEmpty {
        guard rest.starts(with: line.text.utf8) || line.text.utf8.starts(with: rest) else {
          continue
        }
        statement.join(line)
        break
      }
    }
    return statement.upTo(text)
  }
}

/// A line of a fence, or of anything else that is read line by line, and where it stands.
struct SourceLine: Sendable, Equatable {
  var text: String
  var position: SourcePosition
  /// Where variables were filled in, so that what follows them stands elsewhere in the file.
  var shifts: [Filling.Shift] = []
  /// The lines that go on with it: a statement may take several.
  var joined: [Joined] = []

  /// A line of the file that goes on with the one before.
  struct Joined: Sendable, Equatable {
    /// Where in the text it begins.
    var offset: Int
    var position: SourcePosition
    var shifts: [Filling.Shift]
  }

  /// The one line of the file that byte `offset` is of: where it begins and ends in the text.
  private func part(at offset: Int) -> (part: Joined, end: Int) {
    let own = Joined(offset: 0, position: position, shifts: shifts)
    let part = joined.last { $0.offset <= offset } ?? own
    let next = joined.first { $0.offset > offset }
    // A space stands between the two.
    return (part, next.map { $0.offset - 1 } ?? text.utf8.count)
  }

  /// The place `offset` bytes further on in the line.
  func position(at offset: Int) -> SourcePosition {
    let part = part(at: offset).part
    return SourcePosition(
      line: part.position.line,
      column: part.position.column + part.shifts.unfilled(offset - part.offset))
  }

  /// The line from byte `offset` on.
  func from(_ offset: Int) -> SourceLine {
    let part = part(at: offset).part
    return SourceLine(
      text: String(decoding: text.utf8.dropFirst(offset), as: UTF8.self),
      position: position(at: offset), shifts: part.shifts.dropping(offset - part.offset),
      joined: joined.filter { $0.offset > offset }.map {
        Joined(offset: $0.offset - offset, position: $0.position, shifts: $0.shifts)
      })
  }

  /// The line up to `end`.
  func upTo(_ end: some StringProtocol) -> SourceLine {
    SourceLine(text: String(end), position: position, shifts: shifts, joined: joined)
  }

  /// Goes on with another line.
  mutating func join(_ line: SourceLine) {
    joined.append(
      Joined(offset: text.utf8.count + 1, position: line.position, shifts: line.shifts))
    text += " " + line.text
  }

  /// Without space on either side.
  var trimmed: SourceLine {
    let leading = text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    var line = from(leading)
    while let last = line.text.last, last == " " || last == "\t" { line.text.removeLast() }
    return line
  }

  /// In bytes of the file, in its first line.
  var length: Int { length(of: 0..<text.utf8.count) }

  /// How many bytes of the file a range of the text takes there, in the line in which it begins.
  func length(of range: Range<Int>) -> Int {
    let (part, end) = part(at: range.lowerBound)
    let last = min(range.upperBound, max(range.lowerBound, end))
    return part.shifts.unfilled(last - part.offset)
      - part.shifts.unfilled(range.lowerBound - part.offset)
  }
}
