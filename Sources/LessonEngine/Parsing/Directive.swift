import Interpreter
import Markdown

/// An HTML comment that means something to a lesson; any other comment is one.
enum Directive {
  case step(id: String, SourcePosition)
  case quiz(allowsSeveral: Bool)
  case hint(Predicate)
  case jump(Jump)
  case include(path: String, SourcePosition)
  case allow(Allowance)

  static let words = Construct.names(.comment)

  /// Nil where the comment is an ordinary one.
  init?(
    _ comment: String, at start: SourcePosition, in source: SourceFile,
    variables: Variables = .none
  ) throws(LessonError) {
    let line = Self.line(comment, at: start).trimmed
    let (word, rest) = line.firstWord
    guard Self.words.contains(word) else {
      try Self.checkNearMiss(word, rest: rest, at: line.position, in: source)
      return nil
    }
    if comment.contains("<!--") {
      throw source.error(
        "this comment is never closed: another begins in it", at: start, hint: "--> closes it")
    }
    if word == "allow" {
      // Its reason is a sentence, with whatever quotes it has.
      self = .allow(try Self.allowance(rest, in: source))
      return
    }
    var words = try InfoWord.words(of: rest, in: source)
    for index in words.indices {
      words[index] = try words[index].filled(by: variables, in: source)
    }
    var reader = WordReader(directive: word, words: words, end: rest.position, source: source)
    switch word {
    case "step":
      let id = try reader.required("id", like: "<!-- step id=xor-fails -->")
      guard Slug.isValid(id.value) else {
        throw source.error(
          "an id has small letters, digits and hyphens only", at: id.valuePosition,
          length: id.value.utf8.count, hint: "<!-- step id=xor-fails -->")
      }
      self = .step(id: id.value, id.valuePosition)
    case "quiz":
      self = .quiz(allowsSeveral: try reader.flag("several"))
    case "hint":
      let condition = try reader.required("when", like: "<!-- hint when=\"loss > 0.6\" -->")
      self = .hint(try CheckParser.predicate(condition.line, in: source))
    case "goto":
      let target = try reader.word(like: "<!-- goto xor-fails when=\"attempts >= 3\" -->")
      var condition: Predicate?
      if let when = reader.optional("when") {
        condition = try CheckParser.predicate(when.line, in: source)
      }
      self = .jump(
        Jump(target: target.value, condition: condition, place: source.place(target.position)))
    default:
      let path = try reader.word(like: "<!-- include part.md -->")
      self = .include(path: path.value, path.position)
    }
    try reader.expectEnd()
  }

  /// A comment as one line.
  private static func line(_ comment: String, at start: SourcePosition) -> SourceLine {
    // The comment begins after `<!--`.
    let first = SourcePosition(line: start.line, column: start.column + 4)
    let lines = comment.split(separator: "\n", omittingEmptySubsequences: false)
    var line = SourceLine(text: String(lines[0]), position: first)
    for (index, next) in lines.enumerated().dropFirst() {
      line.join(
        SourceLine(
          text: String(next), position: SourcePosition(line: start.line + index, column: 1)))
    }
    return line
  }

  /// `wall-of-text: the poem is quoted whole`
  private static func allowance(
    _ line: SourceLine, in source: SourceFile
  ) throws(LessonError) -> Allowance {
    let example = "<!-- allow wall-of-text: the poem is quoted whole -->"
    let name = line.text.utf8.prefix { $0 != UInt8(ascii: ":") }
    let rule = SourceLine(
      text: String(decoding: name, as: UTF8.self), position: line.position
    ).trimmed
    guard Slug.isValid(rule.text) else {
      throw source.error(
        "the name of a rule has small letters, digits and hyphens only", at: rule.position,
        length: rule.length, hint: example)
    }
    let reason = line.from(min(name.count + 1, line.text.utf8.count)).trimmed
    guard !reason.text.isEmpty else {
      throw source.error(
        "this exception says no reason", at: rule.position, length: rule.length, hint: example)
    }
    return Allowance(
      rule: rule.text, reason: reason.text, place: source.place(rule.position))
  }

  private static func checkNearMiss(
    _ word: String, rest: SourceLine, at position: SourcePosition, in source: SourceFile
  ) throws(LessonError) {
    guard rest.text.isEmpty || rest.text.contains("="),
      let near = Nearest.word(to: word, among: words)
    else { return }
    throw source.error(
      "a comment that begins with \"\(word)\" means nothing here", at: position,
      length: word.utf8.count, hint: "known: \(words.joined(separator: ", "))", suggestion: near)
  }
}

/// Takes the words of a directive one by one, so that none is left over unread.
private struct WordReader {
  let directive: String
  var words: [InfoWord]
  let end: SourcePosition
  let source: SourceFile
  private let known: [String]
  /// What was taken already.
  private var taken: [InfoWord] = []

  init(directive: String, words: [InfoWord], end: SourcePosition, source: SourceFile) {
    self.directive = directive
    self.words = words
    self.end = end
    self.source = source
    known = Construct.named(directive, .comment)?.keys.map(\.name) ?? []
  }

  mutating func optional(_ key: String) -> InfoWord? {
    guard let index = words.firstIndex(where: { $0.key == key }) else { return nil }
    taken.append(words[index])
    return words.remove(at: index)
  }

  mutating func required(_ key: String, like example: String) throws(LessonError) -> InfoWord {
    if let word = optional(key) { return word }
    try expectEnd()
    throw source.error("\(directive) needs \(key)=", at: end, length: 0, hint: example)
  }

  mutating func flag(_ name: String) throws(LessonError) -> Bool {
    guard let index = words.firstIndex(where: { $0.key == nil && $0.value == name }) else {
      return false
    }
    taken.append(words.remove(at: index))
    return true
  }

  mutating func word(like example: String) throws(LessonError) -> InfoWord {
    guard let first = words.first, first.key == nil else {
      throw source.error("\(directive) needs a word", at: end, length: 0, hint: example)
    }
    return words.removeFirst()
  }

  func expectEnd() throws(LessonError) {
    guard let left = words.first else { return }
    if taken.contains(where: { $0.key == left.key && (left.key != nil || $0.value == left.value) })
    {
      throw source.repeated(left)
    }
    throw source.unknown(
      "\(directive) takes no", left.key ?? left.value, at: left.position, among: known)
  }
}
