import Interpreter
import Markdown

/// Checks what can be known of commands and conditions before they run: that every command parses,
/// and that every name and function exists.
struct NameCheck {
  let lesson: Lesson
  /// What `let` makes anywhere in the lesson, and what a lesson adds.
  private var known: Set<String>

  init(_ lesson: Lesson) throws(LessonError) {
    self.lesson = lesson
    known = Set(LessonPlayer.lessonNames)
    for command in Self.commands(of: lesson) {
      do throws(Diagnostic) {
        for parsed in try ParsedCommand.commands(in: command.text) {
          if let name = parsed.newName { known.insert(name) }
        }
      } catch {
        throw lesson.error(error, in: command.text, at: command.place)
      }
    }
  }

  func check() throws(LessonError) {
    for step in lesson.places {
      for element in step.elements {
        switch element {
        case .jump(let jump): if let condition = jump.condition { try check(condition) }
        case .exercise(let exercise): try check(exercise)
        default: break
        }
      }
    }
  }

  private func check(_ exercise: Exercise) throws(LessonError) {
    for hint in exercise.hints {
      if let condition = hint.condition { try check(condition) }
    }
    switch exercise.kind {
    case .task(let task):
      for requirement in task.check.requirements { try check(requirement.predicate) }
      for diagnosis in task.check.diagnoses { try check(diagnosis.predicate) }
    case .prediction(let prediction):
      switch prediction.key {
      case .choices(let choices): for choice in choices { try check(choice.predicate) }
      case .number(let target): try check(target)
      case .text(let expression, let place), .shape(let expression, let place):
        try check(expression, at: place)
      case .order(let ranked): for item in ranked { try check(item.value, at: item.place) }
      }
    case .answer(let key):
      guard case .number(let key) = key.kind else { return }
      try check(key.target)
      for response in key.responses { try check(response.target) }
    case .quiz: break
    }
  }

  private func check(_ target: NumberKey.Target) throws(LessonError) {
    guard case .computed(let expression, _, let place) = target else { return }
    try check(expression, at: place)
  }

  private func check(_ predicate: Predicate) throws(LessonError) {
    try check(predicate.expression, at: predicate.place)
  }

  private func check(_ expression: Expression, at place: SourcePlace) throws(LessonError) {
    do throws(Diagnostic) {
      try expression.check(names: known)
    } catch {
      throw lesson.error(error, in: expression.text, at: place)
    }
  }

  /// Every command of the lesson but those that are expected to fail.
  private static func commands(of lesson: Lesson) -> [ScriptCommand] {
    lesson.places.flatMap(\.elements).flatMap { element -> [ScriptCommand] in
      switch element {
      case .setup(let script): return script.commands
      case .run(let transcript):
        return transcript.entries.filter { $0.expectedError == nil }.map(\.command)
      case .exercise(let exercise):
        switch exercise.kind {
        case .task(let task):
          return task.models.flatMap(\.commands) + task.rejects.flatMap(\.script.commands)
        case .prediction(let prediction): return prediction.script.commands
        case .quiz, .answer: return []
        }
      case .prose, .pause, .figure, .jump: return []
      }
    }
  }
}

extension Lesson {
  /// The interpreter's error about `text`, which stands at `place`.
  func error(_ diagnostic: Diagnostic, in text: String, at place: SourcePlace) -> LessonError {
    let source = sources.first { $0.name == place.file } ?? SourceFile(name: place.file, text: "")
    // The text has its variables filled in, the file has not.
    return source.error(
      diagnostic, in: source.statement(text, at: place.position, values: variables))
  }
}
