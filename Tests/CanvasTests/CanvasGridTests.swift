import Testing

@testable import Canvas

@Suite struct `A canvas` {
  private func canvas(_ columns: Int, _ rows: Int) -> Canvas {
    Canvas(Size(columns: columns, rows: rows))
  }

  @Test func `is as text what was written, without spaces at line ends`() {
    var canvas = canvas(8, 3)
    canvas.write("loss", row: 0, column: 1)
    canvas.write("漢字", row: 2, column: 3)
    #expect(canvas.text == " loss\n\n   漢字")
  }

  @Test func `clips on every side`() {
    var canvas = canvas(4, 2)
    canvas.write("abcdef", row: 0, column: -2)
    canvas.write("abcdef", row: 1, column: 2)
    canvas.write("abc", row: 2, column: 0)
    canvas.write("abc", row: -1, column: 0)
    #expect(canvas.text == "cdef\n  ab")
  }

  @Test func `clips at a width and says where writing ended`() {
    var canvas = canvas(9, 1)
    #expect(canvas.write("abcdef", row: 0, column: 1, width: 3) == 4)
    #expect(canvas.text == " abc")
    #expect(canvas.write("漢字", row: 0, column: 5, width: 3) == 7)
    #expect(canvas.text == " abc 漢")
  }

  @Test(arguments: [
    (0, " x"), (1, "x漢"), (2, "漢x"), (3, "漢 x"),
  ])
  func `leaves no half of a wide character`(_ column: Int, _ text: String) {
    var canvas = canvas(4, 1)
    canvas.write("漢", row: 0, column: column == 1 ? 1 : 0)
    switch column {
    case 0: canvas.write("x", row: 0, column: 1)
    case 1: canvas.write("x", row: 0, column: 0)
    default: canvas.write("x", row: 0, column: column)
    }
    #expect(canvas.text == text)
  }

  @Test func `a wide character over another leaves no half`() {
    var canvas = canvas(5, 1)
    canvas.write("漢字", row: 0, column: 0)
    canvas.write("口", row: 0, column: 1)
    #expect(canvas.text == " 口")
    #expect(canvas[row: 0, column: 2].isContinuation)
    #expect(canvas[row: 0, column: 3] == .blank)
  }

  @Test func `a wide character does not stand in the last column`() {
    var canvas = canvas(3, 1)
    canvas.write("a漢漢", row: 0, column: 0)
    #expect(canvas.text == "a漢")
    canvas.write("漢", row: 0, column: 2)
    #expect(canvas.text == "a")
  }

  @Test(arguments: [(0, 0), (-1, 5), (5, -7)])
  func `may be empty`(_ columns: Int, _ rows: Int) {
    var canvas = canvas(columns, rows)
    canvas.write("abc", row: 0, column: 0)
    canvas.frame(row: 0, column: 0, size: Size(columns: 3, rows: 3), theme: .plain)
    #expect(canvas.text.allSatisfy { $0 == "\n" })
    #expect(canvas.size.columns >= 0 && canvas.size.rows >= 0)
  }

  @Test func `draws another canvas, clipped`() {
    var small = canvas(2, 2)
    small.write("ab", row: 0, column: 0)
    small.write("cd", row: 1, column: 0)
    var large = canvas(3, 3)
    large.draw(small, row: 2, column: 2)
    large.draw(small, row: -1, column: -1)
    #expect(large.text == "d\n\n  a")
  }

  @Test func `stacks and drops blank rows`() {
    var one = canvas(3, 3)
    one.write("one", row: 0, column: 0)
    var two = canvas(3, 1)
    two.write("two", row: 0, column: 0)
    let stacked = Canvas.stacked([one.withoutBlankRows, two], width: 5)
    #expect(stacked.text == "one\ntwo")
    #expect(stacked.size == Size(columns: 5, rows: 2))
  }

  @Test func `frames with a title`() {
    var canvas = canvas(12, 3)
    canvas.frame(
      row: 0, column: 0, size: canvas.size, title: StyledText("a long title"),
      theme: Theme(colors: .none))
    #expect(canvas.text == "╭─ a lon… ─╮\n│          │\n╰──────────╯")
    canvas.frame(row: 0, column: 0, size: canvas.size, theme: .plain)
    #expect(canvas.text == "+----------+\n|          |\n+----------+")
  }

  @Test func `maps its styles to letters`() {
    var canvas = canvas(4, 1)
    canvas.write("ab", row: 0, column: 1, style: Style(foreground: Color(215), bold: true))
    #expect(canvas.styleMap == ".aa\na 215 bold")
  }

  @Test func `a cell keeps a letter with two marks`() {
    #expect(Cell("a\u{301}\u{323}\u{308}").character == "a\u{301}\u{323}")
    #expect(Cell("\u{1112}\u{1161}\u{11AB}").width == 2)
    #expect(Cell("").character == " ")
    #expect(Cell.continuation.character == "")
  }
}
