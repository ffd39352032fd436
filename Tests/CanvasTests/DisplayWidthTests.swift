import Testing

@testable import Canvas

@Suite struct `Display width` {
  @Test(arguments: [
    ("", 0), ("a", 1), ("loss 0.42", 9), ("é", 1), ("e\u{301}", 1), ("ä́", 1),
    ("漢字", 4), ("ひらがな", 8), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ＡＢ", 4),
    ("😀", 2), ("✓✗⋮", 3), ("⠿▀█─", 4), ("→×·", 3), ("✅", 2), ("⚠", 1),
    ("🇩🇪", 2), ("शक्ति", 4), ("ไทย", 3), ("ก็", 1), ("\u{20000}", 2),
  ])
  func `counts the columns that a terminal takes`(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.columns(text) == columns)
  }

  @Test(arguments: [
    // Joined, toned and presented emoji are measured as they are drawn: one by one.
    ("👩\u{200D}💻", 4), ("👍🏽", 2), ("⚠\u{FE0F}", 1), ("a\u{200B}b", 2),
  ])
  func `measures sequences that terminals disagree on as they are drawn`(
    _ text: String, _ columns: Int
  ) {
    #expect(DisplayWidth.columns(text) == columns)
    #expect(StyledText(text).width == columns)
  }

  @Test func `every scalar is measured as it is drawn`() {
    let wrong = (UInt32(0)...0x2FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
      guard let shown = SafeText.shown(scalar) else { return false }
      return StyledText("a\(Character(scalar))").width - 1 != DisplayWidth.columns(shown)
    }
    #expect(wrong == [])
  }
}
