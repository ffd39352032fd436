import Markdown
import Testing

@Suite("Blocks")
struct BlocksTests {
  @Test(arguments: [
    ("R&amp;D &lt; 1 &#955; &#x3bb;", "R&D < 1 λ λ"), ("a & b; &nosuch; &;", "a & b; &nosuch; &;"),
    ("&amp;amp;", "&amp;"), ("&", "&"), ("no entity", "no entity"),
  ])
  func `the text of HTML has its entities decoded once`(html: String, text: String) {
    #expect(HTMLTag.decoded(html) == text)
    #expect(HTMLTag.value("alt", in: "<img alt=\"\(html)\">") == text)
  }

  @Test func `footnotes stand where they are written, with their numbers`() throws {
    let document = try Document(
      parsing:
        "One[^b] and two[^a].\n\n[^a]: First written.\n\nAfter.\n\n[^b]: Second.\n\n    More.\n")
    let texts = document.blocks.map { block -> String in
      guard case .paragraph(let inlines) = block.content else { return "?" }
      return inlines.map { if case .text(let text) = $0.content { text } else { "?" } }.joined()
    }
    #expect(
      texts == ["One[1] and two[2].", "[2] First written.", "After.", "[1] Second.", "More."])
    #expect(document.blocks.map(\.start.line) == [1, 3, 5, 7, 9])
  }

  @Test func `of raw tags only breaks and images say something`() throws {
    let document = try Document(
      parsing: "a<br>b<br/>c <IMG src=x alt='the logo'> <img alt=\"\"> <b>d</b>\n")
    guard case .paragraph(let inlines)? = document.blocks.first?.content else {
      Issue.record("no paragraph")
      return
    }
    #expect(
      shown(inlines)
        == #"a|b|c ![the logo](x) ![]() <b>d</b>"#.replacing("|", with: "\\n"))
  }

  @Test func `every kind of block is read, with its place`() throws {
    let document = try Document(
      parsing: """
        # Title

        Some *soft* text
        on two lines.

        > quoted

        ---

        ~~~ python
        x = 1

        y = 2
        ~~~

            indented

        <!-- a comment -->
        """)
    #expect(
      document.blocks == [
        Block(
          .heading(level: 1, [Inline(.text("Title"), start: at(1, 3))]), start: at(1, 1),
          end: at(1, 7)),
        Block(
          .paragraph([
            Inline(.text("Some "), start: at(3, 1)),
            Inline(.emphasis([Inline(.text("soft"), start: at(3, 7))]), start: at(3, 6)),
            Inline(.text(" text"), start: at(3, 12)), Inline(.softBreak, start: at(3, 17)),
            Inline(.text("on two lines."), start: at(4, 1)),
          ]), start: at(3, 1), end: at(4, 13)),
        Block(
          .quote([
            Block(
              .paragraph([Inline(.text("quoted"), start: at(6, 3))]), start: at(6, 3), end: at(6, 8)
            )
          ]),
          start: at(6, 1), end: at(6, 8)),
        Block(.rule, start: at(8, 1), end: at(9, 0)),
        Block(
          .code(info: "python", text: "x = 1\n\ny = 2", isFenced: true), start: at(10, 1),
          end: at(14, 3)),
        Block(
          .code(info: "", text: "indented", isFenced: false), start: at(16, 5), end: at(17, 0)),
        Block(.html("<!-- a comment -->\n"), start: at(18, 1), end: at(18, 1)),
      ])
    #expect(document.unclosedFences == [])
  }

  @Test func `a list tells its tasks from its other items, and holds blocks`() throws {
    let document = try Document(
      parsing: """
        3. three
        4. four
           - [x] done
           - [ ] to do
           - neither
        """)
    guard case .list(let items, start: 3) = document.blocks.first?.content, items.count == 2,
      case .list(let tasks, start: nil) = items[1].blocks.last?.content
    else {
      Issue.record("not a list from 3 with a list in its second item: \(document)")
      return
    }
    #expect(tasks.map(\.isChecked) == [true, false, nil])
    #expect(tasks.map(\.start) == [at(3, 4), at(4, 4), at(5, 4)])
    #expect(
      tasks[0].blocks.map(\.content) == [.paragraph([Inline(.text("done"), start: at(3, 10))])])
  }

  @Test func `a table has a header, rows and alignments`() throws {
    let document = try Document(
      parsing: """
        | a | b | c | d |
        |---|:--|:-:|--:|
        | 1 | `2` | **3** | |
        """)
    guard case .table(let table)? = document.blocks.first?.content else {
      Issue.record("no table")
      return
    }
    #expect(table.alignments == [.none, .left, .center, .right])
    #expect(table.header.map(shown) == ["a", "b", "c", "d"])
    #expect(table.rows.map { $0.map(shown) } == [["1", "`2`", "**3**", ""]])
    #expect(table.rows[0].map { $0.first?.start } == [at(3, 3), at(3, 7), at(3, 13), nil])
  }

  @Test func `inlines keep what they are`() throws {
    let document = try Document(
      parsing: "~~old~~ [go **on**](a.md \"t\") ![a *small* cat](cat.png) <b>x</b>  \nend\\*")
    guard case .paragraph(let inlines)? = document.blocks.first?.content else {
      Issue.record("no paragraph")
      return
    }
    #expect(
      shown(inlines)
        == "~~old~~ [go **on**](a.md) ![a small cat](cat.png) <b>x</b>\\nend*")
  }

  @Test func `a whole info string comes with its fence`() throws {
    let document = try Document(parsing: "```gradus predict ask=\"x y\" k=1\nstep\n```\n")
    #expect(
      document.blocks.map(\.content) == [
        .code(info: "gradus predict ask=\"x y\" k=1", text: "step", isFenced: true)
      ])
  }
}

func at(_ line: Int, _ column: Int) -> SourcePosition {
  SourcePosition(line: line, column: column)
}

/// Runs as Markdown, a break of a line as `\n`.
func shown(_ inlines: [Inline]) -> String {
  inlines.map { inline in
    switch inline.content {
    case .text(let text), .html(let text): text
    case .code(let text): "`\(text)`"
    case .emphasis(let inner): "*\(shown(inner))*"
    case .strong(let inner): "**\(shown(inner))**"
    case .strikethrough(let inner): "~~\(shown(inner))~~"
    case .link(let destination, let inner): "[\(shown(inner))](\(destination))"
    case .image(let source, let alternative): "![\(alternative)](\(source))"
    case .softBreak: " "
    case .lineBreak: "\\n"
    }
  }.joined()
}
