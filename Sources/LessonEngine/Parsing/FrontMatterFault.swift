import Markdown

/// Why front matter is no YAML, in words that an author needs.
///
/// YAML's parser says where it could not go on, which is often below the fault, and what it had
/// expected there. The commonest slips can be told from the lines.
struct FrontMatterFault {
  /// In the words of YAML's parser.
  let problem: String
  let place: SourcePosition
  let source: SourceFile

  var error: LessonError {
    if let (sign, place) = unclosed {
      let closing = ["[": "]", "{": "}", "(": ")"][sign] ?? sign
      return source.error(
        sign == "\"" || sign == "'" ? "this quote is never closed" : "this \(sign) is never closed",
        at: place, length: 1, hint: "\(closing) closes it")
    }
    if let place = tab {
      return source.error(
        "the front matter is not YAML: a tab stands here", at: place, length: 1,
        hint: "YAML takes spaces only")
    }
    if let place = indentedKey {
      return source.error(
        "the front matter is not YAML: this key is indented", at: place,
        hint: "keys stand at the beginnings of their lines")
    }
    if problem.contains("expected ':'") || problem.contains("mapping values"),
      let line = lineWithoutColon
    {
      return source.error(
        "the front matter is not YAML: no colon and space stand here", at: line,
        hint: "title: A neuron")
    }
    return source.error(
      "the front matter is not YAML: \(problem)", at: place, length: 1,
      hint: hint)
  }

  private var hint: String {
    if problem.contains("cannot start") { return "a value that begins so stands in quotes" }
    if problem.contains("expected ','") {
      return "a comma stands between two of them: [a, b], {skip: yes, attempts: 5}"
    }
    guard problem.contains("expected key") else {
      return "a value with a colon or a # in it stands in quotes"
    }
    return source.line(place.line).trimmingSpaces.hasPrefix("-")
      ? "the items of a list begin in the same column"
      : "a value ends with the bracket or the quote that it begins with, or is all in quotes"
  }

  /// The numbers of its lines, without those that open and close it.
  private var lines: Range<Int> {
    let end = source.lines.indices.dropFirst().first {
      ["---", "..."].contains(source.lines[$0].trimmingSpaces)
    }
    return 2..<max(2, (end ?? source.lines.count) + 1)
  }

  /// A bracket or a quote that begins a value and ends neither on its line nor in indented ones
  /// below.
  private var unclosed: (sign: String, place: SourcePosition)? {
    var open: [(sign: Character, place: SourcePosition)] = []
    for number in lines {
      let line = source.line(number)
      // A key at the margin: the value above it should have ended.
      if let first = line.first, first != " ", first != "\t", !"]}".contains(first), !open.isEmpty {
        break
      }
      var previous: Character = ":"
      var isDoubled = false
      var column = 1
      scan: for (character, next) in zip(line, line.dropFirst() + "\n") {
        let before = line.utf8.prefix(column - 1)
        let begins =
          previous == ":" && before.last ?? 0x20 == 0x20
          || previous == "-" && before.allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: "-") }
          || !open.isEmpty && ",[{".contains(previous)
        switch (open.last?.sign, character) {
        case ("\""?, _): if character == "\"" { open.removeLast() }
        case ("'"?, _):
          // Two of them are one of the text.
          guard character == "'" else { break }
          if !isDoubled, next != "'" { open.removeLast() }
          isDoubled = !isDoubled && next == "'"
        case (_, "#") where before.last == 0x20: break scan
        case (_, "\"") where begins, (_, "'") where begins, (_, "[") where begins,
          (_, "{") where begins:
          open.append((character, SourcePosition(line: number, column: column)))
        // pick(0.1, 0.5)
        case (_?, "(") where previous.isLetter:
          open.append((character, SourcePosition(line: number, column: column)))
        case ("["?, "]"), ("{"?, "}"), ("("?, ")"): open.removeLast()
        case ("["?, "}"), ("{"?, "]"), ("("?, "}"), ("("?, "]"):
          return open.last.map { (String($0.sign), $0.place) }
        default: break
        }
        if character != " " { previous = character }
        column += character.utf8.count
      }
    }
    return open.last.map { (String($0.sign), $0.place) }
  }

  /// A tab before a key.
  private var tab: SourcePosition? {
    let space = source.line(place.line).prefix { $0 == " " || $0 == "\t" }
    guard let index = space.firstIndex(of: "\t") else { return nil }
    let column = space.utf8.distance(from: space.startIndex, to: index) + 1
    return SourcePosition(line: place.line, column: column)
  }

  /// A key of ours that is indented without standing below one that has none on its line.
  private var indentedKey: SourcePosition? {
    let known = Construct.names(.frontMatter)
    for number in lines {
      let line = source.line(number)
      let indent = line.prefix { $0 == " " }.count
      guard indent > 0, let colon = line.firstIndex(of: ":"),
        known.contains(String(line[..<colon]).trimmingSpaces),
        number == lines.lowerBound || !source.line(number - 1).trimmingSpaces.hasSuffix(":")
      else { continue }
      return SourcePosition(line: number, column: indent + 1)
    }
    return nil
  }

  /// A line right above the place, or at it, that has neither a key nor belongs to one.
  private var lineWithoutColon: SourcePosition? {
    lines.last { number in
      let line = source.line(number)
      return (place.line - 1...place.line).contains(number) && !line.trimmingSpaces.isEmpty
        && line.first != " "
        && !line.contains(": ") && line.last != ":"
    }.map { SourcePosition(line: $0, column: 1) }
  }
}
