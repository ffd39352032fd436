import Markdown
import Testing

/// Where runs stand in the source, counted in bytes.
struct PlacesTests {
  /// A text with marks, and where each run begins: the signs `«n»` are taken out of it.
  private static let marked = [
    "«plain «*«soft*« and «`co de`« x\n   «second «**«line**« with «[«li «*«nk*](u.md)« & «<!-- c -->",
    "> «quoted «`q`\n  «lazy «![im](x)\n>«close «~~«by~~",
    "- «item «*«one*\n  «more «`two`\n    «far «`` ` ``\n  - «sub «![](y)« end",
    "| «a | «b «`c` |\n|---|---|\n| «*«d* | «\\| x {{m}} |\n",
    "## «Head «*«ing* ##\n\n«Setext «`x`\n «more «`y`\n---\n",
    "1. [ ] «task «`t`\n> - «deep\n>   «**«er**\n>> «deepest «*«of\n>>   «all*",
    "«λ «*«é*« «`x`\n\t«tab «*«s*\n«``code``« «<b>\n  «``in``« two",
    "«a  \n  «b\\\n   «c «<b>«d«</b>\n> «q\\\n> «`r`",
    "«one «`code\n  goes on`« after «*«it*\n «last «[«a\n  «b](c)« and «<i\nx>« end",
  ]

  @Test(arguments: marked)
  func `a run begins where its first character or sign stands`(_ marked: String) throws {
    var text = ""
    var expected: Set<SourcePosition> = []
    var place = SourcePosition(line: 1, column: 1)
    for character in marked where character != "»" {
      if character == "«" {
        expected.insert(place)
        continue
      }
      text.append(character)
      if character == "\n" {
        place = SourcePosition(line: place.line + 1, column: 1)
      } else {
        place.column += String(character).utf8.count
      }
    }
    let document = try Document(parsing: text)
    #expect(Set(document.blocks.flatMap(places)) == expected)
  }

  /// Of all runs but breaks.
  private func places(_ block: Block) -> [SourcePosition] {
    switch block.content {
    case .heading(_, let inlines), .paragraph(let inlines): places(inlines)
    case .list(let items, _): items.flatMap { $0.blocks.flatMap(places) }
    case .quote(let blocks): blocks.flatMap(places)
    case .table(let table): (table.header + table.rows.joined()).flatMap(places)
    case .code, .rule, .html: []
    }
  }

  private func places(_ inlines: [Inline]) -> [SourcePosition] {
    inlines.flatMap { inline -> [SourcePosition] in
      switch inline.content {
      case .softBreak, .lineBreak: []
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner),
        .link(_, let inner):
        [inline.start] + places(inner)
      default: [inline.start]
      }
    }
  }

  @Test func `a break stands at the end of its line`() throws {
    let document = try Document(parsing: "> a *b*\n> `c`  \n> d\n")
    guard case .quote(let blocks)? = document.blocks.first?.content,
      case .paragraph(let inlines)? = blocks.first?.content
    else {
      Issue.record("no quote")
      return
    }
    let breaks = inlines.filter { $0.content == .softBreak || $0.content == .lineBreak }
    #expect(breaks.map(\.start) == [at(1, 8), at(2, 8)])
  }

  /// Whatever cmark says of a strange text, no place lies outside of it.
  @Test func `every place is in the text`() throws {
    var state: UInt64 = 1
    let units = [
      "*", "**", "`", "[a](b)", "![]()", "> ", "- ", "\n", "\n\n", "  ", "\t", "| a |", "|-|-|\n",
      "~~", "<b>", "<!-- c -->", "a", "é", "\\", "&lt;", "# ", "1. ", "[^1]", "[^1]: ", "==\n",
    ]
    for _ in 0..<2_000 {
      let text = (0..<30).map { _ -> String in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return units[Int(state >> 33) % units.count]
      }.joined()
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for place in try Document(parsing: text).blocks.flatMap(places) {
        let isInside =
          lines.indices.contains(place.line - 1)
          && (1...lines[place.line - 1].utf8.count + 1).contains(place.column)
        #expect(isInside, "\(place) of \(text.debugDescription)")
      }
    }
  }
}
