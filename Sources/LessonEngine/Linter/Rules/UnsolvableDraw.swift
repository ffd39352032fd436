import Interpreter

extension LintRule {
  static let unsolvableDraw = LintRule(
    name: "unsolvable-draw",
    summary: "with some values of the variables the lesson does not accept its own answer",
    reason: """
      Most learners pass, and a few, who drew these values, are stuck and believe that it is their \
      fault.
      """,
    remedy: "Take out the values that do not work, or let the goal follow them.",
    bad: "vars: {lr: [0.1, 100]}   with the goal loss < 0.05",
    good: "vars: {lr: [0.1, 0.5]}   with the goal loss < 0.05"
  ) { subject in
    func fault(of lesson: Lesson) -> LessonError? {
      let playback = Playback(lesson: lesson, readLessonFile: subject.readLessonFile) { _, _ in "" }
      return playback.firstFault(in: subject.environment)
    }
    guard !subject.draws.isEmpty else { return [] }
    let faults = ([subject.lesson] + subject.draws).map { (lesson: $0, fault: fault(of: $0)) }
    // What is wrong with every draw is no matter of the draw; gradus test tells it.
    guard faults.contains(where: { $0.fault == nil }) else { return [] }
    var seen = Set<String>()
    return faults.compactMap { lesson, fault in
      guard var error = fault, seen.insert(error.headline).inserted else { return nil }
      let values = lesson.variables.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      error.hint =
        "with \(values.joined(separator: ", "))" + (error.hint.map { ": \($0)" } ?? "")
      return error
    }
  }
}

extension Playback {
  /// Where the lesson does not accept its own answers; outputs are not compared.
  fileprivate func firstFault(in environment: Environment) -> LessonError? {
    var playback = self
    playback.comparesOutputs = false
    do throws(LessonError) {
      try playback.play(in: environment) { _ in }
      return nil
    } catch {
      return error
    }
  }
}
