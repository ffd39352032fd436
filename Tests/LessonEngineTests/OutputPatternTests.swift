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
}
