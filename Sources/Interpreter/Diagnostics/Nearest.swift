/// The known word that a mistyped one most likely meant.
///
/// Edit distance with swapped neighbours as one edit (Damerau 1964, optimal string alignment), on
/// names without case and underscores; a third of the letters may be wrong, at most three.
public enum Nearest {
  /// The nearest of `candidates` to `word`, or nil where none is near. The first of equals wins.
  public static func word(to word: String, among candidates: some Sequence<String>) -> String? {
    let typed = Array(word.folded.utf8.prefix(longest))
    guard !typed.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let letters = Array(candidate.folded.utf8)
      if typed.count >= 2, letters.count > typed.count, letters.starts(with: typed), best == nil {
        best = (candidate, tolerance(typed.count, letters.count))
        continue
      }
      guard abs(letters.count - typed.count) <= 3, letters.count <= longest else { continue }
      let found = distance(typed, letters)
      guard found <= tolerance(typed.count, letters.count) else { continue }
      if best.map({ found < $0.distance }) ?? true { best = (candidate, found) }
    }
    return best?.name
  }

  private static let longest = 40

  private static func tolerance(_ a: Int, _ b: Int) -> Int { min(3, (max(a, b) + 1) / 3) }

  /// The number of letters to insert, drop, change or swap.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
