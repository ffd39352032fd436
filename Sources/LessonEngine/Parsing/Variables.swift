import Interpreter
import Markdown
import Yams

/// The values of `{{name}}`, drawn once for a learner, so that text, commands, checks and hints all
/// say the same.
struct Variables: Sendable, Equatable {
  /// Nil in a file that is no lesson of ours: then braces are ordinary text.
  private(set) var values: [String: String]?
  private(set) var declarations: [LessonVariable] = []

  static let none = Variables()

  private init() {}

  /// `vars: {lr: pick(0.1, 0.5), units: integer(2, 5), w: uniform(0.1, 0.9), n: 4}`
  init(of frontMatter: FrontMatter, draw: UInt64) throws(LessonError) {
    values = [:]
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
          length: name.utf8.count, hint: Self.hint)
      }
      let variable = LessonVariable(
        name: name,
        values: try Self.values(value, of: name, at: position, in: frontMatter.source),
        place: frontMatter.source.place(position))
      declarations.append(variable)
      values[name] = variable.value(for: draw)
    }
    self.values = values
  }

  private static let longestValue = 200
  private static let hint = "vars: {lr: pick(0.1, 0.5), units: integer(2, 5)}"

  // MARK: What a variable may be

  private static func values(
    _ node: Node, of name: String, at position: SourcePosition, in source: SourceFile
  ) throws(LessonError) -> LessonVariable.Values {
    func fault(_ message: String, suggestion: String? = nil) -> LessonError {
      source.error(message, at: position, hint: hint, suggestion: suggestion)
    }
    func picked(_ choices: [String]) throws(LessonError) -> LessonVariable.Values {
      guard !choices.isEmpty, choices.allSatisfy({ !$0.isEmpty && !$0.contains("\n") }) else {
        throw fault("\(name) needs a value, or several to pick from")
      }
      // A file that names it on each line would grow beyond what a computer holds.
      guard choices.allSatisfy({ $0.utf8.count <= Self.longestValue }) else {
        throw fault("a value of \(name) is longer than \(Self.longestValue) bytes")
      }
      return .picked(choices)
    }
    switch node {
    case .sequence(let sequence):
      let choices = sequence.compactMap { $0.scalar?.string.trimmingSpaces }
      return try picked(choices.count == sequence.count ? choices : [])
    case .scalar(let scalar):
      let text = scalar.string.trimmingSpaces
      guard let call = Call(text) else {
        let name = text.prefix { $0 != "(" }
        if name.count < text.count, !text.contains(")"),
          Nearest.word(to: String(name), among: Construct.names(.frontMatter, in: "vars")) != nil
        {
          throw fault("the ( after \(name) is never closed")
        }
        return try picked([text])
      }
      switch call.name {
      case "pick": return try picked(call.arguments)
      case "integer":
        let ends = call.arguments.compactMap { Int($0) }
        guard ends.count == 2, call.arguments.count == 2, ends[0] <= ends[1],
          ends.allSatisfy({ $0.magnitude <= 1_000_000_000 })
        else { throw fault("integer takes two whole numbers, the smaller one first") }
        return .integers(ends[0]...ends[1])
      case "uniform":
        guard let range = decimals(call.arguments) else {
          throw fault("uniform takes two numbers, the smaller one first")
        }
        return range
      default:
        let known = Construct.names(.frontMatter, in: "vars")
        guard let near = Nearest.word(to: call.name, among: known) else {
          return try picked([text])
        }
        throw fault("nothing is drawn by \(call.name)", suggestion: near)
      }
    default: return try picked([])
    }
  }

  /// `pick(0.1, 0.5)`
  private struct Call {
    var name: String
    var arguments: [String]

    init?(_ text: String) {
      guard text.hasSuffix(")"), let open = text.firstIndex(of: "("), open > text.startIndex,
        text[..<open].allSatisfy({ $0.isLetter })
      else { return nil }
      name = String(text[..<open])
      arguments = text[text.index(after: open)...].dropLast().split(
        separator: ",", omittingEmptySubsequences: false
      ).map { $0.trimmingSpaces }
    }
  }

  /// Two ends with at most six digits after the point; whole ones are given two.
  private static func decimals(_ ends: [String]) -> LessonVariable.Values? {
    let numbers = ends.compactMap { Double($0) }
    guard numbers.count == 2, ends.count == 2, numbers[0] <= numbers[1],
      numbers.allSatisfy({ abs($0) <= 1_000_000 })
    else { return nil }
    let written = ends.map { end in
      end.firstIndex(of: ".").map { end[$0...].dropFirst().count } ?? 0
    }
    let digits = written.max() == 0 ? 2 : written.max() ?? 2
    guard digits <= 6, ends.allSatisfy({ !$0.lowercased().contains("e") }) else { return nil }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let low = Int((numbers[0] * scale).rounded())
    let high = Int((numbers[1] * scale).rounded())
    return .decimals(low...max(low, high), digits: digits)
  }

  static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 40
      && name.utf8.allSatisfy {
        $0 == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
      }
  }

  // MARK: Filling in

  /// `text` with every `{{name}}` replaced.
  func filled(
    _ text: String, in source: SourceFile, at position: SourcePosition
  ) throws(LessonError) -> String {
    guard let values, text.contains("{{") else { return text }
    let filling = Filling(text, values: values)
    if let (name, token) = filling.unknown {
      throw source.error(
        "there is no variable \"\(name)\"", at: source.position(of: token, below: position),
        length: token.utf8.count,
        hint: values.isEmpty
          ? "the front matter declares it: vars: {\(name): pick(0.1, 0.5)}"
          : "vars in the front matter declares them",
        suggestion: Nearest.word(to: name, among: values.keys.sorted()).map { "{{\($0)}}" })
    }
    return filling.text
  }

  /// The line with every `{{name}}` replaced; it knows where what follows stands in the file.
  func filled(_ line: SourceLine, in source: SourceFile) throws(LessonError) -> SourceLine {
    var filled = line
    filled.text = try self.filled(line.text, in: source, at: line.position)
    if let values, filled.text != line.text {
      filled.shifts = Filling(line.text, values: values).shifts
    }
    return filled
  }
}
