/// Which records lead to where a learner is.
///
/// Each run of the program on a lesson writes records of its own, marked by its name, and says in
/// the first of them which run it goes on from. So two programs on one lesson at a time make two
/// branches, both whole, and the next one goes on from the branch that was written last.
extension Journal {
  /// The records of a lesson that lead to its last one, of all runs on the way to it and of no
  /// others, and those of other lessons that reset this one: in their order.
  static func history(_ records: [JournalRecord], lesson: String) -> [JournalRecord] {
    let own = records.filter {
      $0.lesson == lesson ? !$0.isReview : $0.event == .reset(.all) || $0.event == .undone(.all)
    }
    let indices = own.indices.filter { own[$0].lesson == lesson }
    guard let last = indices.last.map({ own[$0] }) else { return [] }
    if indices.allSatisfy({ own[$0].run == last.run }) { return own }
    let places = Dictionary(grouping: indices) { own[$0].run }
    var segments = [own.indices.filter { own[$0].lesson != lesson }]
    var run = last.run
    var end = own.count
    // Each segment ends before the one that goes on from it begins, so this comes to an end.
    while let indices = places[run]?.prefix(while: { $0 < end }), let first = indices.first {
      segments.append(Array(indices))
      guard case .resumed(let earlier) = own[first].event else { break }
      run = earlier.isEmpty ? nil : earlier
      end = first
    }
    return segments.flatMap { $0 }.sorted().map { own[$0] }
  }

  /// The records of a lesson's last round, if that round is not finished: what a player resumes.
  public static func unfinished(_ records: [JournalRecord], lesson: String) -> [JournalRecord] {
    let history = standing(history(records, lesson: lesson), lesson: lesson)
    guard
      let start = history.lastIndex(where: { if case .opened = $0.event { true } else { false } })
    else { return [] }
    let round = history[start...]
    return round.contains { $0.event == .finished } ? [] : Array(round)
  }

  /// What chose the variables of the lesson's unfinished round, to parse the lesson with; nil where
  /// a new round begins.
  public static func draw(_ records: [JournalRecord], lesson: String) -> UInt64? {
    guard case .opened(let draw)? = unfinished(records, lesson: lesson).first?.event else {
      return nil
    }
    return draw
  }

  /// The first record of a run that goes on where the lesson was left; nil where nothing was.
  public static func resumption(_ records: [JournalRecord], lesson: String) -> JournalRecord? {
    guard var record = unfinished(records, lesson: lesson).last else { return nil }
    record.event = .resumed(run: record.run ?? "")
    record.wrong = nil
    return record
  }
}

extension JournalRecord {
  /// Whether it is of a review, which is no part of the lesson's round.
  public var isReview: Bool { if case .reviewed = event { true } else { false } }
}
