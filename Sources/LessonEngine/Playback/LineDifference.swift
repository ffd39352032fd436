/// Two texts line by line: what the file expects and what came.
package struct LineDifference: Sendable, Equatable {
  package enum Line: Sendable, Equatable {
    /// Expected, and as it came.
    case same(String)
    case missing(String)
    case unexpected(String)
  }

  package var lines: [Line] = []

  /// The longest common part is kept; a line that is met by a pattern counts as common.
  package init(expected: [String], got: [String]) {
    // lengths[i][j]: how many lines expected[i...] and got[j...] have in common.
    var lengths = [[Int]](
      repeating: [Int](repeating: 0, count: got.count + 1), count: expected.count + 1)
    let patterns = expected.map { OutputPattern([$0]) }
    var meets = [[Bool]](
      repeating: [Bool](repeating: false, count: got.count), count: expected.count)
    for i in expected.indices.reversed() {
      for j in got.indices.reversed() {
        meets[i][j] = patterns[i].matches(got[j])
        lengths[i][j] =
          meets[i][j]
          ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    var (i, j) = (0, 0)
    while i < expected.count || j < got.count {
      if i < expected.count, j < got.count, meets[i][j] {
        lines.append(.same(expected[i]))
        (i, j) = (i + 1, j + 1)
      } else if i < expected.count, j == got.count || lengths[i + 1][j] >= lengths[i][j + 1] {
        lines.append(.missing(expected[i]))
        i += 1
      } else {
        lines.append(.unexpected(got[j]))
        j += 1
      }
    }
  }

  /// As a patch shows it: "- expected", "+ got", "  both".
  package var text: [String] {
    lines.map { line in
      switch line {
      case .same(let text): "  \(text.onOneLine)"
      case .missing(let text): "- \(text.onOneLine)"
      case .unexpected(let text): "+ \(text.onOneLine)"
      }
    }
  }
}
