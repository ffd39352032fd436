public import Interpreter
import Markdown

/// Plays a lesson every way that a learner might, and says where it is at fault.
///
/// Its own answers lead to the end; each alternative is accepted where it stands; what must be
/// rejected is, with the feedback that it must get; whoever skips every step up to one can still do
/// that one; and whoever leaves comes back to the same state.
public struct Rehearsal: Sendable {
  private let lesson: Lesson
  private let readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])?
  private let render: Playback.Renderer

  /// A rehearsal of a lesson; the parameters are those of `Playback`.
  public init(
    lesson: Lesson, readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])? = nil,
    render: @escaping Playback.Renderer
  ) {
    self.lesson = lesson
    self.readLessonFile = readLessonFile
    self.render = render
  }

  /// All faults that were found; none of a good lesson.
  public func faults(in environment: Environment) -> [LessonError] {
    let playback = Playback(lesson: lesson, readLessonFile: readLessonFile, render: render)
    do throws(LessonError) {
      try playback.play(in: environment) { _ in }
    } catch {
      return [error]
    }
    return alternatives(in: environment) + skips(in: environment)
  }

  private func player(records: [JournalRecord] = []) -> LessonPlayer {
    var player = LessonPlayer(lesson: lesson, records: records)
    player.readLessonFile = readLessonFile
    return player
  }

  // MARK: Along the way

  /// Goes through the lesson by its own answers, tries the others at each task, and comes back at
  /// the end of each step.
  private func alternatives(in environment: Environment) -> [LessonError] {
    var faults: [LessonError] = []
    var player = player()
    var records = Self.records(player.begin(in: environment))
    // The playback came to the end before, and so does this.
    while !player.isFinished {
      guard let exercise = player.currentExercise else {
        records += Self.records(player.submit("", in: environment))
        continue
      }
      if case .task(let task) = exercise.kind {
        for model in task.models.dropFirst() {
          faults += fault(of: model, at: player, in: environment)
        }
        for reject in task.rejects {
          faults += fault(of: reject, at: player, in: environment)
        }
      }
      let (place, element) = (player.place, player.element)
      for line in player.modelLines(of: exercise, in: environment)
      where player.phase == .exercise && player.place == place && player.element == element {
        records += Self.records(player.submit(line.text, in: environment))
      }
    }
    return faults + resumed(records, of: player, in: environment)
  }

  private func fault(
    of model: Script, at start: LessonPlayer, in environment: Environment
  ) -> [LessonError] {
    var player = start
    for command in model.commands where Self.isOpen(player, since: start) {
      for case .failed(let failure) in player.submit(command.text, in: environment) {
        return [lesson.error(failure.message, at: command.place, hint: failure.hint)]
      }
    }
    guard Self.isOpen(player, since: start), let first = model.commands.first else { return [] }
    let open = player.goals.filter { !$0.isMet }.map { goal in
      goal.difference.map { "\(goal.text) (\($0))" } ?? goal.text
    }
    return [
      lesson.error(
        "this answer is not accepted", at: first.place,
        hint: "not met: \(open.joined(separator: "; "))")
    ]
  }

  private func fault(
    of reject: Reject, at start: LessonPlayer, in environment: Environment
  ) -> [LessonError] {
    var player = start
    // As one line: it is the state at its end that must be refused.
    let line = reject.script.commands.map(\.text).joined(separator: "; ")
    var events = player.submit(line, in: environment)
    guard Self.isOpen(player, since: start) else {
      return [lesson.error("this is accepted, and must not be", at: reject.place)]
    }
    if Self.feedback(events).isEmpty { events += player.submit("next", in: environment) }
    guard let wanted = reject.feedback, !wanted.isEmpty else { return [] }
    let said = Self.feedback(events)
    if said.contains(where: { $0.lowercased().contains(wanted.lowercased()) }) { return [] }
    return [
      lesson.error(
        "this gets another feedback", at: reject.place,
        hint: "it is told: \(said.joined(separator: " "))")
    ]
  }

  private func resumed(
    _ records: [JournalRecord], of player: LessonPlayer, in environment: Environment
  ) -> [LessonError] {
    // The last record says that the lesson is done: before it, it is about to be.
    let unfinished = records.filter { $0.event != .finished }
    var again = self.player(records: unfinished)
    _ = again.begin(in: environment)
    if again.session == player.session { return [] }
    return [
      lesson.error(
        "whoever leaves here does not come back to the same state", at: player.step.place)
    ]
  }

  // MARK: Skipping

  /// Skips one step after the other, and tries each step's answers after all before it were
  /// skipped.
  private func skips(in environment: Environment) -> [LessonError] {
    guard lesson.about.policy.allowsSkip else { return [] }
    var player = player()
    var faults = self.faults(Self.bugs(player.begin(in: environment)), at: player)
    var remaining = 50 * (lesson.places.count + 10)
    while !player.isFinished, remaining > 0 {
      remaining -= 1
      if player.stepEffort.isUntouched, player.place > 0 {
        faults += self.fault(afterSkippingTo: player, in: environment)
      }
      faults += self.faults(Self.bugs(player.submit("skip", in: environment)), at: player)
    }
    return faults
  }

  private func fault(
    afterSkippingTo start: LessonPlayer, in environment: Environment
  ) -> [LessonError] {
    var player = start
    while player.place == start.place, !player.isFinished, player.phase != .done {
      guard let exercise = player.currentExercise else {
        _ = player.submit("", in: environment)
        continue
      }
      let before = player
      for line in player.modelLines(of: exercise, in: environment)
      where Self.isOpen(player, since: before) {
        _ = player.submit(line.text, in: environment)
      }
      if Self.isOpen(player, since: before) {
        return [
          lesson.error(
            "after all steps before were skipped, the lesson does not accept its own answer here",
            at: exercise.place)
        ]
      }
    }
    return []
  }

  private func faults(_ bugs: [String], at player: LessonPlayer) -> [LessonError] {
    bugs.map { lesson.error("when steps are skipped: \($0)", at: player.step.place) }
  }

  // MARK: Events

  private static func isOpen(_ player: LessonPlayer, since start: LessonPlayer) -> Bool {
    player.phase == .exercise && player.place == start.place && player.element == start.element
  }

  private static func records(_ events: [PlayerEvent]) -> [JournalRecord] {
    events.compactMap { if case .record(let record) = $0 { record } else { nil } }
  }

  private static func bugs(_ events: [PlayerEvent]) -> [String] {
    events.compactMap { if case .lessonBug(let message) = $0 { message } else { nil } }
  }

  private static func feedback(_ events: [PlayerEvent]) -> [String] {
    events.compactMap { if case .feedback(let words, .correction) = $0 { words } else { nil } }
  }
}
