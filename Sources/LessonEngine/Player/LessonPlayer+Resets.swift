import Interpreter

/// Beginning again: a step, the lesson, or all lessons, and taking that back.
extension LessonPlayer {
  /// The player as it was before a reset, so that the reset can be taken back.
  struct BeforeReset: Sendable {
    let scope: JournalRecord.Scope
    let player: LessonPlayer

    init(_ scope: JournalRecord.Scope, _ player: LessonPlayer) {
      self.scope = scope
      var player = player
      player.beforeReset = []
      player.events = []
      self.player = player
    }
  }

  private static let resetWords = ["step", "lesson", "all", "undo"]

  mutating func reset(_ line: String, in environment: Environment) {
    let word = line.split(separator: " ").dropFirst().first.map { $0.lowercased() } ?? "step"
    switch word {
    case "step": resetStep(in: environment)
    case "lesson": resetLesson(in: environment)
    case "all": resetAll(in: environment)
    case "undo": undoReset(in: environment)
    default:
      say(
        .failed(
          Diagnostic(
            "reset takes no \"\(word)\"", hint: "reset, reset lesson, reset all or reset undo",
            suggestion: Nearest.word(to: word, among: Self.resetWords), source: line)))
    }
  }

  private mutating func resetStep(in environment: Environment) {
    beforeReset = [BeforeReset(.step, self)]
    record(.reset(.step))
    note("This step again. The network is as it was when it began. reset undo takes this back.")
    beginStepAgain(in: environment)
  }

  /// The present step from its beginning, with the network as it was then.
  mutating func beginStepAgain(in environment: Environment) {
    if let start = starts[place] { base = start }
    enter(place, in: environment)
  }

  private mutating func resetLesson(in environment: Environment) {
    beforeReset = [BeforeReset(.lesson, self)]
    record(.reset(.lesson))
    note("The lesson from its beginning. reset undo takes this back.")
    beginAfresh(in: environment)
  }

  private mutating func resetAll(in environment: Environment) {
    guard asksToResetAll else {
      asksToResetAll = true
      note("This forgets what you did in all lessons. reset all once more does it.")
      return
    }
    beforeReset = [BeforeReset(.all, self)]
    record(.reset(.all))
    note("All lessons are as if you had never opened them. reset undo takes this back.")
    beginAfresh(in: environment)
  }

  private mutating func undoReset(in environment: Environment) {
    guard let (scope, before) = beforeLastReset(in: environment) else {
      note("There is no reset to take back.")
      return
    }
    record(.undone(scope))
    let said = events
    self = before
    asksToResetAll = false
    events = said
    note("As it was before the reset.")
    events += page
    showPrompting()
  }

  /// The player as it was before the last reset: as it is remembered, or as the journal tells it to
  /// who has left the lesson since.
  private func beforeLastReset(
    in environment: Environment
  ) -> (JournalRecord.Scope, LessonPlayer)? {
    if let before = beforeReset.last { return (before.scope, before.player) }
    guard let (scope, records) = resetBefore else { return nil }
    var player = LessonPlayer(lesson: lesson, records: records, nextTitle: nextTitle)
    player.readLessonFile = readLessonFile
    // Also where that round had come to its end.
    player.records = records
    guard player.replayUnseen(in: environment) else { return nil }
    player.events = []
    return (scope, player)
  }
}
