/// What the word before the cursor can become.
package struct Completions: Sendable, Equatable {
  /// How many characters before the cursor a candidate replaces.
  package var replaces: Int
  /// Whole words, in the order in which they are listed.
  package var candidates: [String]

  package init(replaces: Int, candidates: [String]) {
    self.replaces = replaces
    self.candidates = candidates
  }

  /// Without candidates that hold control characters: names come from files, too.
  var safe: Completions {
    Completions(
      replaces: replaces,
      candidates: candidates.filter { $0.unicodeScalars.allSatisfy(SafeLine.allows) })
  }

  /// The beginning that all candidates have in common.
  var commonPrefix: String {
    guard var prefix = candidates.first else { return "" }
    for candidate in candidates.dropFirst() {
      prefix = String(zip(prefix, candidate).prefix { $0 == $1 }.map(\.0))
    }
    return prefix
  }

  /// What Tab makes of `word`, the text that a candidate replaces.
  enum Step: Equatable {
    case nothing
    /// The word becomes this.
    case replace(String)
    /// Nothing can be added for sure: show what is possible.
    case list
  }

  func step(from word: String) -> Step {
    guard let first = candidates.first else { return .nothing }
    if candidates.count == 1 {
      let isOpen = first.last.map { "=.[(/ ".contains($0) } ?? true
      return .replace(isOpen ? first : first + " ")
    }
    let prefix = commonPrefix
    return prefix.count > word.count ? .replace(prefix) : .list
  }

  /// The candidates in columns, read downwards, as wide as the terminal allows and at most `rows`
  /// lines; what is left out is counted.
  func listed(columns width: Int, rows limit: Int) -> String {
    let widest = candidates.map(\.count).max() ?? 0
    let perRow = max(1, (width - 1) / (widest + 2))
    let rows = (candidates.count + perRow - 1) / perRow
    guard rows <= limit else {
      let shown = max(1, limit - 1) * perRow
      let part = Completions(replaces: replaces, candidates: Array(candidates.prefix(shown)))
      return part.listed(columns: width, rows: limit) + "\n… \(candidates.count - shown) more"
    }
    return (0..<rows).map { row in
      var line = ""
      for index in stride(from: row, to: candidates.count, by: rows) {
        let word = candidates[index]
        line += word + String(repeating: " ", count: widest + 2 - word.count)
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
