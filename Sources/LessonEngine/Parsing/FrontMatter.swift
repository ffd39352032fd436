import Interpreter
import Markdown
import Yams

/// The YAML between `---` lines at the top of a file.
///
/// It is YAML with less in it: no anchors, aliases or tags, which can make a small text large or
/// mean something else than it says, and hardly any nesting, so that nothing here recurses deep.
struct FrontMatter {
  static let format = 1
  static let sizeLimit = 16 * 1024

  let source: SourceFile
  /// Where the text begins that follows it: the number of lines that it takes.
  let lineCount: Int
  /// Key and value in the order of the file, with the key's place.
  let entries: [(key: String, value: Node, position: SourcePosition)]

  /// Nil where the file has none.
  init?(of source: SourceFile) throws(LessonError) {
    guard source.lines.first?.trimmingSpaces == "---" else {
      try Self.checkMisplaced(in: source)
      return nil
    }
    let found = source.lines.dropFirst().firstIndex(where: {
      $0.trimmingSpaces == "---" || $0.trimmingSpaces == "..."
    })
    let lines = source.lines[1..<(found ?? source.lines.count)]
    guard let end = found else {
      // A file may well begin with a rule.
      guard Self.looksOurs(lines.prefix { !$0.trimmingSpaces.isEmpty }) else { return nil }
      throw source.error(
        "the front matter is not closed", at: SourcePosition(line: 1, column: 1),
        hint: "a line --- ends it")
    }
    self.source = source
    lineCount = end + 1
    guard Self.looksOurs(lines) else {
      // Another program's is not even read: whatever it is, the file is one of prose.
      entries = []
      return
    }
    try Self.checkLimits(lines, in: source)
    let yaml = lines.joined(separator: "\n")
    entries = try Self.entries(of: yaml, in: source)
  }

  /// Whether it is about a lesson of ours, and not another program's.
  var isOurs: Bool { entries.contains { $0.key == "lesson" || $0.key == "format" } }

  /// By the words at the beginnings of lines: `lesson:`, `course:`, or a slip of one of them among
  /// keys that are all ours, or our `format: 1`.
  private static func looksOurs(_ lines: ArraySlice<Substring>) -> Bool {
    let known = Construct.names(.frontMatter)
    let keys = lines.compactMap { line in
      line.firstIndex(of: ":").map { String(line[..<$0]) }
    }.filter { !$0.isEmpty && $0.allSatisfy { $0.isLetter } }
    if keys.contains(where: { $0 == "lesson" || $0 == "course" }) { return true }
    let hasFormat = lines.contains { line in
      line.hasPrefix("format:") && Int(line.dropFirst("format:".count).trimmingSpaces) != nil
    }
    let others = keys.filter { !known.contains($0) }
    guard others.count < 2, hasFormat || !others.isEmpty else { return false }
    return others.allSatisfy { Nearest.word(to: $0, among: ["lesson", "format"]) != nil }
  }

  /// Front matter without the line before it, or below the first line, is a heading to Markdown, and
  /// would be shown to the learner.
  private static func checkMisplaced(in source: SourceFile) throws(LessonError) {
    guard
      let first = source.lines.firstIndex(where: {
        !$0.trimmingSpaces.isEmpty && !($0.hasPrefix("<!--") && $0.hasSuffix("-->"))
      })
    else { return }
    let isOpened = source.lines[first].trimmingSpaces.allSatisfy { $0 == "-" }
    let lines = source.lines[(isOpened ? first + 1 : first)...].prefix {
      !["", "---", "..."].contains($0.trimmingSpaces)
    }
    let keys = lines.filter { !" #-".contains($0.first ?? " ") }.map { line in
      line.firstIndex(of: ":").map { String(line[..<$0]) } ?? ""
    }
    let known = Construct.names(.frontMatter) + ["course"]
    // A sentence may well begin with one such word; two lines in a row, and nothing else, do not.
    guard looksOurs(lines), keys.count(where: known.contains) > 1,
      keys.allSatisfy({ known.contains($0) || Nearest.word(to: $0, among: known) != nil })
    else { return }
    throw source.error(
      "this looks like front matter, which begins with --- in line 1",
      at: SourcePosition(line: first + 1, column: 1),
      hint: isOpened ? "three dashes, and nothing above them" : "write a line --- above it")
  }

  func value(_ key: String) -> Node? { entries.first { $0.key == key }?.value }

  // MARK: YAML

  private static func checkLimits(
    _ lines: ArraySlice<Substring>, in source: SourceFile
  ) throws(LessonError) {
    let size = lines.reduce(0) { $0 + $1.utf8.count + 1 }
    guard size <= sizeLimit else {
      throw source.error(
        "the front matter is \(size) bytes long; at most \(sizeLimit) are read",
        at: SourcePosition(line: 1, column: 1))
    }
    var depth = 0
    var deepest = 0
    for (index, line) in zip(lines.indices, lines) {
      let indicators = line.prefix { " -?:\t".contains($0) }
      for character in line {
        if character == "[" || character == "{" { depth += 1 }
        deepest = max(deepest, depth)
        if character == "]" || character == "}" { depth = max(0, depth - 1) }
      }
      if deepest > 4 || indicators.count > 12 {
        throw source.error(
          "the front matter nests too deeply here", at: SourcePosition(line: index + 1, column: 1),
          hint: "a key, a value, a list of values: more is never needed")
      }
    }
  }

  private static func entries(
    of yaml: String, in source: SourceFile
  ) throws(LessonError) -> [(key: String, value: Node, position: SourcePosition)] {
    let root: Node?
    do {
      // The anchors of nodes are held weakly: the parser must outlive the look at them.
      let parser = try Parser(yaml: protectingCommas(yaml), resolver: .basic, encoding: .utf8)
      root = try parser.singleRoot().map(restoringCommas)
      let special = withExtendedLifetime(parser) { root.flatMap { Self.special($0, in: source) } }
      if let special {
        throw source.error(
          "the front matter uses a YAML \(special.name), which is not read here",
          at: position(special.mark, in: source), hint: "write the value out")
      }
    } catch let error as LessonError {
      throw error
    } catch {
      throw self.error(error, in: source)
    }
    switch root {
    case nil: return []
    case .scalar(let scalar) where scalar.string.isEmpty: return []
    case .mapping(let mapping):
      var entries: [(key: String, value: Node, position: SourcePosition)] = []
      for (key, value) in mapping {
        guard let name = key.scalar?.string else {
          throw source.error("a key is one word", at: position(key.mark, in: source))
        }
        entries.append((name, value, position(key.mark, in: source)))
      }
      return entries
    default:
      throw source.error(
        "the front matter is a list of keys and values", at: SourcePosition(line: 2, column: 1),
        hint: "title: A neuron")
    }
  }

  /// Stands for a comma inside `pick(0.1, 0.5)`, which YAML would read as the end of a value within
  /// braces. One character for one, so that places stay right.
  private static let comma: Character = "\u{E02C}"

  private static func protectingCommas(_ yaml: String) -> String {
    guard !yaml.contains(comma) else { return yaml }
    var isCall = false
    var previous: Character = " "
    return String(
      yaml.map { character in
        if character == "(" { isCall = isCall || previous.isLetter }
        if character == ")" || character == "\n" { isCall = false }
        previous = character
        return isCall && character == "," ? comma : character
      })
  }

  private static func restoringCommas(_ node: Node) -> Node {
    switch node {
    case .scalar(var scalar):
      // To set the text drops the tag, which is looked at later.
      guard scalar.string.contains(comma) else { return node }
      scalar.string = String(scalar.string.map { $0 == comma ? "," : $0 })
      return .scalar(scalar)
    case .mapping(var mapping):
      for (key, value) in mapping { mapping[key] = restoringCommas(value) }
      return .mapping(mapping)
    case .sequence(var sequence):
      for index in sequence.indices { sequence[index] = restoringCommas(sequence[index]) }
      return .sequence(sequence)
    case .alias: return node
    }
  }

  /// The first node with an anchor, an alias or a tag, without which this can go no deeper than
  /// `checkLimits` lets it.
  private static func special(
    _ node: Node, in source: SourceFile
  ) -> (name: String, mark: Mark?)? {
    if case .alias = node { return ("alias", node.mark) }
    if node.anchor != nil { return ("anchor", node.mark) }
    switch node {
    case .scalar(let scalar):
      // What stands in quotes is a text, and has the tag of one.
      let isText = scalar.style != .plain && scalar.tag.description == Tag.Name.str.rawValue
      return isTagged(scalar.tag) && !isText ? ("tag", scalar.mark) : nil
    case .mapping(let mapping):
      if isTagged(mapping.tag) { return ("tag", mapping.mark) }
      for (key, value) in mapping {
        if let name = property(of: key, in: source) { return (name, key.mark) }
        // To look a key up gives it the tag of a text, whether it had one or not.
        let isText = key.scalar?.tag.description == Tag.Name.str.rawValue
        if let found = isText ? nil : special(key, in: source) { return found }
        if let found = special(value, in: source) { return found }
      }
      return nil
    case .sequence(let sequence):
      if isTagged(sequence.tag) { return ("tag", sequence.mark) }
      for item in sequence {
        if let found = special(item, in: source) { return found }
      }
      return nil
    case .alias: return nil
    }
  }

  /// What stands before a key, by the sign that it begins with: a key without either never does.
  private static func property(of key: Node, in source: SourceFile) -> String? {
    let place = position(key.mark, in: source)
    switch source.line(place.line).utf8.dropFirst(place.column - 1).first {
    case UInt8(ascii: "&"): return "anchor"
    case UInt8(ascii: "!"): return "tag"
    default: return nil
    }
  }

  private static func isTagged(_ tag: Tag) -> Bool {
    ![Tag.Name.implicit.rawValue, Tag.Name.nonSpecific.rawValue].contains(tag.description)
  }

  private static func error(_ error: any Error, in source: SourceFile) -> LessonError {
    let first = SourcePosition(line: 1, column: 1)
    guard let error = error as? YamlError else {
      return source.error("the front matter is not YAML", at: first)
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return FrontMatterFault(problem: problem, place: position(mark, in: source), source: source)
        .error
    case .duplicatedKeysInMapping(let names, let context):
      let name = "\(names.first ?? "")"
      return source.error(
        "\(name) is there twice",
        at: secondPlace(ofKey: name, in: source)
          ?? position(context.mark, in: source), length: name.utf8.count)
    case .reader(let problem, _, _, _):
      return source.error("the front matter is not YAML: \(problem)", at: first)
    default:
      return source.error("the front matter is not YAML", at: first)
    }
  }

  /// Where a key of the outermost list stands for the second time.
  private static func secondPlace(ofKey name: String, in source: SourceFile) -> SourcePosition? {
    let lines = source.lines.indices.dropFirst().prefix { source.lines[$0].trimmingSpaces != "---" }
      .filter { source.lines[$0].hasPrefix("\(name):") }
    return lines.count > 1 ? SourcePosition(line: lines[1] + 1, column: 1) : nil
  }

  /// A place in the YAML as one in the file: line 1 of it is line 2, as `---` stands before it, and
  /// its columns count characters.
  static func position(_ mark: Mark?, in source: SourceFile) -> SourcePosition {
    let line = (mark?.line ?? 0) + 1
    let before = source.line(line).unicodeScalars.prefix(max(0, (mark?.column ?? 1) - 1))
    return SourcePosition(line: line, column: String(before).utf8.count + 1)
  }
}
