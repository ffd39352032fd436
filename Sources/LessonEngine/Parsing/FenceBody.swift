import Markdown

/// The lines inside a fence, each with its place in the file, and what is common to reading them.
struct FenceBody {
  let source: SourceFile
  /// Of the opening line.
  let start: SourcePosition
  let lines: [SourceLine]

  /// - Parameter text: the fence's content as the parser gives it: without the signs of quotes and
  ///   lists around it, so that a line's column is found from its end.
  init(
    source: SourceFile, start: SourcePosition, text: String, variables: Variables
  ) throws(LessonError) {
    self.source = source
    self.start = start
    var lines: [SourceLine] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let number = start.line + 1 + index
      let whole = source.line(number)
      let column = whole.hasSuffix(line) ? whole.utf8.count - line.utf8.count + 1 : 1
      let position = SourcePosition(line: number, column: column)
      lines.append(
        try variables.filled(SourceLine(text: String(line), position: position), in: source))
    }
    self.lines = lines
  }

  /// Lines that are neither blank nor a comment, with indented ones joined to the line before.
  var statements: [SourceLine] {
    var statements: [SourceLine] = []
    for line in lines {
      let trimmed = line.trimmed
      if trimmed.text.isEmpty || trimmed.text.hasPrefix("#") { continue }
      let isIndented = line.text.first == " " || line.text.first == "\t"
      if isIndented, let last = statements.indices.last {
        statements[last].join(trimmed)
      } else {
        statements.append(trimmed)
      }
    }
    return statements
  }

  func error(
    _ message: String, at line: SourceLine, hint: String? = nil, suggestion: String? = nil
  ) -> LessonError {
    source.error(
      message, at: line.position, length: line.length, hint: hint, suggestion: suggestion)
  }
}

extension SourceLine {
  /// What stands before ` -- ` and after it; nil where no ` -- ` stands outside quotes.
  var splitAtWords: (left: SourceLine, words: String)? {
    let bytes = Array(text.utf8)
    var isQuoted = false
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted, bytes[index] == UInt8(ascii: "-"), index + 1 < bytes.count,
        bytes[index + 1] == UInt8(ascii: "-"), index == 0 || bytes[index - 1] == 0x20,
        index + 2 == bytes.count || bytes[index + 2] == 0x20
      else { continue }
      let left = String(decoding: bytes[..<index], as: UTF8.self)
      let words = String(decoding: bytes[(index + 2)...], as: UTF8.self)
      return (
        upTo(left).trimmed,
        SourceLine(text: words, position: position).trimmed.text
      )
    }
    return nil
  }

  /// The first word and what follows it.
  var firstWord: (word: String, rest: SourceLine) {
    let length = text.utf8.prefix { $0 != 0x20 && $0 != 0x09 }.count
    return (String(decoding: text.utf8.prefix(length), as: UTF8.self), from(length).trimmed)
  }
}
