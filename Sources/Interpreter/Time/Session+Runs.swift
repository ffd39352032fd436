import NeuralNetwork

/// Trainings one after the other, by name: `run1`, `run2`.
///
/// A run goes from its first step to its last, until weights are drawn anew or layers come or go. Its
/// moment is that behind its last step, with the settings as they were then.
extension Session {
  /// The number in `run2`; nil where it is no such name.
  static func runNumber(of word: Word) -> Int? {
    let folded = word.folded
    guard folded.hasPrefix("run"), let number = Int(folded.dropFirst(3)), number > 0 else {
      return nil
    }
    return number
  }

  /// The names of the runs that are on the tape, the oldest first.
  public var runNames: [String] { runs.map { "run\($0.number)" } }

  /// Those that are on the tape, with the moments at their ends.
  var runs: [(number: Int, moment: Moment)] {
    var found: [Int: Moment] = [:]
    var timeline = timeline
    timeline.leave(moment)
    for index in timeline.entries.indices where timeline.entries[index].steps > 0 {
      guard let after = timeline.moment(before: index + 1) else { continue }
      found[after.run] = after
    }
    // Of what the tape has forgotten, or never kept, there is what is there now.
    if moment.training.step > 0, found[moment.run] == nil { found[moment.run] = moment }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// For each entry of the tape that is the last of a run, its number.
  var runEnds: [Int: Int] {
    var last: [Int: Int] = [:]
    var timeline = timeline
    timeline.leave(moment)
    for index in timeline.entries.indices where timeline.entries[index].steps > 0 {
      if let after = timeline.moment(before: index + 1) { last[after.run] = index }
    }
    return Dictionary(uniqueKeysWithValues: last.map { ($0.value, $0.key) })
  }

  /// A mark; `now`; `run2`; or `start`, the first moment that is kept, if no mark has that name.
  func moment(named word: Word) throws(Diagnostic) -> (name: String, moment: Moment) {
    if word.folded == "now" { return ("now", moment) }
    if word.folded == "start", timeline.mark(named: "start") == nil {
      var timeline = timeline
      timeline.leave(moment)
      return ("start", timeline.moment(before: 0) ?? moment)
    }
    if let number = Self.runNumber(of: word), timeline.mark(named: word.text) == nil {
      let runs = runs
      if let run = runs.first(where: { $0.number == number }) {
        return ("run\(number)", run.moment)
      }
      let known = runs.map { "run\($0.number)" }.joined(separator: ", ")
      throw Diagnostic(
        "there is no \(word.folded): "
          + (runs.isEmpty
            ? "nothing has been trained yet" : "there \(runs.count == 1 ? "is" : "are") \(known)"),
        at: word.range, hint: runs.isEmpty ? "train 20" : "history")
    }
    if let mark = timeline.mark(folded: word) { return (mark.name, mark.kept.moment) }
    let known = timeline.marks.map(\.name) + runNames + ["start", "now"]
    throw Diagnostic(
      "there is no mark or run \(Diagnostic.shortened(word.text)): there are "
        + known.suffix(8).joined(separator: ", "),
      at: word.range, hint: "history", suggestion: Nearest.word(to: word.text, among: known))
  }

  /// The loss of every step that led to a moment; nil where no moment has that name.
  public func curve(upTo name: String) -> LossCurve? {
    (try? moment(named: Word(text: name, range: SourceRange(0, 0))))?.moment.curve
  }
}
