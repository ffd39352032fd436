import Interpreter

/// What a rehearsal looks for among the events of a line.
extension [PlayerEvent] {
  var records: [JournalRecord] {
    compactMap { if case .record(let record) = $0 { record } else { nil } }
  }

  /// What was said to a wrong answer or an attempt that was refused.
  var corrections: [String] {
    compactMap { if case .feedback(let words, .correction) = $0 { words } else { nil } }
  }

  var hasPraise: Bool {
    contains { if case .feedback(_, .praise) = $0 { true } else { false } }
  }
}

extension LessonPlayer {
  /// Whether the exercise at which `start` is still waits.
  func isOpen(since start: LessonPlayer) -> Bool {
    phase == .exercise && place == start.place && element == start.element
  }

  /// Whether it waits at the same point of the lesson as another.
  func isWhere(_ other: LessonPlayer) -> Bool {
    place == other.place && phase == other.phase
      && (element == other.element || phase == .done)
  }
}

extension ScriptCommand {
  /// Whether the command leaves the session as it is.
  var onlyLooks: Bool {
    let verbs = ((try? ParsedCommand.commands(in: text)) ?? []).map(\.verb)
    return verbs.allSatisfy { verb in
      Commands.all.first { $0.verb == verb }?.effect == .looks
    }
  }
}

extension TestCase {
  /// A case that begins where a player is.
  init(
    _ route: Route, at player: LessonPlayer, of exercise: Exercise? = nil, detail: String = "",
    faults: [TestFault] = []
  ) {
    self.init(
      route: route, step: player.step.id, detail: detail,
      place: exercise?.place ?? player.currentExercise?.place ?? player.step.place, faults: faults)
  }
}
