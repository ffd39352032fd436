import Interpreter

/// What a learner tries out beside the lesson: at a pause, at a question, after a solved step.
///
/// It is seen and can be gone on with, but the lesson goes on from where it left the network
/// itself, so that nothing that somebody tries can break what comes later. `keep` lets it count.
/// In a task, all that is typed counts, and in a file without commands of its own nothing is undone.
extension LessonPlayer {
  /// After commands outside a task: says once what holds of them.
  mutating func noteTrying() {
    guard isTrying, !hasToldOfTrying else { return }
    hasToldOfTrying = true
    note("You try this beside the lesson, which goes on with its own network; keep lets it count.")
  }

  /// Whether the network is not as the lesson left it, and the lesson still needs it.
  var isTrying: Bool {
    guard base.differs(from: anchor), phase != .notBegun, phase != .finished else { return false }
    if case .task? = currentExercise?.kind { return false }
    return usesSessionFromHere
  }

  /// Takes back what was tried out, where the lesson goes on.
  mutating func endTrying() {
    guard isTrying else { return }
    if isAhead {
      anchor = base
      return
    }
    base = anchor
    note("The network is again as the lesson left it.")
  }

  /// Whether what was tried out is what the next step asks for: then it counts.
  private var isAhead: Bool {
    guard let task = nextTask else { return false }
    return task.check.requirements.allSatisfy { $0.predicate.holds(in: base, names: names) }
  }

  /// The task with which the next step begins, at the end of one.
  private var nextTask: Task? {
    guard phase == .done, let next = jumpTarget ?? (place + 1 < places.count ? place + 1 : nil)
    else { return nil }
    let first = places[next].elements.first { element in
      switch element {
      case .prose, .pause, .figure: false
      case .setup, .run, .exercise, .jump: true
      }
    }
    guard case .exercise(let exercise)? = first, case .task(let task) = exercise.kind else {
      return nil
    }
    return task
  }

  /// Whether a replay need not run a command again, as it was tried out at a pause and dropped
  /// thereafter: it may have been a long training.
  func wasDropped(_ record: JournalRecord, before rest: ArraySlice<JournalRecord>) -> Bool {
    guard case .command = record.event, phase == .paused || phase == .done, nextTask == nil,
      usesSessionFromHere
    else { return false }
    for next in rest {
      switch next.event {
      case .command, .hint, .shown: continue
      case .went, .back, .reset(.step): return true
      default: return false
      }
    }
    return false
  }

  mutating func keep() {
    guard isTrying else {
      note("There is nothing to keep: the lesson has the network as it is.")
      return
    }
    record(.kept)
    anchor = base
    note("Kept: the lesson goes on with the network as it is now.")
  }

  private var usesSessionFromHere: Bool {
    places.indices.dropFirst(place).contains { index in
      places[index].elements.dropFirst(index == place ? element : 0).contains(where: \.usesSession)
    }
  }
}

extension Element {
  /// Whether it runs commands or asks for something that is worked out on the network.
  fileprivate var usesSession: Bool {
    switch self {
    case .prose, .pause, .jump: false
    case .setup, .run, .figure: true
    case .exercise(let exercise):
      switch exercise.kind {
      case .task, .prediction: true
      case .quiz: false
      case .answer(let key):
        if case .number(let key) = key.kind, case .computed = key.target { true } else { false }
      }
    }
  }
}

extension Session {
  /// Whether commands changed something; that some only looked makes no difference.
  fileprivate func differs(from other: Session) -> Bool {
    undoDepth != other.undoDepth || redoDepth != other.redoDepth || network != other.network
      || step != other.step
  }
}
