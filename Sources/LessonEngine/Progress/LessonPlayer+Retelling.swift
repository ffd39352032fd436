public import Interpreter

/// Something that was done in a lesson, and all that was shown because of it.
public struct Episode: Sendable {
  /// What was done; nil for what the lesson began with.
  public var record: JournalRecord?
  /// In which step: its title.
  public var title: String
  /// What was shown then.
  public var events: [PlayerEvent]
}

extension LessonPlayer {
  /// The last round of a lesson in which anything was done, finished or not, told from its records:
  /// by playing them again.
  ///
  /// - Parameters:
  ///   - lesson: read with the draw of that round; see `Journal.drawOfLastRound`.
  ///   - read: as `readLessonFile`.
  public static func retelling(
    _ records: [JournalRecord], of lesson: Lesson,
    readLessonFile read: (@Sendable (String) throws(Diagnostic) -> [UInt8])?,
    in environment: Environment
  ) -> [Episode] {
    var player = LessonPlayer(lesson: lesson)
    player.readLessonFile = read
    player.retells = true
    var replay = player.beginReplay(in: environment)
    var episodes = [
      Episode(record: nil, title: player.step.title, events: player.takeEvents())
    ]
    for record in Journal.roundToTell(records, lesson: lesson.id) {
      player.meet(record, in: &replay)
      let title = player.places.first { $0.id == record.step }?.title ?? record.step
      episodes.append(Episode(record: record, title: title, events: player.takeEvents()))
    }
    return episodes
  }
}

extension Journal {
  /// The records of a lesson's last round, finished or not.
  static func lastRound(_ records: [JournalRecord], lesson: String) -> [JournalRecord] {
    let history = standing(history(records, lesson: lesson), lesson: lesson)
    let start = history.lastIndex { if case .opened = $0.event { true } else { false } }
    return start.map { Array(history[$0...]) } ?? []
  }

  /// The last round in which something was done: whoever has only opened a lesson again wants to hand
  /// in what was done before. The last one, where nothing ever was.
  static func roundToTell(_ records: [JournalRecord], lesson: String) -> [JournalRecord] {
    let history = standing(history(records, lesson: lesson), lesson: lesson)
    let starts = history.indices.filter {
      if case .opened = history[$0].event { true } else { false }
    }
    var end = history.count
    for start in starts.reversed() {
      let round = history[start..<end]
      if round.contains(where: \.isOwnDoing) { return Array(round) }
      end = start
    }
    return lastRound(records, lesson: lesson)
  }

  /// What chose the variables of the round that is told.
  public static func drawOfLastRound(_ records: [JournalRecord], lesson: String) -> UInt64? {
    guard case .opened(let draw)? = roundToTell(records, lesson: lesson).first?.event else {
      return nil
    }
    return draw
  }
}

extension JournalRecord {
  /// Whether it tells of more than of opening a lesson and reading.
  fileprivate var isOwnDoing: Bool {
    switch event {
    case .opened, .resumed, .began, .went, .back, .solved(.read, _), .reviewed, .reset, .undone:
      false
    default: true
    }
  }
}
