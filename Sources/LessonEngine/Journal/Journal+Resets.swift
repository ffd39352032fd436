/// Resets: the journal is only ever appended to, so that a reset is a record, and taking it back is
/// another.
extension Journal {
  /// The records of a lesson that count: without resets that were taken back and what was done in
  /// between, and without what a reset of the lesson, or of all, has made to be forgotten.
  public static func standing(_ records: [JournalRecord], lesson: String) -> [JournalRecord] {
    let standing = withoutUndone(records, lesson: lesson)
    let forgotten = standing.lastIndex { $0.event == .reset(.lesson) || $0.event == .reset(.all) }
    return forgotten.map { Array(standing[($0 + 1)...]) } ?? standing
  }

  /// The records of a lesson, and resets of all by others, without those that were taken back.
  private static func withoutUndone(
    _ records: [JournalRecord], lesson: String
  ) -> [JournalRecord] {
    var standing: [JournalRecord] = []
    for record in records {
      let isOwn = record.lesson == lesson
      switch record.event {
      case .undone(let scope) where isOwn || scope == .all:
        guard let index = standing.lastIndex(where: { $0.event == .reset(scope) }) else { continue }
        // Another lesson's reset of all took nothing of this one with it.
        if isOwn { standing.removeSubrange(index...) } else { standing.remove(at: index) }
      case .reset(.all): standing.append(record)
      default: if isOwn { standing.append(record) }
      }
    }
    return standing
  }

  /// The last reset in a lesson's round, or the one with which it began, and the records that lead
  /// to where the learner was before it: what `reset undo` takes back, also days later.
  static func lastReset(
    _ records: [JournalRecord], lesson: String
  ) -> (scope: JournalRecord.Scope, before: [JournalRecord])? {
    let standing = withoutUndone(history(records, lesson: lesson), lesson: lesson)
    var isDone = false
    for index in standing.indices.reversed() {
      switch standing[index].event {
      case .finished: return nil
      // Whoever has done a step again has taken it up where the reset left it.
      case .solved: isDone = true
      case .reset(.step) where isDone: continue
      case .reset(let scope):
        // What another lesson has reset is taken back there.
        guard standing[index].lesson == lesson else { return nil }
        let before = lastRound(Array(standing[..<index]), lesson: lesson)
        return before.isEmpty ? nil : (scope, before)
      default: continue
      }
    }
    return nil
  }
}
