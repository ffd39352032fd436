import Interpreter
import Markdown

/// Makes blocks ready to be shown: variables filled in, and nothing in them that an author meant
/// for the lesson and that would be passed over.
struct Prose {
  let source: SourceFile
  let rules: ReadingRules

  private var variables: Variables { rules.variables }

  func block(_ block: Block, depth: Int = 0) throws(LessonError) -> Block {
    var block = block
    if rules.isStrict { try check(block, depth: depth) }
    let place = block.start
    block.file = source.name
    switch block.content {
    case .heading(let level, let inlines):
      block.content = .heading(level: level, try filled(inlines))
    case .paragraph(let inlines):
      block.content = .paragraph(try filled(inlines))
    case .list(let items, let start):
      var filledItems = items
      for index in items.indices {
        filledItems[index].blocks = try blocks(items[index].blocks, depth: depth + 1)
      }
      block.content = .list(items: filledItems, start: start)
    case .quote(let inner):
      block.content = .quote(try blocks(inner, depth: depth + 1))
    case .code(let info, let text, let isFenced):
      block.content = .code(info: info, text: try filled(text, at: place), isFenced: isFenced)
    case .table(var table):
      for index in table.header.indices {
        table.header[index] = try filled(table.header[index])
      }
      for row in table.rows.indices {
        for index in table.rows[row].indices {
          table.rows[row][index] = try filled(table.rows[row][index])
        }
      }
      block.content = .table(table)
    case .rule, .html: break
    }
    return block
  }

  func blocks(_ blocks: [Block], depth: Int = 0) throws(LessonError) -> [Block] {
    var filled: [Block] = []
    for block in blocks { filled.append(try self.block(block, depth: depth)) }
    return filled
  }

  // MARK: Variables

  private func filled(_ text: String, at place: SourcePosition) throws(LessonError) -> String {
    try variables.filled(text, in: source, at: place)
  }

  func filled(_ inlines: [Inline]) throws(LessonError) -> [Inline] {
    guard variables.values != nil else { return inlines }
    var result: [Inline] = []
    for inline in inlines {
      result.append(Inline(try filled(inline.content, at: inline.start), start: inline.start))
    }
    return result
  }

  private func filled(
    _ content: Inline.Content, at place: SourcePosition
  ) throws(LessonError) -> Inline.Content {
    switch content {
    case .text(let text): .text(try filled(text, at: place))
    case .code(let text): .code(try filled(text, at: place))
    case .emphasis(let inner): .emphasis(try filled(inner))
    case .strong(let inner): .strong(try filled(inner))
    case .strikethrough(let inner): .strikethrough(try filled(inner))
    case .link(let destination, let inner):
      .link(destination: try filled(destination, at: place), try filled(inner))
    case .image(let image, let alternative):
      .image(source: image, alternative: try filled(alternative, at: place))
    case .softBreak, .lineBreak, .html: content
    }
  }

  // MARK: What would be passed over

  /// Throws where something of ours stands where it does nothing.
  private func check(_ block: Block, depth: Int) throws(LessonError) {
    switch block.content {
    case .code(let info, _, isFenced: true) where depth > 0:
      if try FenceInfo(info, of: block, in: source) != nil {
        throw source.error(
          "this fence stands in a list or a quote, where it does nothing", at: block.start,
          hint: "put it at the margin")
      }
    case .paragraph(let inlines):
      try check(inlines, of: "inside a paragraph", hint: "put it on a line of its own")
    case .heading(_, let inlines):
      try check(inlines, of: "in a heading", hint: Self.belowHeading)
    case .table(let table):
      for cell in table.header + table.rows.joined() {
        try check(cell, of: "in a table", hint: "put it on a line of its own, outside the table")
      }
    case .html(let html) where depth > 0:
      if let place = HTMLReader.unclosedComment(in: html, at: block.start) {
        throw source.unclosedComment(at: place)
      }
      for piece in HTMLReader.pieces(of: html, at: block.start) {
        switch piece {
        case .comment(let comment, let position):
          guard try Directive(comment, at: position, in: source) != nil else { continue }
          throw source.error(
            "this comment stands in a list or a quote, where it does nothing", at: position,
            hint: "put it at the margin")
        case .detailsBegin(let summary, let position):
          guard let name = try Fold(summary, at: position, in: source).name else { continue }
          throw source.error(
            "this \(name) stands in a list or a quote, where everyone reads it at once",
            at: position, hint: "put it at the margin")
        default: break
        }
      }
    case .quote:
      guard let word = block.calloutWord, block.callout == nil else { return }
      let known = Callout.Kind.allCases.map(\.rawValue)
      guard let near = Nearest.word(to: word, among: known) else { return }
      throw source.error(
        "there is no call-out [!\(word)]", at: block.start,
        hint: "known: \(known.joined(separator: ", "))", suggestion: near)
    default: break
    }
  }

  static let belowHeading = "put it on a line of its own below the heading"

  func check(
    _ inlines: [Inline], of place: String, hint: String
  ) throws(LessonError) {
    try checkFolds(inlines, of: place)
    for inline in inlines {
      switch inline.content {
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .link(_, let inner):
        try check(inner, of: place, hint: hint)
      case .html(let html) where html.hasPrefix("<!--"):
        let words = html.dropFirst(4).split(whereSeparator: { " \n\t-".contains($0) })
        guard let word = words.first.map(String.init), Directive.words.contains(word) else {
          continue
        }
        throw source.error(
          "this comment stands \(place), where it does nothing", at: inline.start,
          length: html.utf8.count, hint: hint)
      default: break
      }
    }
  }

  /// Among words `<details>` is not read, so that what it folds away stands open.
  private func checkFolds(_ inlines: [Inline], of place: String) throws(LessonError) {
    for (index, inline) in inlines.enumerated() {
      guard case .html(let tag) = inline.content, tag.lowercased().hasPrefix("<details") else {
        continue
      }
      // Its summary is short.
      let html = inlines[index...].prefix(20).map { inline in
        if case .html(let tag) = inline.content { tag } else { [inline].plainText }
      }.joined()
      guard
        case .detailsBegin(let summary, _) = HTMLReader.pieces(of: html, at: inline.start).first,
        let name = try Fold(summary, at: inline.start, in: source).name
      else { continue }
      throw source.error(
        "this \(name) stands \(place), where everyone reads it at once",
        at: inline.start, hint: "put it below, with an empty line between")
    }
  }
}

extension [Inline] {
  /// The words alone.
  var plainText: String {
    reduce(into: "") { text, inline in
      switch inline.content {
      case .text(let words), .code(let words): text += words
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner):
        text += inner.plainText
      case .link(_, let inner): text += inner.plainText
      case .image(_, let alternative): text += alternative
      case .softBreak, .lineBreak: text += " "
      case .html: break
      }
    }
  }
}

extension [Block] {
  /// The words of paragraphs and headings alone, for a sentence of feedback.
  var plainText: String {
    var parts: [String] = []
    for block in self {
      switch block.content {
      case .heading(_, let inlines), .paragraph(let inlines): parts.append(inlines.plainText)
      case .quote(let inner): parts.append(inner.plainText)
      case .list(let items, _): parts += items.map(\.blocks.plainText)
      case .code(_, let text, _): parts.append(text)
      case .table, .rule, .html: break
      }
    }
    return parts.joined(separator: " ")
  }
}

extension Block {
  /// A paragraph of words that come from no Markdown.
  static func plain(_ words: String, at place: SourcePosition, isStrong: Bool = false) -> Block {
    let text = Inline(.text(words), start: place)
    return Block(
      .paragraph([isStrong ? Inline(.strong([text]), start: place) : text]), start: place,
      end: place)
  }
}
