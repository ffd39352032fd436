import Interpreter
import Markdown
import NeuralNetwork

/// Reads a whole lesson: front matter, then Markdown cut into steps at `##`.
struct LessonParser {
  let source: SourceFile
  let text: String
  let draw: UInt64
  let pictures: [String]?
  let reading: ((_ path: String) throws(Diagnostic) -> String)?
  private var isStrict = true
  private var variables = Variables.none
  private let included = Included()

  /// How much was included so far.
  private final class Included {
    var bytes = 0
  }

  static let includeLimit = 8

  init(
    file: String, text: String, draw: UInt64, pictures: [String]?,
    reading: ((_ path: String) throws(Diagnostic) -> String)?
  ) {
    source = SourceFile(name: file, text: text)
    self.text = text
    self.draw = draw
    self.pictures = pictures
    self.reading = reading
  }

  mutating func lesson() throws(LessonError) -> Lesson {
    let frontMatter = try FrontMatter(of: source)
    let document = try source.document(skipping: frontMatter?.lineCount ?? 0)
    let isOurs = frontMatter?.isOurs ?? false
    isStrict = isOurs || document.blocks.contains(where: \.isFenceOfOurs)
    try checkFences(document)
    if let frontMatter, isOurs { variables = try Variables(of: frontMatter, draw: draw) }
    let rules = ReadingRules(variables: variables, isStrict: isStrict, pictures: pictures)

    var pieces = try pieces(of: document, in: source, within: [])
    pieces.measure()
    var sections = sections(of: pieces)
    var opening = sections.removeFirst()
    var title = ""
    if let (heading, inlines) = opening.takeTitle() {
      let prose = Prose(source: heading.source, rules: rules)
      if isStrict { try prose.check(inlines, of: "in a heading", hint: Prose.belowHeading) }
      title = inlines.plainText
    }
    let about = try about(frontMatter, isOurs: isOurs, title: title, pieces: pieces)

    var steps: [Step] = []
    for section in sections {
      var builder = StepBuilder(section, rules: rules, source: source)
      steps.append(try builder.build())
    }
    var lesson = Lesson(
      file: source.name, about: about, opening: nil, steps: steps, draw: draw,
      variables: variables.values ?? [:], declarations: variables.declarations)
    if steps.isEmpty || !opening.isEmpty {
      opening.title = about.title
      var builder = StepBuilder(opening, rules: rules, source: source)
      builder.isOpening = !steps.isEmpty
      let step = try builder.build()
      if steps.isEmpty { lesson.steps = [step] } else { lesson.opening = step }
      lesson.allowances = step.allowances
    } else {
      // Comments alone show nothing, but an exception of the linter's holds all the same.
      var builder = StepBuilder(opening, rules: rules, source: source)
      builder.isOpening = true
      lesson.allowances = try builder.build().allowances
    }
    lesson.isDeclared = isOurs
    lesson.sources = [source]
    for located in pieces where !lesson.sources.contains(where: { $0.name == located.source.name })
    {
      lesson.sources.append(located.source)
    }
    try giveIds(&lesson, headings: steps.isEmpty ? [opening.title] : sections.map(\.title))
    if isStrict { try JumpCheck(lesson).check() }
    try NameCheck(lesson).check()
    return lesson
  }

  // MARK: Markdown

  /// An open fence swallows the rest of the file. In Markdown of somebody else it is valid.
  private func checkFences(_ document: Document) throws(LessonError) {
    guard let place = document.unclosedFences.first, isStrict else { return }
    throw source.error(
      "this fence is never closed", at: place,
      hint: "a line with as many ` or ~ and nothing else closes it")
  }

  /// Blocks and the parts of HTML that matter, with included files in their place.
  private func pieces(
    of document: Document, in source: SourceFile, within files: [String]
  ) throws(LessonError) -> [Located] {
    var located: [Located] = []
    for block in document.blocks {
      guard case .html(let html) = block.content else {
        let shown = try textFigure(block, in: source) ?? block
        located.append(Located(piece: .block(shown), source: source))
        continue
      }
      if isStrict, let place = HTMLReader.unclosedComment(in: html, at: block.start) {
        throw source.unclosedComment(at: place)
      }
      for piece in HTMLReader.pieces(of: html, at: block.start) {
        if isStrict, case .comment(let comment, let position) = piece,
          case .include(let path, let place) = try Directive(
            comment, at: position, in: source, variables: variables)
        {
          located += try include(path, at: place, in: source, within: files)
        } else {
          located.append(Located(piece: piece, source: source))
        }
      }
    }
    return located
  }

  /// A paragraph that is an image of a `.txt` file of the lesson's folder shows that file: a figure
  /// made of characters.
  private func textFigure(_ block: Block, in source: SourceFile) throws(LessonError) -> Block? {
    guard isStrict, case .paragraph(let inlines) = block.content, inlines.count == 1,
      case .image(let path, _) = inlines[0].content, path.hasSuffix(".txt"), let reading
    else { return nil }
    let position = source.position(of: path, from: inlines[0].start)
    guard LessonFiles.isInside(path) else {
      throw source.error(
        "a figure is a file of the lesson's own folder", at: position, length: path.utf8.count,
        hint: "![Two inputs, one neuron](neuron.txt)")
    }
    do throws(Diagnostic) {
      var text = try reading(path).replacing("\r\n", with: "\n")
      while text.last == "\n" { text.removeLast() }
      return Block(
        .code(info: "", text: text, isFenced: false), start: block.start, end: block.end)
    } catch let problem {
      throw source.error(
        problem.message, at: position, length: path.utf8.count, hint: problem.hint)
    }
  }

  private func include(
    _ path: String, at place: SourcePosition, in source: SourceFile, within files: [String]
  ) throws(LessonError) -> [Located] {
    func error(_ message: String, hint: String? = nil) -> LessonError {
      source.error(message, at: place, length: path.utf8.count, hint: hint)
    }
    guard LessonFiles.isInside(path) else {
      throw error(
        "a lesson includes only files of its own folder", hint: "<!-- include part.md -->")
    }
    if files.contains(path) { throw error("this file includes itself") }
    if files.count >= Self.includeLimit {
      throw error("files are included more than \(Self.includeLimit) deep here")
    }
    guard let reading else { throw error("this file cannot be read here") }
    let text: String
    do throws(Diagnostic) {
      text = try reading(path)
    } catch let problem {
      throw error(problem.message, hint: problem.hint)
    }
    included.bytes += text.utf8.count
    guard included.bytes <= LessonBudget.includedBytes else {
      WorkMeter.current?.noteExcess()
      var excess = error(
        "with this file, more than \(LessonBudget.includedBytes >> 20) MiB are included: a lesson "
          + "may include no more")
      excess.isOverBudget = true
      throw excess
    }
    let part = SourceFile(name: path, text: SourceFile.normalized(text))
    guard try FrontMatter(of: part)?.entries.isEmpty != false else {
      throw part.error(
        "a file that is included has no front matter of its own",
        at: SourcePosition(line: 1, column: 1), hint: "that of the lesson holds for all of it")
    }
    let document = try part.document(skipping: 0)
    if let open = document.unclosedFences.first {
      throw part.error("this fence is never closed", at: open)
    }
    return try pieces(of: document, in: part, within: files + [path])
  }

  // MARK: Steps

  /// What stands before the first `##`, then one section for each.
  private func sections(of pieces: [Located]) -> [Section] {
    var sections = [Section(start: SourcePosition(line: 1, column: 1))]
    let closed = closedDetails(pieces)
    let level = levelOfSteps(pieces)
    var depth = 0
    for (index, located) in pieces.enumerated() {
      if closed.contains(index) { depth += 1 }
      if case .detailsEnd = located.piece { depth = max(0, depth - 1) }
      if depth == 0, case .block(let block) = located.piece,
        case .heading(level, let inlines) = block.content
      {
        sections[sections.count - 1].end(before: block.start.line, in: located.source)
        sections.append(
          Section(title: inlines.plainText, start: block.start, heading: located))
      } else {
        sections[sections.count - 1].pieces.append(located)
      }
    }
    sections[sections.count - 1].end(before: source.lines.count + 1, in: source)
    return sections
  }

  /// 2; but 1 in a file of somebody else that has several headings of that kind and none below.
  private func levelOfSteps(_ pieces: [Located]) -> Int {
    guard !isStrict else { return 2 }
    let levels = pieces.compactMap { located -> Int? in
      guard case .block(let block) = located.piece, case .heading(let level, _) = block.content
      else { return nil }
      return level
    }
    return levels.contains(2) || levels.count(where: { $0 == 1 }) < 2 ? 2 : 1
  }

  /// Which `<details>` are closed: a heading in one of these begins no step.
  private func closedDetails(_ pieces: [Located]) -> Set<Int> {
    var open: [Int] = []
    var closed = Set<Int>()
    for (index, located) in pieces.enumerated() {
      switch located.piece {
      case .detailsBegin: open.append(index)
      case .detailsEnd: if let begin = open.popLast() { closed.insert(begin) }
      default: break
      }
    }
    return closed
  }

  private func about(
    _ frontMatter: FrontMatter?, isOurs: Bool, title: String, pieces: [Located]
  ) throws(LessonError) -> About {
    if let frontMatter, isOurs {
      if let course = frontMatter.entries.first(where: { $0.key == "course" }) {
        throw source.error(
          "this file is a course, not a lesson", at: course.position,
          hint: "its lessons are the files that it links to")
      }
      return try frontMatter.about()
    }
    if let frontMatter {
      for (key, _, position) in frontMatter.entries {
        guard let near = Nearest.word(to: key, among: ["lesson", "format"]) else { continue }
        throw source.error(
          "the front matter has no key \"\(key)\"", at: position, length: key.utf8.count,
          suggestion: near)
      }
      for located in pieces {
        guard case .block(let block) = located.piece,
          case .code(let info, _, isFenced: true) = block.content,
          try FenceInfo(info, of: block, in: located.source) != nil
        else { continue }
        throw source.error(
          "the front matter lacks lesson", at: SourcePosition(line: 1, column: 1),
          hint: "lesson: a-neuron")
      }
    }
    let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
    let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    let slug = Slug.slug(of: stem)
    return About(id: slug.isEmpty ? "lesson" : slug, title: title.isEmpty ? stem : title)
  }

  /// Written ids stand alone; ids made of headings are numbered where they meet, as GitHub's are.
  ///
  /// - Parameter headings: as they are written, for a variable has another value for each learner.
  private func giveIds(_ lesson: inout Lesson, headings: [String]) throws(LessonError) {
    var taken = Set<String>()
    for step in lesson.steps where !step.id.isEmpty {
      guard taken.insert(step.id).inserted else {
        throw lesson.error(
          "two steps have the id \"\(step.id)\"", at: step.idPlace ?? step.place,
          length: step.id.utf8.count)
      }
    }
    var numbers: [String: Int] = [:]
    for index in lesson.steps.indices where lesson.steps[index].id.isEmpty {
      let slug = Slug.slug(of: headings[index])
      let base = slug.isEmpty ? "step-\(index + 1)" : slug
      var id = base
      while !taken.insert(id).inserted {
        let number = numbers[base, default: 0] + 1
        numbers[base] = number
        id = "\(base)-\(number)"
      }
      lesson.steps[index].id = id
    }
    // No slug has a dot.
    lesson.opening?.id = "lesson.opening"
  }
}

extension Block {
  /// Whether this is a fence with a language of ours.
  fileprivate var isFenceOfOurs: Bool {
    guard case .code(let info, _, isFenced: true) = content else { return false }
    return FenceInfo.isOurs(info)
  }
}
