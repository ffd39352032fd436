import Interpreter
import Markdown

/// A fence that means something to a lesson. The one list; parsing and the reference read it.
struct FenceRole: Sendable {
  let language: String
  let role: String
  /// The keys that may follow the role.
  var keys: [String] = []
  /// One line.
  let summary: String

  static let all = [
    FenceRole(language: "gradus", role: "setup", summary: "commands that run unseen"),
    FenceRole(
      language: "gradus", role: "run",
      summary: "commands that run before the learner's eyes, with the output expected under each"),
    FenceRole(language: "gradus", role: "try", summary: "a model answer; several are all good"),
    FenceRole(
      language: "gradus", role: "check", summary: "what counts as done, and what to say if not"),
    FenceRole(
      language: "gradus", role: "reject",
      summary: "commands that must not be accepted, and the feedback that answers them"),
    FenceRole(
      language: "gradus", role: "predict", keys: ["ask"],
      summary: "a guess by the learner, then commands on a fork"),
    FenceRole(language: "answer", role: "number", summary: "a number, with how far it may be off"),
    FenceRole(language: "answer", role: "text", summary: "words, one accepted form a line"),
    FenceRole(language: "answer", role: "order", summary: "lines in their right order"),
    FenceRole(language: "answer", role: "shape", summary: "a shape: (4, 2)"),
  ]

  static let languages = ["gradus", "answer", "figure"]

  static func roles(of language: String) -> [FenceRole] { all.filter { $0.language == language } }
}

/// What the first line of a fence says.
struct FenceInfo {
  var language: String
  var role: String
  var rolePosition: SourcePosition
  var keys: [InfoWord]

  func value(_ key: String) -> InfoWord? { keys.first { $0.key == key } }

  /// Nil where the fence is ordinary code.
  init?(_ info: String, of block: Block, in source: SourceFile) throws(LessonError) {
    let position = source.position(of: info, from: block.start)
    let line = SourceLine(text: info, position: position)
    let first = line.firstWord
    guard FenceRole.languages.contains(first.word) else {
      try Self.checkNearMiss(first.word, rest: first.rest, in: source, at: position)
      return nil
    }
    language = first.word
    let words = try InfoWord.words(of: first.rest, in: source)
    let roles = FenceRole.roles(of: language).map(\.role)
    guard let word = words.first, word.key == nil else {
      throw source.error(
        "a fence with \(language) needs a word that says what it is for", at: position,
        length: language.utf8.count,
        hint: roles.isEmpty ? "figure weights layer=0" : "known: \(roles.joined(separator: ", "))")
    }
    role = word.value
    rolePosition = word.position
    keys = Array(words.dropFirst())
    let known: [String]
    if language == "figure" {
      known = ["layer", "neuron"]
    } else {
      guard let declared = FenceRole.roles(of: language).first(where: { $0.role == word.value })
      else {
        throw source.unknown(
          "\(language) has no role", word.value, at: word.position, among: roles)
      }
      known = declared.keys
    }
    for key in keys {
      guard let name = key.key, known.contains(name) else {
        throw source.unknown(
          "\(language) \(role) takes no", key.key ?? key.value, at: key.position, among: known)
      }
    }
  }

  /// ```` ```gradsu try ```` is a slip, ```` ```python ```` is not.
  private static func checkNearMiss(
    _ word: String, rest: SourceLine, in source: SourceFile, at position: SourcePosition
  ) throws(LessonError) {
    let second = rest.firstWord.word
    guard FenceRole.all.contains(where: { $0.role == second }),
      let near = Nearest.word(to: word, among: FenceRole.languages)
    else { return }
    throw source.error(
      "a fence with \"\(word)\" is ordinary code, but \"\(second)\" is a word of lessons",
      at: position, length: word.utf8.count, suggestion: near)
  }
}
