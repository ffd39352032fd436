import Testing

@testable import LessonEngine

/// What of a lesson's or a learner's words has a meaning in the file that they are written to.
@Suite("Exported text")
struct ExportedTextTests {
  @Test(arguments: [
    ("words", "words"), ("2,5", "\"2,5\""), ("-5", "-5"), ("=1+2", "\"'=1+2\""),
    ("say \"yes\"", "\"say \"\"yes\"\"\""),
    // An accent behind a sign makes one character of them, and the sign is one all the same.
    ("a\"\u{301}b", "\"a\"\"\u{301}b\""), (",\u{301}", "\",\u{301}\""),
    ("=\u{338}1", "\"'=\u{338}1\""), ("a\nb", "\"a\nb\""), ("a\u{2028}b", "\"a\u{2028}b\""),
    ("a\tb", "\"a\tb\""),
  ])
  func `is one cell of a table, and no formula`(text: String, cell: String) {
    // Not as strings, of which two are equal that are written in different ways.
    #expect(Array(CSVText.cell(text).utf8) == Array(cell.utf8))
  }

  @Test(arguments: [
    ("plain", "`plain`"), ("a`b", "`` a`b ``"), ("a``b`c", "``` a``b`c ```"),
    ("a`\u{301}b", "`` a`\u{301}b ``"), ("a`\u{200B}`b", "``` a`\u{200B}`b ```"),
  ])
  func `is one span of code, also without what is not seen`(text: String, span: String) {
    #expect(Array(MarkdownText.code(text).utf8) == Array(span.utf8))
  }

  @Test func `does not end the block of code that it stands in`() {
    #expect(MarkdownText.fence("a") == "```\na\n```")
    #expect(MarkdownText.fence("``\u{AD}`").hasPrefix("````\n"))
    #expect(MarkdownText.fence("a\r\n```\r\nb").hasPrefix("````\n"))
  }

  @Test func `means itself in Markdown`() {
    let escaped = MarkdownText.escaped("<\u{301}b> [\u{301}a](b)")
    #expect(Array(escaped.utf8) == Array("\\<\u{301}b\\> \\[\u{301}a\\](b)".utf8))
  }
}
