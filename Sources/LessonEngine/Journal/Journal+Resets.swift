/// Resets: the journal is only ever appended to, so that a reset is a record, and taking it back is
/// another.
extension Journal {
  /// The records of a lesson that count: without resets that were taken back and what was done in
  /// between, and without what a reset of the lesson, or of all, has made to be forgotten.
  public static func standing(_ records: [JournalRecord], lesson: String) -> [JournalRecord] {
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
    let forgotten = standing.lastIndex { $0.event == .reset(.lesson) || $0.event == .reset(.all) }
    return forgotten.map { Array(standing[($0 + 1)...]) } ?? standing
  }
}
