import Markdown
import Testing

@Suite("Hostile text")
struct HostileTextTests {
  @Test func `10 MB are refused with their size`() {
    #expect(throws: MarkdownError.tooLarge(bytes: 10_000_000, limit: 262_144)) {
      try Document(parsing: String(repeating: "a b c d e\n", count: 1_000_000))
    }
  }

  @Test func `a line that is too long is refused with its number`() {
    #expect(throws: MarkdownError.lineTooLong(line: 3, bytes: 16_385, limit: 16_384)) {
      try Document(parsing: "a\n\n" + String(repeating: "|", count: 16_385) + "\n")
    }
  }

  @Test(arguments: [">", "- ", "1. ", "> - "])
  func `nesting beyond the limit is refused, and 10,000 levels do not overflow the stack`(
    sign: String
  ) throws {
    let text = String(repeating: sign, count: 10_000 / sign.utf8.count) + "a\n"
    let error = #expect(throws: MarkdownError.self) { try Document(parsing: text) }
    guard case .nestedTooDeeply(let position, limit: 100) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(position.line == 1)
  }

  @Test func `40 quotes in each other are not too many`() throws {
    let document = try Document(parsing: String(repeating: "> ", count: 40) + "a\n")
    #expect(document.blocks.count == 1)
  }

  @Test func `emphasis nested 1,000 deep keeps its text`() throws {
    let text = String(repeating: "*a **b ", count: 500) + String(repeating: "b** a* ", count: 500)
    let document = try Document(parsing: text)
    guard case .paragraph(let inlines) = document.blocks.first?.content else {
      Issue.record("no paragraph")
      return
    }
    #expect(letters(of: inlines) == 2_000)
  }

  @Test(arguments: [
    "![[]()", "[a](", "[", "](", "`a", "<!--", "<a ", "*a _b ", "~~a ", "|a", "&#x", "\\",
    "- a\n\n", "a\n=\n", "|\n|-\n", "[a]: <\n", "\u{0}", "\u{FEFF}", "\u{1B}[2J", "\r", "\t",
  ])
  func `a text of one thing repeated is a document`(unit: String) throws {
    let text = String(repeating: unit, count: 8_000 / unit.utf8.count)
    _ = try Document(parsing: text)
    _ = try Document(parsing: "- " + text + "\n\n|-\n" + text)
  }

  @Test(arguments: ["", "> ", "  ", "- "])
  func `a small table that would grow to millions of cells is refused`(margin: String) throws {
    let rest = margin == "- " ? "  " : margin
    func table(_ columns: Int, _ rows: Int) -> String {
      margin + String(repeating: "|a", count: columns) + "|\n"
        + rest + String(repeating: "|-", count: columns) + "|\n"
        + String(repeating: "\(rest)|b|\n", count: rows)
    }
    #expect(throws: MarkdownError.tooManyCells(line: 3, limit: 100_000)) {
      try Document(parsing: "a\n\n" + table(1000, 1000))
    }
    // Nor many of them that are small.
    let half = table(500, 150) + "\n"
    _ = try Document(parsing: half)
    #expect(throws: MarkdownError.self) { try Document(parsing: half + half) }
    // A plain one of as many rows as fit in a file is none of these.
    _ = try Document(
      parsing: "| a | b |\n|---|:-:|\n" + String(repeating: "| - | - |\n", count: 20_000))
  }

  @Test func `a long reference that many links copy is refused`() throws {
    let links = String(repeating: String(repeating: "[a] ", count: 4_000) + "\n", count: 14)
    let short = "[a]: " + String(repeating: "x", count: 200) + "\n\n"
    _ = try Document(parsing: short + links)
    let long = "[a]: " + String(repeating: "x", count: 15_000) + "\n\n"
    #expect(throws: MarkdownError.tooManyReferences(limit: 64 << 20)) {
      try Document(parsing: long + links)
    }
    let title = "[a]: x\n  'y\n" + String(repeating: "  z z z z z z\n", count: 1_000) + "  z'\n\n"
    #expect(throws: MarkdownError.tooManyReferences(limit: 64 << 20)) {
      try Document(parsing: title + links)
    }
  }

  @Test func `NUL becomes the replacement character, entities are decoded`() throws {
    let document = try Document(parsing: "a\u{0}b &#27;[2J &amp;#27; &lt;\n")
    guard case .paragraph(let inlines)? = document.blocks.first?.content else {
      Issue.record("no paragraph")
      return
    }
    #expect(inlines.map(\.content) == [.text("a\u{FFFD}b \u{1B}[2J &#27; <")])
  }

  @Test func `random bytes, repaired to UTF-8, are a document or refused`() throws {
    var state: UInt64 = 1
    for _ in 0..<200 {
      let bytes = (0..<2_000).map { _ -> UInt8 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      }
      _ = try Document(parsing: String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func `an empty text is an empty document`() throws {
    #expect(try Document(parsing: "") == Document(blocks: []))
  }

  @Test func `many parse at once and none spoils another`() async throws {
    let expected = try Document(parsing: "~~a~~ | b\n")
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<200 {
        group.addTask { try Document(parsing: "~~a~~ | b\n") == expected }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }

  private func letters(of inlines: [Inline]) -> Int {
    inlines.reduce(0) { count, inline in
      switch inline.content {
      case .text(let text): count + text.count { $0 == "a" || $0 == "b" }
      case .emphasis(let inner), .strong(let inner): count + letters(of: inner)
      default: count
      }
    }
  }
}
