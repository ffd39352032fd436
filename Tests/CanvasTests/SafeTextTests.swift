import Testing

@testable import Canvas

@Suite struct `Safe text` {
  @Test(arguments: [
    ("plain, with ünïcödé and 漢字", "plain, with ünïcödé and 漢字"),
    ("e\u{301} ก็ שָׁלוֹם", "e\u{301} ก็ שָׁלוֹם"),
    ("\u{1B}]0;title\u{7}", "␛]0;title␇"),
    ("\u{1B}[2J", "␛[2J"),
    ("a\u{0}b", "a␀b"),
    ("back\u{8}space", "back␈space"),
    ("del\u{7F}", "del␡"),
    ("\u{9B}2J \u{9D}0;x\u{9C} \u{85}", "\u{FFFD}2J \u{FFFD}0;x\u{FFFD} \u{FFFD}"),
    ("abc\u{202E}fed\u{202C}", "abcfed"),
    ("\u{2066}x\u{2069}\u{200E}\u{200F}\u{61C}", "x"),
    ("zero\u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}width", "zerowidth"),
    ("tag\u{E0001}\u{E0041}\u{E007F}", "tag"),
    ("\u{FE0F}\u{E0100}\u{AD}\u{3164}\u{115F}\u{180E}x", "x"),
    ("\u{FFF9}a\u{FFFB}", "a"),
  ])
  func `shows no control and keeps letters`(_ text: String, _ safe: String) {
    #expect(SafeText.line(text) == safe)
    #expect(SafeText.block(text) == safe)
    #expect(StyledText(text).text == safe)
  }

  @Test(arguments: [
    ("one\ntwo", "one two", "one\ntwo"),
    ("one\ttwo", "one two", "one\ttwo"),
    ("one\r\ntwo", "one two", "one\ntwo"),
    ("one\rtwo", "one␍two", "one␍two"),
    ("end\r", "end␍", "end␍"),
    ("\r\r\n", "␍ ", "␍\n"),
    ("one\u{2028}two\u{2029}", "one two ", "one\ntwo\n"),
  ])
  func `keeps newlines and tabs in blocks alone`(_ text: String, _ line: String, _ block: String) {
    #expect(SafeText.line(text) == line)
    #expect(SafeText.block(text) == block)
  }

  @Test func `no scalar reaches a cell that a terminal would obey`() {
    func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: true
      default:
        scalar.properties.isBidiControl || scalar.properties.isDefaultIgnorableCodePoint
          || scalar.properties.isNoncharacterCodePoint
      }
    }
    let obeyed = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
      StyledText(String(scalar)).text.unicodeScalars.contains(where: isObeyed)
    }
    #expect(obeyed == [])
  }

  @Test func `a cell drops the controls of its text`() {
    #expect(Cell("\u{1B}").character == "␛")
    #expect(Cell("\u{202E}") == .blank)
    var cell = Cell("a")
    cell.character = "\n"
    #expect(cell.character == " ")
  }
}
