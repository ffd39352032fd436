import Testing

@testable import Canvas

@Suite struct `Text layout` {
  @Test(arguments: [
    ("the quick brown fox", 9, ["the quick", "brown fox"]),
    ("the quick brown fox", 10, ["the quick", "brown fox"]),
    ("a bb ccc", 1, ["a", "b", "b", "c", "c", "c"]),
    ("abcdefgh", 3, ["abc", "def", "gh"]),
    ("ab  cd", 3, ["ab", "cd"]),
    ("  indented text", 10, ["  indented", "text"]),
    ("", 5, [""]), ("   ", 2, [""]),
    ("漢字漢字", 5, ["漢字", "漢字"]), ("a漢字", 2, ["a", "漢", "字"]),
    ("word漢字", 6, ["word漢", "字"]),
    ("no\u{A0}break here", 8, ["no\u{A0}break", "here"]),
    ("漢", 1, ["漢"]), ("abc", 0, ["a", "b", "c"]), ("abc", -3, ["a", "b", "c"]),
  ])
  func `wraps at spaces by display width`(_ text: String, _ width: Int, _ lines: [String]) {
    #expect(StyledText(text).wrapped(to: width).map(\.text) == lines)
  }

  @Test func `keeps styles across lines`() {
    var text = StyledText("plain ")
    text.append("bold words", style: .bold)
    let lines = text.wrapped(to: 10)
    #expect(lines.map(\.text) == ["plain bold", "words"])
    #expect(lines[1].cells.allSatisfy { $0.style == .bold })
  }

  @Test(arguments: [
    (13, ["then you type", "add linear 4"]), (9, ["then you", "type add", "linear 4"]),
    (20, ["then you type", "add linear 4"]), (30, ["then you type add linear 4"]),
  ])
  func `keeps a command together where it can`(_ width: Int, _ lines: [String]) {
    var text = StyledText("then you type ")
    text.append("add linear 4", style: .bold)
    #expect(text.wrapped(to: width, keeping: .bold).map(\.text) == lines)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
    ("漢字漢字", 5, "漢字…"), ("漢字漢字", 4, "漢…"), ("abc", -1, ""),
  ])
  func `truncates with an ellipsis`(_ text: String, _ width: Int, _ short: String) {
    #expect(StyledText(text).truncated(to: width).text == short)
  }

  @Test func `pads on either side`() {
    #expect(StyledText("ab").padded(to: 5).text == "ab   ")
    #expect(StyledText("ab").padded(to: 5, .right).text == "   ab")
    #expect(StyledText("ab").padded(to: 5, .center).text == " ab  ")
    #expect(StyledText("abc").padded(to: 2).text == "abc")
  }

  @Test func `splits lines and expands tabs`() {
    let lines = StyledText.lines("a\tb\r\n\n\tlong line", wrappedTo: 9)
    #expect(lines.map(\.text) == ["a   b", "", "    long", "line"])
  }

  @Test func `spells signs in ASCII and keeps letters`() {
    #expect(
      ASCIIForm.of("linear 2→4 · η = ½ ≥ 0 … naïve ▟") == "linear 2->4 - eta = 1/2 >= 0 ... naïve ?"
    )
  }
}
