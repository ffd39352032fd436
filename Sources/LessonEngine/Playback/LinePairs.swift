/// Lines that are expected beside lines that came, to find which of them belong together.
struct LinePairs {
  private let patterns: [OutputPattern]
  private let texts: [OutputPattern.Text]
  private var captures: [String: OutputPattern.Token] = [:]

  init(expected: some Sequence<String>, got: some Sequence<String>) {
    patterns = expected.map { OutputPattern([$0]) }
    texts = got.map { OutputPattern.Text([$0]) }
  }

  var count: Int { patterns.count }
  var others: Int { texts.count }

  /// Whether a line that came is as one expects it, whatever a `<name>` stands for elsewhere.
  func meets(_ line: Int, _ other: Int, within steps: inout Int) -> Bool {
    var captures: [String: OutputPattern.Token] = [:]
    return patterns[line].matches(texts[other], capturing: &captures, within: &steps)
  }

  /// The same with what the names stand for in the lines before, and in this one from here on.
  mutating func joins(_ line: Int, _ other: Int, within steps: inout Int) -> Bool {
    patterns[line].matches(texts[other], capturing: &captures, within: &steps)
  }
}
