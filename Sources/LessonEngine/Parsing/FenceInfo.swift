import Interpreter
import Markdown

/// What the first line of a fence says; `Construct` declares what it may say.
struct FenceInfo {
  var language: String
  var role: String
  var rolePosition: SourcePosition
  var keys: [InfoWord]

  func value(_ key: String) -> InfoWord? { keys.first { $0.key == key } }

  /// Whether a fence makes a file a lesson: by its first word and one that follows. A page that shows
  /// commands in ```` ```gradus ```` is a page.
  static func isOurs(_ info: String) -> Bool {
    let words = info.split { $0 == " " || $0 == "\t" }
    return words.count >= 2 && Construct.languages.contains(String(words[0]))
  }

  /// Nil where the fence is ordinary code.
  init?(_ info: String, of block: Block, in source: SourceFile) throws(LessonError) {
    let position = source.position(of: info, from: block.start)
    let line = SourceLine(text: info, position: position)
    let first = line.firstWord
    guard Construct.languages.contains(first.word) else {
      try Self.checkNearMiss(first.word, rest: first.rest, in: source, at: position)
      return nil
    }
    language = first.word
    let words = try InfoWord.words(of: first.rest, in: source)
    let roles = Construct.names(.fence, in: language)
    guard let word = words.first, word.key == nil else {
      throw source.error(
        "a fence with \(language) needs a word that says what it is for", at: position,
        length: language.utf8.count,
        hint: language == "figure"
          ? "figure weights layer=0" : "known: \(roles.joined(separator: ", "))")
    }
    role = word.value
    rolePosition = word.position
    keys = Array(words.dropFirst())
    // The pictures are declared elsewhere: any word stands here for one.
    let name = language == "figure" ? roles[0] : role
    guard let declared = Construct.named(name, .fence, in: language) else {
      throw source.unknown("\(language) has no role", role, at: word.position, among: roles)
    }
    let known = declared.keys.map(\.name)
    for (index, key) in keys.enumerated() {
      guard let name = key.key, known.contains(name) else {
        throw source.unknown(
          "\(language) \(role) takes no", key.key ?? key.value, at: key.position, among: known)
      }
      if keys[..<index].contains(where: { $0.key == name }) { throw source.repeated(key) }
    }
  }

  /// ```` ```gradsu try ```` is a slip, ```` ```python ```` is not.
  private static func checkNearMiss(
    _ word: String, rest: SourceLine, in source: SourceFile, at position: SourcePosition
  ) throws(LessonError) {
    let second = rest.firstWord.word
    guard !second.isEmpty, let near = Nearest.word(to: word, among: Construct.languages),
      near == "figure" || Construct.fences.contains(where: { $0.name == second })
    else { return }
    throw source.error(
      "a fence with \"\(word)\" is ordinary code, but \"\(second)\" is a word of lessons",
      at: position, length: word.utf8.count, suggestion: near)
  }
}
