import LessonEngine
import Testing

@Suite("Expected output")
struct OutputPatternTests {
  @Test(arguments: [
    // Word for word.
    ("loss 0.42", "loss 0.4203", true),
    ("loss 0.42", "loss 0.4251", false),
    ("loss 0.4203", "loss 0.4203\n", true),
    ("loss 0.42", "Loss 0.42", false),
    ("loss 0.42", "loss 0.42 now", false),
    // Numbers to the digits written, whole ones exactly.
    ("17", "17", true),
    ("17", "17.2", false),
    ("-0.2", "-0.2055", true),
    ("0.2", "-0.2055", false),
    ("1.2e-05", "1.2346e-05", true),
    ("1.3e-05", "1.2346e-05", false),
    ("1.2e3", "1234.5", true),
    // The digits of a name are no number.
    ("l0.weight", "l1.weight", false),
    ("l0 linear 2→4", "l0 linear 2→4", true),
    ("[[0.5, 0.2]]", "[[ 0.5000,   0.2000 ]]", true),
    // Anything.
    ("...", "a\nb\nc", true),
    ("...", "", true),
    ("a\n...\nd", "a\nb\nc\nd", true),
    ("a\n...\nd", "a\nd", true),
    ("a\n...\nd", "a\nb\nc", false),
    ("a\n...\nc\n...\ne", "a\nb\nc\nd\ne", true),
    ("a\n...\nc\n...\ne", "a\nb\nd\ne", false),
    ("...\nc", "a\nb\nc", true),
    ("loss ... then", "loss 0.5 and then", true),
    ("loss ... then", "loss 0.5", false),
    // Captures.
    ("<a> is <a>", "x is x", true),
    ("<a> is <a>", "x is y", false),
    ("<a>\n<a>", "0.5\n0.5", true),
    ("a < b", "a < b", true),
    // What a name stands for is sought behind every `...`, the first word that fits being none.
    ("...\n<x> foo\n...\n<x> bar", "k1 foo\nk2 foo\nk2 bar", true),
    ("...\n<x> foo\n...\n<x> bar", "k1 foo\nk2 foo\nk3 bar", false),
    ("... <x> ... <x>", "a b c b", true),
    ("... <x> ... <x>", "a b c d", false),
    ("<x> ...\n... <x>", "a b\nc a", true),
    ("...\na ... c\n...\nc", "a b\na b c\nc", true),
    ("...\n...\na", "a", true),
    ("...\na\n...", "b\na", true),
    ("... a", "\na", false),
    ("a ...", "a", true),
    ("... ... b", "a\nb", false),
    // Lines.
    ("a", "a\nb", false),
    ("a\nb", "a", false),
    ("a\n\nb", "a\n\nb\n\n", true),
  ])
  func `matches`(expected: String, actual: String, isMatch: Bool) {
    let pattern = OutputPattern(
      expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    #expect(pattern.matches(actual) == isMatch)
  }

  /// The definition, in all its slowness: what `...` stands for is tried in every way.
  private func isMatch(_ expected: [String], _ actual: [String], _ bound: [String: String] = [:])
    -> Bool
  {
    guard let first = expected.first else { return actual.isEmpty }
    let rest = Array(expected.dropFirst())
    if first == "..." {
      return (0...actual.count).contains { isMatch(rest, Array(actual[$0...]), bound) }
    }
    guard let word = actual.first else { return false }
    let others = Array(actual.dropFirst())
    guard first.hasPrefix("<") else { return first == word && isMatch(rest, others, bound) }
    if let known = bound[first], known != word { return false }
    return isMatch(rest, others, bound.merging([first: word]) { old, _ in old })
  }

  @Test func `matches as its definition does, by words and by lines`() {
    var state: UInt64 = 7
    func pick(_ words: [String]) -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return words[Int(state >> 33) % words.count]
    }
    func some(_ words: [String]) -> [String] {
      (0..<(Int(pick(["2", "4", "6"])) ?? 0)).map { _ in pick(words) }
    }
    var matches = 0
    for _ in 0..<4000 {
      let expected = some(["a", "b", "...", "<x>", "<y>"])
      let actual = some(["a", "b", "c"])
      let wanted = isMatch(expected, actual)
      matches += wanted ? 1 : 0
      let words = OutputPattern([(["z"] + expected).joined(separator: " ")])
      #expect(
        words.matches("z " + actual.joined(separator: " ")) == wanted, "\(expected) \(actual)")
      #expect(
        OutputPattern(expected).matches(actual.joined(separator: "\n")) == wanted,
        "\(expected) \(actual)")
    }
    #expect((400...3600).contains(matches))
  }

  @Test func `takes no more than its steps, however long a search would be`() {
    let names = (0..<30).map { "... <a\(String(repeating: "b", count: $0))>" }.joined(
      separator: " ")
    let words = (0..<2000).map { "w\($0)" }.joined(separator: " ")
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(!OutputPattern([names + " ... <a> end"]).matches(words))
      // As many lines of it, each against each.
      let lines = [String](repeating: names + " ... <a> end", count: 40)
      let difference = LineDifference(
        expected: lines, got: [String](repeating: words, count: 40))
      #expect(difference.lines.count == 80)
    }
    #expect(time < .seconds(20))
    // Without names there is nothing to search.
    let gaps = [String](repeating: "...\na ... b", count: 500).joined(separator: "\n")
    let long = [String](repeating: "a c c c c b", count: 20_000).joined(separator: "\n")
    #expect(
      OutputPattern(gaps.split(separator: "\n").map(String.init)).matches(long))
    #expect(
      !OutputPattern(gaps.split(separator: "\n").map(String.init) + ["end"]).matches(long))
  }
}
