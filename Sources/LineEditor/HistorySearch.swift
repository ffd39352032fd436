/// ^R: finds the lines that hold what is typed, newest first.
///
/// libedit's own search takes the text for a regular expression, in which `l0.weight[0]` and
/// `3 * 4` do not find themselves.
struct HistorySearch: Equatable, Sendable {
  /// What is searched for.
  private(set) var pattern = ""
  /// The line as it was before the search.
  let original: String
  /// Whether nothing further was found; the last find stays.
  private(set) var hasFailed = false
  private let entries: [String]
  /// Of the entry found; the count of entries before anything is.
  private var index: Int

  /// - Parameter entries: the oldest first.
  init(entries: [String], original: String) {
    self.entries = entries
    self.original = original
    index = entries.count
  }

  /// The line to show.
  var line: String { index < entries.count ? entries[index] : original }

  /// Stands in place of the prompt.
  var prompt: String { (hasFailed ? "not found: " : "search: ") + pattern + " > " }

  mutating func add(_ text: String) {
    pattern += text
    find(from: min(index, entries.count - 1))
  }

  mutating func removeLast() {
    guard !pattern.isEmpty else { return }
    pattern.removeLast()
    index = entries.count
    hasFailed = false
    if !pattern.isEmpty { find(from: entries.count - 1) }
  }

  /// The next older line.
  mutating func older() {
    guard !pattern.isEmpty else { return }
    let present = line
    find(from: index - 1, unlike: present)
  }

  private mutating func find(from start: Int, unlike present: String? = nil) {
    let wanted = pattern.lowercased()
    var place = start
    while place >= 0 {
      if entries[place] != present, entries[place].lowercased().contains(wanted) {
        index = place
        hasFailed = false
        return
      }
      place -= 1
    }
    hasFailed = true
  }
}
