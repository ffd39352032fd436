import Interpreter
import Markdown
import Yams

extension FrontMatter {
  /// What the front matter says of the lesson; every key is known, and every value fits its key.
  func about() throws(LessonError) -> About {
    try checkKeys(Construct.names(.frontMatter))
    try checkFormat()
    let id = try required("lesson", like: "lesson: a-neuron")
    guard Slug.isValid(id) else {
      throw error(
        "an id has small letters, digits and hyphens only", at: "lesson", hint: "lesson: a-neuron")
    }
    var about = About(id: id, title: try required("title", like: "title: A neuron"))
    about.summary = try text("summary")
    about.level = try choice("level", of: About.Level.allCases)
    about.minutes = try integer("minutes", in: 1...1_000)
    about.seed = UInt64(try integer("seed", in: 0...Int.max) ?? 0)
    about.requires = try list("requires")
    about.introduces = try list("introduces")
    about.learned = try list("learned")
    about.license = try text("license")
    about.authors = try list("authors")
    about.policy = try policy()
    return about
  }

  func checkKeys(_ known: [String]) throws(LessonError) {
    for (key, _, position) in entries where !known.contains(key) {
      throw source.error(
        "the front matter has no key \"\(key)\"", at: position, length: key.utf8.count,
        hint: "keys: \(known.joined(separator: ", "))",
        suggestion: Nearest.word(to: key, among: known))
    }
  }

  func checkFormat() throws(LessonError) {
    guard let format = try integer("format", in: 0...1_000_000) else {
      throw source.error(
        "the front matter lacks format", at: SourcePosition(line: 1, column: 1),
        hint: "format: \(Self.format)")
    }
    if format == Self.format { return }
    throw error(
      "this lesson has format \(format); this Gradus reads format \(Self.format)", at: "format",
      hint: format > Self.format ? "a newer Gradus reads it" : "format: \(Self.format)")
  }

  private func policy() throws(LessonError) -> Policy {
    var policy = Policy()
    guard let node = value("policy") else { return policy }
    guard let mapping = node.mapping else {
      throw error("policy holds keys of its own", at: "policy", hint: Self.policyHint)
    }
    let known = Construct.names(.frontMatter, in: "policy")
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      let position = Self.position(key.mark, in: source)
      let text = value.scalar?.string ?? ""
      let number = Int(
        text.hasPrefix("after ") ? text.dropFirst("after ".count).trimmingSpaces : text)
      switch (name, text) {
      case ("skip", "yes"), ("skip", "true"): policy.allowsSkip = true
      case ("skip", "no"), ("skip", "false"): policy.allowsSkip = false
      case ("solution", "always"), ("solution", "yes"): policy.attemptsBeforeSolution = 0
      case ("solution", "never"), ("solution", "no"): policy.attemptsBeforeSolution = nil
      case ("attempts", "unlimited"): policy.attempts = nil
      case ("solution", _):
        guard let number, (0...1_000).contains(number) else {
          throw source.error(
            "solution is always, never, or after a number of attempts", at: position,
            hint: "solution: after 3")
        }
        policy.attemptsBeforeSolution = number
      case ("attempts", _):
        guard let number, (1...1_000).contains(number) else {
          throw source.error(
            "attempts is a whole number from 1, or unlimited", at: position, hint: "attempts: 3")
        }
        policy.attempts = number
      case ("skip", _):
        throw source.error("skip is yes or no", at: position, hint: "skip: yes")
      default:
        throw source.error(
          "policy has no key \"\(name)\"", at: position, length: name.utf8.count,
          hint: Self.policyHint, suggestion: Nearest.word(to: name, among: known))
      }
    }
    return policy
  }

  private static let policyHint = "policy: {skip: yes, solution: after 3, attempts: 5}"

  // MARK: Values

  func error(_ message: String, at key: String, hint: String? = nil) -> LessonError {
    let position = entries.first { $0.key == key }?.position ?? SourcePosition(line: 1, column: 1)
    return source.error(message, at: position, hint: hint)
  }

  func required(_ key: String, like example: String) throws(LessonError) -> String {
    guard let text = try text(key), !text.trimmingSpaces.isEmpty else {
      throw source.error(
        "the front matter lacks \(key)", at: SourcePosition(line: 1, column: 1), hint: example)
    }
    return text
  }

  func text(_ key: String) throws(LessonError) -> String? {
    guard let node = value(key) else { return nil }
    guard let scalar = node.scalar else {
      throw error("\(key) is one text, not a list", at: key)
    }
    return scalar.string
  }

  private func integer(_ key: String, in range: ClosedRange<Int>) throws(LessonError) -> Int? {
    guard let node = value(key) else { return nil }
    guard let text = node.scalar?.string, let number = Int(text), range.contains(number) else {
      let limits =
        range.upperBound == Int.max
        ? "from \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw error("\(key) is a whole number \(limits)", at: key)
    }
    return number
  }

  private func choice<Choice: RawRepresentable<String>>(
    _ key: String, of choices: [Choice]
  ) throws(LessonError) -> Choice? {
    guard let text = try text(key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let names = choices.map(\.rawValue)
    var error = error("\(key) is one of \(names.joined(separator: ", "))", at: key)
    error.suggestion = Nearest.word(to: text, among: names)
    throw error
  }

  func list(_ key: String) throws(LessonError) -> [String] {
    guard let node = value(key) else { return [] }
    switch node {
    case .scalar(let scalar):
      // A name has no comma in it; a sentence that is learned may well have.
      let names = scalar.string.split(separator: ",").map(\.trimmingSpaces)
      if ["requires", "introduces"].contains(key), names.count > 1 {
        throw error(
          "\(key) is a list", at: key, hint: "\(key): [\(names.joined(separator: ", "))]")
      }
      return scalar.string.isEmpty ? [] : [scalar.string]
    case .sequence(let sequence):
      var items: [String] = []
      for item in sequence {
        guard let scalar = item.scalar else {
          throw error("\(key) is a list of words", at: key, hint: "\(key): [one, two]")
        }
        items.append(scalar.string)
      }
      return items
    default: throw error("\(key) is a list of words", at: key, hint: "\(key): [one, two]")
    }
  }
}
