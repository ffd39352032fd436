public import Interpreter
import Markdown
import NeuralNetwork

/// Looks for what makes a lesson hard to learn from, rule by rule.
public struct Linter: Sendable {
  private let lesson: Lesson
  private let draws: [Lesson]
  private let course: LessonsAround
  private let readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])?
  private let columns: @Sendable (String) -> Int

  /// A linter of a lesson.
  ///
  /// - Parameters:
  ///   - draws: the lesson with other values of its variables; none where it has no variables.
  ///   - course: the lessons around it.
  ///   - columns: how many columns of a terminal a text takes.
  public init(
    lesson: Lesson, draws: [Lesson] = [], course: LessonsAround = LessonsAround(),
    readLessonFile: (@Sendable (String) throws(Diagnostic) -> [UInt8])? = nil,
    columns: @escaping @Sendable (String) -> Int
  ) {
    self.lesson = lesson
    self.draws = draws
    self.course = course
    self.readLessonFile = readLessonFile
    self.columns = columns
  }

  /// What was found and is not allowed by an exception, in the order of the file.
  ///
  /// - Throws: where the lesson's own answers go beyond the budget of a lesson; then no rule is
  ///   looked at.
  public func findings(in environment: Environment) throws(LessonError) -> [LintFinding] {
    let subject = LintSubject(
      lesson: lesson, course: course, columns: columns, visits: try visits(in: environment),
      draws: draws, environment: environment, readLessonFile: readLessonFile)
    var findings: [LintFinding] = []
    for rule in LintRules.all {
      // Answers with something left out may well go on for ever: then the rule finds nothing there.
      let errors = LessonBudget.meterOfTest().measuring { rule.find(subject) }
      findings += errors.map { LintFinding(rule: rule.name, error: $0) }
    }
    let exceptions = LintException.all(in: lesson)
    var used = Set<Int>()
    findings = findings.filter { finding in
      let index = exceptions.firstIndex { $0.allows(finding) }
      if let index { used.insert(index) }
      return index == nil
    }
    for (index, exception) in exceptions.enumerated()
    where !used.contains(index) && exception.isKnown {
      findings.append(
        LintFinding(
          rule: LintRule.exception.name,
          error: lesson.error(
            "nothing here breaks the rule \(exception.rule)", at: exception.place,
            hint: "this exception can go")))
    }
    return findings.sorted {
      ($0.error.file, $0.error.position) < ($1.error.file, $1.error.position)
    }
  }

  /// Goes through the lesson by its own answers, past what it does not accept by `skip`.
  private func visits(in environment: Environment) throws(LessonError) -> [LintSubject.Visit] {
    let meter = LessonBudget.meterOfTest()
    var visits: [LintSubject.Visit] = []
    var player = LessonPlayer(lesson: lesson)
    player.readLessonFile = readLessonFile
    player.isRehearsed = true
    func take(
      at place: SourcePlace, _ line: (inout LessonPlayer) -> [PlayerEvent]
    ) throws(LessonError) {
      let events = meter.measuring { line(&player) }
      if meter.hasRunOut { throw excess(in: events, at: place) }
    }
    try take(at: player.step.place) { $0.begin(in: environment) }
    var remaining = 50 * (lesson.places.count + 10)
    while !player.isFinished, remaining > 0 {
      remaining -= 1
      guard let exercise = player.currentExercise else {
        try take(at: player.step.place) { $0.submit("", in: environment) }
        continue
      }
      let start = player
      visits.append(.init(exercise: exercise, player: start))
      for line in start.modelLines(of: exercise, in: environment)
      where player.isOpen(since: start) {
        try take(at: line.place) { $0.submit(line.text, in: environment) }
      }
      guard player.isOpen(since: start) else { continue }
      try take(at: exercise.place) { $0.submit("skip", in: environment) }
      if player.isOpen(since: start) { break }
    }
    return visits
  }

  /// What goes beyond the budget, in the words that a learner would have read.
  private func excess(in events: [PlayerEvent], at place: SourcePlace) -> LessonError {
    var error = lesson.error("this is more work than a lesson may do", at: place)
    for event in events {
      switch event {
      case .failed(let failure): error.message = failure.message
      case .lessonBug(let message): error = lesson.error(ofBug: message, at: place)
      default: continue
      }
    }
    error.isOverBudget = true
    return error
  }
}
