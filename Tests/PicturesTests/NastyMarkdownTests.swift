import Canvas
import LessonEngine
import Markdown
import Testing

@testable import Pictures

/// Any Markdown fits any terminal from 40 columns on, and every word of it is there.
@Suite struct `Nasty Markdown` {
  static let widths = [40, 41, 57, 80, 120, 200]

  static let documents = [
    "# One\n\nTwo\n===\n\n### Three\n\n#### Four\n\n##### Five\n\n###### Six with a title that is"
      + " long enough to need a second line where the terminal is narrow",
    "1. a\n   1. b\n      - c\n        1. d\n           * e\n\n             deep\n\n7. from seven\n8. on",
    "> quote\n> > in a quote\n> > > - with a list\n> > >   > and a quote\n> > >   >\n> > >   > | a | b |\n"
      + "> > >   > |---|---|\n> > >   > | cellone | celltwo |",
    "| " + (1...12).map { "column\($0)" }.joined(separator: " | ") + " |\n|"
      + String(repeating: "---|", count: 12) + "\n| "
      + (1...12).map { "cell\($0) with several words" }.joined(separator: " | ") + " |",
    "| a | b |\n|:-:|--:|\n| internationalization | a very long cell that must be wrapped within its"
      + " column because it does not fit otherwise, however wide the terminal may be |\n| 漢字漢字漢字"
      + "漢字漢字漢字 | e\u{301}e\u{301}e\u{301} |",
    "A https://example.org/" + String(repeating: "abcdefghij", count: 30) + " link, "
      + "[text](https://example.org/x?y=z&w=v \"title\"), <https://pytorch.org>, [ref][r].\n\n"
      + "[r]: https://example.com/ref",
    "```python\n" + String(repeating: "x = [1, 2, 3]; ", count: 30)
      + "\n\tindented\twith\ttabs\n```\n\n    indented code\n\n~~~\n```\nfences in fences\n```\n~~~",
    "漢字とかな交じりの文章は単語の間に空白がないので、どこでも折り返すことができなければならない。"
      + "한국어 문장도 마찬가지로 넓은 글자를 씁니다. Emoji 👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️ 🇩🇪 and combining a\u{0301}\u{0302}\u{0303}.",
    "- [ ] todo\n- [x] done\n  - [ ] nested with ~~struck~~ and **bold *and emphasised* text**\n\n+ plus\n\n"
      + "* star\n\n  second paragraph of a loose item",
    "Hard  \nbreak, soft\nbreak, back\\\nslash, a<br>b<br/>c, <kbd>key</kbd>, &amp; &lt; &#169; &nbsp;x.",
    "Text[^1] and[^note] more[^1].\n\n[^1]: The first footnote.\n[^note]: A second one\n\n"
      + "    with two paragraphs.",
    "![a picture](x.png) ![](empty.png) [![badge](b.svg)](https://ci.example) <img src=\"q.png\" alt=\"four\">",
    String(repeating: "> ", count: 40) + "forty quotes deep",
    (0..<30).map { String(repeating: "  ", count: $0) + "- level\($0) words" }.joined(
      separator: "\n"),
    "a\u{202E}b \u{200B}zero\u{FEFF}width \u{1B}[31mred\u{1B}[0m \u{7}bell &#27;]0;title&#7; \u{9B}2J",
    "* * *\n\n- - -\n\n___\n\nSetext\n---\n\n<!-- a comment -->\n\n<div align=center>\n\n**inside**\n\n</div>",
    "\\*not emphasis\\* \\`not code\\` `` a ` b `` ***both*** _under_score_ 2*3*4 a_b_c",
    "| only | header |\n|---|---|",
    "|a|\n|-|\n|" + String(repeating: "w", count: 300) + "|",
    String(repeating: "word ", count: 400),
    "Term\n: not a definition list\n\n$x^2$ and \\(y\\) stay as they are.",
  ]

  private func check(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let blocks = try Document(parsing: text).blocks
    let words = Set(Self.words(blocks)).filter { !$0.isEmpty }
    for width in Self.widths {
      for theme in [Theme.plain, Theme()] {
        let lines = MarkdownLayout(theme: theme).lines(blocks, width: width)
        for line in lines where line.width > width {
          Issue.record(
            "at \(width) columns: \(line.text) in\n\(text)", sourceLocation: sourceLocation)
        }
        guard width == 40 || width == 80 else { continue }
        let shown = Self.bare(lines.map(\.text).joined(separator: "\n"))
        let isLost = { (word: String) in
          Self.pieces(of: Self.drawn(word, theme)).contains { !shown.contains(Self.bare($0)) }
        }
        for word in words where isLost(word) {
          Issue.record(
            "at \(width) columns \"\(word)\" is lost of\n\(text)", sourceLocation: sourceLocation)
        }
      }
    }
  }

  @Test(arguments: documents.indices)
  func `fits and loses no word`(index: Int) throws {
    try check(Self.documents[index])
  }

  @Test(arguments: UInt64(1)...30)
  func `made at random fits and loses no word`(seed: UInt64) throws {
    var writer = RandomMarkdown(seed: seed)
    try check(writer.document())
  }

  // MARK: Words

  /// As a canvas shows it, without what frames and cuts it.
  private static func bare(_ text: String) -> String {
    String(text.filter { !$0.isWhitespace && !"┃|•*·✓═─=-".contains($0) })
  }

  /// What a line may not end within: a wide character stands for itself, others for a word.
  private static func pieces(of word: String) -> [String] {
    word.reduce(into: [""]) { pieces, character in
      if DisplayWidth.columns(String(character)) == 2 {
        pieces += [String(character), ""]
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }.filter { !$0.isEmpty }
  }

  private static func drawn(_ word: String, _ theme: Theme) -> String { theme.text(word).text }

  private static func words(_ blocks: [Block]) -> [String] {
    blocks.flatMap { block -> [String] in
      switch block.content {
      case .heading(_, let inlines), .paragraph(let inlines): words(inlines)
      case .list(let items, _): items.flatMap { words($0.blocks) }
      // A call-out's sign is drawn as a word.
      case .quote(let inner): words(block.callout?.blocks ?? inner)
      case .code(_, let text, _): text.split(whereSeparator: \.isWhitespace).map(String.init)
      case .table(let table): (table.header + table.rows.flatMap { $0 }).flatMap(words)
      case .rule, .html: []
      }
    }
  }

  private static func words(_ inlines: [Inline]) -> [String] {
    inlines.flatMap { inline -> [String] in
      switch inline.content {
      case .text(let text), .code(let text):
        text.split(whereSeparator: \.isWhitespace).map(String.init)
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner): words(inner)
      case .link(let destination, let inner): words(inner) + [destination]
      case .image(_, let alternative):
        alternative.split(whereSeparator: \.isWhitespace).map(String.init)
      case .softBreak, .lineBreak, .html: []
      }
    }
  }
}

/// Writes Markdown of every construct at random, each word once.
struct RandomMarkdown {
  private var state: UInt64
  private var wordCount = 0

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  private mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  mutating func document() -> String {
    (0...below(5)).map { _ in block(depth: 0) }.joined(separator: "\n\n")
  }

  private mutating func word() -> String {
    wordCount += 1
    let ends = ["", "", "", "ing", "tionally", "漢字", "é", "👍🏽", "_x_y", ".", "-dash", "<b>"]
    return "w\(wordCount)\(ends[below(ends.count)])"
  }

  private mutating func inlines(_ count: Int) -> String {
    (0..<max(1, count)).map { _ -> String in
      switch below(14) {
      case 0: "*\(word())*"
      case 1: "**\(word()) \(word())**"
      case 2: "`\(word())  \(word())`"
      case 3: "[\(word())](https://example.org/\(word()))"
      case 4: "![\(word()) \(word())](x.png)"
      case 5: "~~\(word())~~"
      case 6: "\(word())\\\n"
      case 7: "\(word())\n"
      default: word()
      }
    }.joined(separator: " ")
  }

  private mutating func block(depth: Int) -> String {
    let kind = below(depth > 2 ? 4 : 9)
    switch kind {
    case 0: return String(repeating: "#", count: 1 + below(6)) + " \(word()) \(word())"
    case 1, 2: return inlines(1 + below(25))
    case 3:
      return "```\n"
        + (0...below(4)).map { _ in (0...below(20)).map { _ in word() }.joined(separator: "  ") }
        .joined(separator: "\n") + "\n```"
    case 4:
      let columns = 1 + below(9)
      let rows = (0...below(4)).map { _ in
        "| "
          + (0..<columns).map { _ in (0...below(6)).map { _ in word() }.joined(separator: " ") }
          .joined(separator: " | ") + " |"
      }
      return rows[0] + "\n|"
        + String(repeating: [":-:|", "--:|", "---|"][below(3)], count: columns)
        + "\n" + rows.dropFirst().joined(separator: "\n")
    case 5: return indented(">", (0...below(2)).map { _ in block(depth: depth + 1) })
    default:
      let sign = ["-", "*", "1.", "- [x]", "27."][below(5)]
      return (0...below(3)).map { _ in
        indented(sign, (0...below(2)).map { _ in block(depth: depth + 1) })
      }.joined(separator: below(2) == 0 ? "\n" : "\n\n")
    }
  }

  private func indented(_ sign: String, _ blocks: [String]) -> String {
    let lines = blocks.joined(separator: "\n\n").split(
      separator: "\n", omittingEmptySubsequences: false)
    let rest =
      sign == ">" ? "> " : String(repeating: " ", count: sign.hasPrefix("-") ? 2 : sign.count + 1)
    return lines.enumerated().map { index, line in
      index == 0 ? "\(sign) \(line)" : rest + line
    }.joined(separator: "\n")
  }
}
