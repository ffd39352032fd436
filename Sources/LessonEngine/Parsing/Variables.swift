import Interpreter
import Markdown
import Yams

/// The values of `{{name}}`, drawn once for a learner, so that text, commands, checks and hints all
/// say the same.
struct Variables: Sendable, Equatable {
  /// Nil where the lesson declares none: then braces are ordinary text.
  private(set) var values: [String: String]?

  static let none = Variables()

  private init() {}

  /// `vars: {lr: 0.5}`, a list to pick from `[0.1, 0.5]`, or `pick(0.1, 0.5)`.
  init(of frontMatter: FrontMatter, draw: UInt64) throws(LessonError) {
    guard let node = frontMatter.value("vars") else { return }
    guard let mapping = node.mapping else {
      throw frontMatter.error("vars holds names and values", at: "vars", hint: Self.hint)
    }
    var values: [String: String] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      let position = FrontMatter.position(key.mark, in: frontMatter.source)
      guard Self.isName(name) else {
        throw frontMatter.source.error(
          "the name of a variable is a word of letters, digits and _", at: position,
          hint: Self.hint)
      }
      let choices = Self.choices(value)
      guard !choices.isEmpty, choices.allSatisfy({ !$0.isEmpty && !$0.contains("\n") }) else {
        throw frontMatter.source.error(
          "\(name) needs a value, or several to pick from", at: position, hint: Self.hint)
      }
      let place = ContentHash.value(of: name, seed: draw) % UInt64(choices.count)
      values[name] = choices[Int(place)]
    }
    self.values = values
  }

  private static let hint = "vars: {lr: [0.1, 0.5], units: 4}"

  private static func choices(_ node: Node) -> [String] {
    switch node {
    case .sequence(let sequence): return sequence.compactMap { $0.scalar?.string }
    case .scalar(let scalar):
      let text = scalar.string.trimmingSpaces
      guard text.hasPrefix("pick("), text.hasSuffix(")") else { return [text] }
      return text.dropFirst("pick(".count).dropLast().split(
        separator: ",", omittingEmptySubsequences: false
      ).map { $0.trimmingSpaces }
    default: return []
    }
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 40
      && name.utf8.allSatisfy {
        $0 == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
      }
  }

  /// `text` with every `{{name}}` replaced.
  func filled(
    _ text: String, in source: SourceFile, at position: SourcePosition
  ) throws(LessonError) -> String {
    guard let values, text.contains("{{") else { return text }
    var filled = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      let name = rest[open.upperBound..<close.lowerBound].trimmingSpaces
      guard let value = values[name] else {
        throw source.error(
          "there is no variable \"\(name)\"", at: source.position(of: "{{\(name)", from: position),
          length: name.utf8.count + 2, hint: "vars in the front matter declares them",
          suggestion: Nearest.word(to: name, among: values.keys.sorted()))
      }
      filled += rest[..<open.lowerBound] + value
      rest = rest[close.upperBound...]
    }
    return filled + rest
  }
}
