public import Interpreter
import Markdown
import NeuralNetwork

/// Everything that a lesson can do, told before any of it is run.
///
/// It is read off the parsed lesson and nothing else: a lesson holds no other code than what is
/// listed here.
public struct LessonInventory: Sendable {
  private let lesson: Lesson
  private let showsAnswers: Bool

  /// An inventory of a lesson.
  ///
  /// - Parameter showsAnswers: whether model answers, hints and feedback are listed as well, which
  ///   a learner would rather not see.
  public init(of lesson: Lesson, showsAnswers: Bool) {
    self.lesson = lesson
    self.showsAnswers = showsAnswers
  }

  /// As the help shows it.
  public var page: HelpPage {
    HelpPage(
      title: lesson.title, summary: lesson.about.summary ?? "A lesson without a summary.",
      sections: [about, reach, verbs, steps, unseen, shown] + (showsAnswers ? answers : []))
  }

  // MARK: About

  private var about: HelpPage.Section {
    let about = lesson.about
    let policy = about.policy
    var entries: [HelpPage.Entry] = [
      .init("lesson", about.id), .init("file", lesson.file), .init("seed", "\(about.seed)"),
    ]
    func add(_ term: String, _ words: [String]) {
      if !words.isEmpty { entries.append(.init(term, words.joined(separator: ", "))) }
    }
    add("level", [about.level?.rawValue].compactMap { $0 })
    add("minutes", about.minutes.map { ["\($0)"] } ?? [])
    add("requires", about.requires)
    add("introduces", about.introduces)
    add("licence", [about.license].compactMap { $0 })
    add("authors", about.authors)
    add(
      "variables",
      lesson.declarations.map { variable in
        "\(variable.name) (\(variable.count) values, here \(lesson.variables[variable.name] ?? ""))"
      })
    add(
      "policy",
      [
        policy.allowsSkip ? "steps can be skipped" : "no step can be skipped",
        policy.attemptsBeforeSolution.map {
          $0 == 0
            ? "solutions are shown when asked for" : "solutions are shown after \($0) attempts"
        } ?? "solutions are never shown",
        policy.attempts.map { "a question takes \($0) answers" } ?? "attempts are not limited",
      ])
    return .init("About", entries)
  }

  /// What of the world outside the lesson touches.
  private var reach: HelpPage.Section {
    let files = commands.flatMap { $0.parsed.flatMap(\.files) }
    let included = lesson.sources.dropFirst().map(\.name)
    let reads = (included + files).reduce(into: [String]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
    return .init(
      "Reaches",
      [
        .init(
          "reads", reads.isEmpty ? "no file" : "\(reads.joined(separator: ", ")), in its own folder"
        ),
        .init("writes", "nothing"), .init("network", "nothing"),
        .init("runs", "the commands of Gradus below, and no other program"),
        .init(
          "computes", "at most \(LessonBudget.operations / 1_000_000_000) billion operations"),
        .init(
          "holds",
          "at most \(LessonBudget.bytes >> 20) MiB for one network, one batch or one data set"),
      ])
  }

  private var verbs: HelpPage.Section {
    var counts: [String: Int] = [:]
    for verb in commands.flatMap({ $0.parsed.map(\.verb) }) { counts[verb, default: 0] += 1 }
    let entries = counts.sorted { $0.key < $1.key }.map { verb, count in
      HelpPage.Entry(
        verb, "\(count) × · \(Commands.all.first { $0.verb == verb }?.summary ?? "")")
    }
    return .init(
      "Commands that it holds", entries.isEmpty ? [.init("", "none")] : entries)
  }

  // MARK: Steps

  private var steps: HelpPage.Section {
    .init(
      "Steps",
      lesson.steps.enumerated().map { index, step in
        let parts = step.elements.compactMap(Self.words)
        return .init(
          "\(index + 1) \(step.id)",
          "\(step.title): \(parts.isEmpty ? "text" : parts.joined(separator: "; "))")
      })
  }

  private static func words(_ element: Element) -> String? {
    switch element {
    case .prose: return nil
    case .pause: return "pause"
    case .setup(let script): return "runs \(counted(script.commands.count, "command")) unseen"
    case .run(let transcript): return "runs \(counted(transcript.entries.count, "command"))"
    case .figure(let figure): return "figure \(figure.request.name)"
    case .jump(let jump):
      return "goto \(jump.target)" + (jump.condition.map { " when \($0.text)" } ?? "")
    case .exercise(let exercise):
      let hints = exercise.hints.isEmpty ? "" : ", \(counted(exercise.hints.count, "hint"))"
      switch exercise.kind {
      case .task(let task):
        return "task of \(counted(task.check.requirements.count, "goal"))\(hints)"
      case .quiz(let key): return "quiz of \(key.choices.count) choices\(hints)"
      case .answer: return "question\(hints)"
      case .prediction: return "prediction\(hints)"
      }
    }
  }

  // MARK: What runs

  private var unseen: HelpPage.Section {
    list(
      "Runs unseen",
      elements.flatMap { element -> [ScriptCommand] in
        if case .setup(let script) = element { script.commands } else { [] }
      })
  }

  private var shown: HelpPage.Section {
    list(
      "Runs before the learner's eyes",
      elements.flatMap { element -> [ScriptCommand] in
        switch element {
        case .run(let transcript): return transcript.entries.map(\.command)
        case .exercise(let exercise):
          guard case .prediction(let prediction) = exercise.kind else { return [] }
          return prediction.script.commands
        default: return []
        }
      })
  }

  private func list(_ heading: String, _ commands: [ScriptCommand]) -> HelpPage.Section {
    .init(
      heading,
      commands.isEmpty
        ? [.init("", "nothing")]
        : commands.map { .init(Self.line($0.place, in: lesson), $0.text) })
  }

  private static func line(_ place: SourcePlace, in lesson: Lesson) -> String {
    place.file == lesson.file
      ? "line \(place.position.line)" : "\(place.file):\(place.position.line)"
  }

  private var elements: [Element] { lesson.places.flatMap(\.elements) }

  /// All commands of the lesson, model answers among them.
  private var commands: [(text: String, parsed: [ParsedCommand])] {
    elements.flatMap { element -> [ScriptCommand] in
      if case .setup(let script) = element { return script.commands }
      var rejected: [ScriptCommand] = []
      if case .exercise(let exercise) = element, case .task(let task) = exercise.kind {
        rejected = task.rejects.flatMap(\.script.commands)
      }
      return element.shownCommands + rejected
    }.map { ($0.text, (try? ParsedCommand.commands(in: $0.text)) ?? []) }
  }

  // MARK: Answers

  private var answers: [HelpPage.Section] {
    lesson.places.compactMap { step in
      let entries = step.exercises.flatMap { self.entries(of: $0) }
      return entries.isEmpty ? nil : .init("Answers of \(step.id)", entries)
    }
  }

  private func entries(of exercise: Exercise) -> [HelpPage.Entry] {
    var entries: [HelpPage.Entry] = []
    switch exercise.kind {
    case .task(let task):
      entries += task.models.map { model in
        .init("answer", model.commands.map(\.text).joined(separator: "; "))
      }
      entries += task.check.requirements.map {
        .init("require", "\($0.predicate.text) -- \($0.goal)")
      }
      entries += task.check.diagnoses.map {
        .init("when", "\($0.predicate.text) -- \($0.feedback)")
      }
      entries += task.rejects.map { reject in
        .init("reject", reject.script.commands.map(\.text).joined(separator: "; "))
      }
    case .quiz(let key):
      entries += key.choices.map {
        .init($0.isRight ? "right" : "wrong", $0.blocks.plainText)
      }
    case .answer(let key): entries.append(.init("answer", Self.text(of: key)))
    case .prediction(let prediction):
      switch prediction.key {
      case .number(let target): entries.append(.init("answer", Self.text(of: target)))
      case .choices(let choices):
        entries += choices.map { .init("choice", "\($0.words) = \($0.predicate.text)") }
      case .text(let expression, _), .shape(let expression, _):
        entries.append(.init("answer", "= \(expression.text)"))
      case .order(let ranked):
        entries += ranked.map { .init("order", "\($0.words) = \($0.value.text)") }
      }
    }
    entries += exercise.hints.map { hint in
      let condition = hint.condition.map { "when \($0.text): " } ?? ""
      return .init("hint", condition + hint.blocks.plainText)
    }
    return entries
  }

  private static func text(of key: AnswerKey) -> String {
    switch key.kind {
    case .number(let number): return text(of: number.target)
    case .text(let text): return text.forms.joined(separator: " or ")
    case .shape(let shape): return "(\(shape.shape.map { "\($0)" }.joined(separator: ", ")))"
    case .order(let order): return order.lines.joined(separator: " · ")
    }
  }

  private static func text(of target: NumberKey.Target) -> String {
    switch target {
    case .value(let number, _): NumberText.text(number)
    case .interval(let range):
      "from \(NumberText.text(range.lowerBound)) to \(NumberText.text(range.upperBound))"
    case .computed(let expression, _, _): "= \(expression.text)"
    }
  }
}
