import Canvas
import Testing

@testable import Terminal

struct ANSIWriterTests {
  init() { useUTF8() }

  func canvas(_ text: String, _ style: Style = .plain, columns: Int = 8) -> Canvas {
    var canvas = Canvas(Size(columns: columns, rows: 1))
    canvas.write(text, row: 0, column: 0, style: style)
    return canvas
  }

  func written(
    _ canvas: Canvas, _ colors: Theme.Colors, attributes: Bool = true, isUTF8: Bool = true
  ) -> String {
    let writer = ANSIWriter(colors: colors, hasAttributes: attributes, isUTF8: isUTF8)
    return String(decoding: writer.bytes(canvas), as: UTF8.self)
  }

  @Test(arguments: [
    (Style(foreground: Color(208)), Theme.Colors.full, "␛[0;38;5;208mhi␛[0m\n"),
    (Style(foreground: Color(208)), .sixteen, "␛[0;33mhi␛[0m\n"),
    (Style(foreground: Color(9), background: Color(4)), .sixteen, "␛[0;91;44mhi␛[0m\n"),
    (Style(bold: true, underlined: true), .full, "␛[0;1;4mhi␛[0m\n"),
    (.plain, .full, "hi\n"),
  ])
  func `A style is set once and taken back at the end of the row`(
    style: Style, depth: Theme.Colors, expected: String
  ) {
    #expect(written(canvas("hi", style), depth) == controls(expected))
  }

  @Test func `A pipe gets no escape sequence`() {
    let text = canvas("hi", Style(foreground: Color(208), bold: true))
    #expect(written(text, .none, attributes: false) == "hi\n")
  }

  @Test func `NO_COLOR keeps bold`() {
    let text = canvas("hi", Style(foreground: Color(208), bold: true))
    #expect(written(text, .none) == "\u{1b}[0;1mhi\u{1b}[0m\n")
  }

  @Test func `A background is written to its end, blanks are not`() {
    #expect(
      written(canvas("a ", Style(background: Color(1))), .sixteen) == "\u{1b}[0;41ma \u{1b}[0m\n")
    #expect(written(canvas("a    "), .full) == "a\n")
  }

  @Test(arguments: [0x1b, 0x07, 0x9b, 0x202e, 0x200b, 0x0a, 0x7f])
  func `A control character in a cell is never written`(code: UInt32) throws {
    var hostile = Canvas(Size(columns: 3, rows: 1))
    hostile[row: 0, column: 0] = Cell(showing: try #require(Unicode.Scalar(code)))
    hostile[row: 0, column: 1] = Cell("b")
    #expect(written(hostile, .none, attributes: false) == "\u{fffd}b\n")
  }

  @Test func `Wide characters keep the columns in step`() {
    var wide = canvas("漢 b", columns: 5)
    #expect(written(wide, .none) == "漢 b\n")
    wide[row: 0, column: 1] = Cell("x")
    #expect(written(wide, .none) == " x b\n")
    #expect(written(canvas("漢 b"), .none, isUTF8: false) == "?  b\n")
  }

  @Test func `Without UTF-8 the nearest ASCII is written`() {
    #expect(written(canvas("a→b—█é"), .none, isUTF8: false) == "a>b-#?\n")
  }

  @Test(arguments: [(196, 9), (21, 4), (46, 10), (244, 8), (231, 15), (16, 0), (5, 5)])
  func `A colour of the cube becomes the nearest of sixteen`(index: UInt8, expected: UInt8) {
    #expect(Color(index).nearest(of: 16) == expected)
  }
}
