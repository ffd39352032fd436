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
    lines = Self.steps([LinePairs(expected: expected, got: got)]).map { step in
      switch step {
      case .same(let line, _): .same(expected[line])
      case .missing(let line): .missing(expected[line])
      case .unexpected(let line): .unexpected(got[line])
      }
    }
  }

  /// A line of two texts, by its number in the one or the other.
  enum Step: Sendable, Equatable {
    case same(Int, Int)
    case missing(Int)
    case unexpected(Int)
  }

  /// Texts of so many lines each are compared whole: more would take too long.
  private static let pairLimit = 4_000_000

  /// How long is sought for what belongs together, in steps of `OutputMatch`.
  private static let stepLimit = 20_000_000

  /// How the lines that are expected become those that came, keeping the most that can be kept.
  ///
  /// - Parameter pairs: one or more pairs of texts, of as many lines each: what is kept holds in all.
  static func steps(_ pairs: [LinePairs]) -> [Step] {
    var pairs = pairs
    let (count, others) = (pairs.first?.count ?? 0, pairs.first?.others ?? 0)
    guard count <= pairLimit / max(1, others) else {
      return (0..<count).map { .missing($0) } + (0..<others).map { .unexpected($0) }
    }
    var left = stepLimit
    func meets(_ line: Int, _ other: Int) -> Bool {
      pairs.allSatisfy { $0.meets(line, other, within: &left) }
    }
    // lengths[i][j]: how many lines from i and from j on the two have in common.
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: others + 1), count: count + 1)
    var isMet = [[Bool]](repeating: [Bool](repeating: false, count: others), count: count)
    for i in (0..<count).reversed() {
      for j in (0..<others).reversed() {
        isMet[i][j] = meets(i, j)
        lengths[i][j] =
          isMet[i][j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
      }
    }
    var steps: [Step] = []
    var (i, j) = (0, 0)
    while i < count || j < others {
      if i < count, j < others, isMet[i][j] {
        // A name may stand for something else in a line before.
        let isKept = pairs.indices.allSatisfy { pairs[$0].joins(i, j, within: &left) }
        steps += isKept ? [.same(i, j)] : [.missing(i), .unexpected(j)]
        (i, j) = (i + 1, j + 1)
      } else if i < count, j == others || lengths[i + 1][j] >= lengths[i][j + 1] {
        steps.append(.missing(i))
        i += 1
      } else {
        steps.append(.unexpected(j))
        j += 1
      }
    }
    return steps
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
