public import Interpreter
import Markdown
import NeuralNetwork

/// Plays a lesson with its own answers: what somebody would see who types just these.
///
/// It needs no terminal. Expected outputs are compared on the way, so that a transcript is a test.
public struct Playback: Sendable {
  /// How an outcome looks as text, to hold it against the output that a lesson expects.
  public typealias Renderer = @Sendable (Outcome, Session) -> String

  private let lesson: Lesson
  private let nextTitle: String?
  private let readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])?
  private let render: Renderer
  /// Whether an output that is not as expected ends the playback.
  var comparesOutputs = true

  /// A playback of a lesson.
  ///
  /// - Parameters:
  ///   - readLessonFile: reads a file of the lesson's folder; see `LessonPlayer`.
  ///   - render: as `gradus` shows an outcome at 80 columns, without colours.
  public init(
    lesson: Lesson, nextTitle: String? = nil,
    readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])? = nil,
    render: @escaping Renderer
  ) {
    self.lesson = lesson
    self.nextTitle = nextTitle
    self.readLessonFile = readLessonFile
    self.render = render
  }

  /// Plays to the end.
  ///
  /// - Parameter show: is handed each event as it comes about, records not among them.
  /// - Throws: where an answer of the lesson is not accepted, where a command of it fails, where an
  ///   output is not as expected: with the place in the lesson's file.
  public func play(
    in environment: Environment, showing show: (PlayerEvent) -> Void
  ) throws(LessonError) {
    var player = LessonPlayer(lesson: lesson, nextTitle: nextTitle)
    player.readLessonFile = readLessonFile
    player.transcripts = []
    try pass(player.begin(in: environment), of: &player, to: show)
    // A lesson that jumps back may go round for ever.
    var remaining = 50 * (lesson.places.count + 10)
    while !player.isFinished {
      remaining -= 1
      guard remaining > 0 else {
        WorkMeter.current?.noteExcess()
        throw error("the lesson goes round in circles", at: player.step.place)
      }
      if let exercise = player.currentExercise {
        try solve(exercise, with: &player, in: environment, showing: show)
      } else {
        try pass(player.submit("", in: environment), of: &player, to: show)
      }
    }
  }

  private func solve(
    _ exercise: Exercise, with player: inout LessonPlayer, in environment: Environment,
    showing show: (PlayerEvent) -> Void
  ) throws(LessonError) {
    let (place, element) = (player.place, player.element)
    func isOpen() -> Bool {
      player.phase == .exercise && player.place == place && player.element == element
    }
    if case .task = exercise.kind, player.goals.allSatisfy(\.isMet) {
      throw error("the goals are met before the learner does anything", at: exercise.place)
    }
    if case .answer(let answer) = exercise.kind, case .number(let key) = answer.kind,
      case .failure(let fault) = key.target.value(in: player.session, names: player.names)
    {
      throw error(ofBug: fault.message)
    }
    if case .prediction(let prediction) = exercise.kind {
      // What comes true is found out by running it: a fault of the lesson shows there first.
      var fork = player
      _ = fork.comingTrue(prediction, in: environment)
      for case .lessonBug(let message) in fork.takeEvents() { throw error(ofBug: message) }
    }
    for line in player.modelLines(of: exercise, in: environment) {
      guard isOpen() else { break }
      show(.typed(prompt: player.prompt, line: line.text))
      let events = player.submit(line.text, in: environment)
      // A failure after which the exercise is done is one that the lesson goes on to show.
      for case .failed(let failure) in events where isOpen() {
        throw error(failure.message, at: line.place, hint: failure.hint)
      }
      try pass(events, of: &player, to: show)
    }
    guard isOpen() else { return }
    let open = player.goals.filter { !$0.isMet }.map { goal in
      goal.difference.map { "\(goal.text) (\($0))" } ?? goal.text
    }
    throw error(
      "the lesson does not accept its own answer", at: exercise.place,
      hint: open.isEmpty ? nil : "not met: \(open.joined(separator: "; "))")
  }

  /// Shows events, and throws at what must not be among them.
  private func pass(
    _ events: [PlayerEvent], of player: inout LessonPlayer, to show: (PlayerEvent) -> Void
  ) throws(LessonError) {
    for event in events {
      switch event {
      case .record: break
      case .lessonBug(let message): throw error(ofBug: message)
      default: show(event)
      }
    }
    for (entry, run) in player.transcripts ?? [] {
      try compare(run, with: entry)
    }
    player.transcripts = []
  }

  private func compare(_ run: Run, with entry: Transcript.Entry) throws(LessonError) {
    guard comparesOutputs, let output = lesson.output(of: run, under: entry, render), !output.isMet
    else { return }
    let doesNotFail = entry.expectedError != nil && run.failure == nil
    throw error(
      doesNotFail
        ? "this command is expected to fail, and does not" : "the output is not as expected",
      at: entry.command.place, hint: output.summary)
  }

  private func error(
    _ message: String, at place: SourcePlace, hint: String? = nil
  ) -> LessonError {
    lesson.error(message, at: place, hint: hint)
  }

  private func error(ofBug message: String) -> LessonError {
    lesson.error(ofBug: message, at: lesson.steps[0].place)
  }
}

extension LessonPlayer {
  /// The lines that answer an exercise, and where the file has them.
  func modelLines(of exercise: Exercise, in environment: Environment) -> [ScriptCommand] {
    switch exercise.kind {
    case .task(let task): return task.models.first?.commands ?? []
    case .quiz, .answer:
      return (solutions(of: exercise).first ?? []).map {
        ScriptCommand(text: $0, place: exercise.place)
      }
    case .prediction(let prediction):
      var fork = self
      fork.isReplaying = true
      return [
        ScriptCommand(text: fork.comingTrue(prediction, in: environment), place: exercise.place)
      ]
    }
  }
}
