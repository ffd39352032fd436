import Interpreter
import LessonEngine
import Markdown

/// Events as lines of text, so that a test can hold a whole scene against what it should be.
func text(_ events: [PlayerEvent]) -> String {
  events.compactMap(line).joined(separator: "\n")
}

private func line(_ event: PlayerEvent) -> String? {
  switch event {
  case .lessonBegins(let header):
    "LESSON \(header.title) | \(header.summary ?? "-") | \(header.stepCount) steps"
  case .step(let number, let count, let title): "STEP \(number)/\(count) \(title)"
  case .prose(let blocks): "prose: \(words(blocks))"
  case .figure(let request, let alternative, _):
    "figure \(request.name) \(request.layer.map(String.init) ?? "-"): \(alternative)"
  case .typed(let prompt, let line): "\(prompt)\(line)"
  case .ran(let command, let outcome, let after, let byLesson):
    "\(byLesson ? "lesson" : "learner") ran \(command): \(firstLine(plain(outcome, after)))"
  case .failed(let diagnostic):
    "failed: \(diagnostic.message)" + (diagnostic.suggestion.map { " (\($0)?)" } ?? "")
  case .goals(let goals):
    goals.map { goal in
      "[\(goal.isMet ? "x" : " ")] \(goal.text)" + (goal.difference.map { " -- \($0)" } ?? "")
    }.joined(separator: "\n")
  case .feedback(let words, let tone): "\(tone == .praise ? "yes" : "no"): \(words)"
  case .quiz(let quiz):
    "quiz\(quiz.allowsSeveral ? " several" : ""): "
      + quiz.choices.map(words).joined(separator: " | ")
  case .question(.number): "number?"
  case .question(.text): "text?"
  case .question(.shape): "shape?"
  case .question(.order(let lines)): "order? \(lines.joined(separator: " | "))"
  case .question(.choice(let choices)): "choose? \(choices.joined(separator: " | "))"
  case .question(.prediction(.choice(let choices))), .question(.prediction(.order(let choices))):
    "foretell? \(choices.joined(separator: " | "))"
  case .question(.prediction(.number)): "foretell? "
  case .question(.prediction(.text)): "foretell words?"
  case .question(.prediction(.shape)): "foretell a shape?"
  case .question(.prediction(.prediction)): "foretell a prediction?"
  case .prediction(let foretold, let came, let isRight):
    "foretold \(foretold), came \(came): \(isRight ? "right" : "wrong")"
  case .hint(let number, let count, let blocks): "hint \(number)/\(count): \(words(blocks))"
  case .solution(let answers, let explanation):
    "solution: " + answers.map { $0.joined(separator: "; ") }.joined(separator: " OR ")
      + (explanation.isEmpty ? "" : " -- \(words(explanation))")
  case .note(let sentence): "note: \(sentence)"
  case .pause: "(Enter)"
  case .stepDone(let title): "DONE \(title)"
  case .lessonDone(let summary):
    "END \(summary.title): \(summary.solved) solved, \(summary.solvedWithHints) with hints, "
      + "\(summary.shown) shown, \(summary.skipped) skipped of \(summary.stepCount); learned "
      + "\(summary.learned.joined(separator: ", ")); next \(summary.next ?? "-")"
      + (summary.foresight.sentence.map { "; \($0)" } ?? "")
  case .lessonBug(let message): "BUG \(message)"
  case .record: nil
  case .openMenu: "menu"
  case .quit: "quit"
  }
}

private func firstLine(_ text: String) -> String {
  text.split(separator: "\n").first.map(String.init) ?? ""
}

func words(_ blocks: [Block]) -> String {
  blocks.map { block in
    switch block.content {
    case .heading(_, let inlines), .paragraph(let inlines): words(inlines)
    case .list(let items, _): items.map { "* " + words($0.blocks) }.joined(separator: " ")
    case .quote(let blocks): "> " + words(blocks)
    case .code(_, let text, _): text
    case .table(let table): table.header.map(words).joined(separator: " | ")
    case .rule: "---"
    case .html(let html): html
    }
  }.joined(separator: " / ")
}

func words(_ inlines: [Inline]) -> String {
  inlines.map { inline in
    switch inline.content {
    case .text(let text): text
    case .code(let text): "`\(text)`"
    case .emphasis(let inner), .strong(let inner), .strikethrough(let inner): words(inner)
    case .link(_, let inner): words(inner)
    case .image(_, let alternative): alternative
    case .softBreak, .lineBreak: " "
    case .html: ""
    }
  }.joined()
}

extension [PlayerEvent] {
  var records: [JournalRecord] {
    compactMap { if case .record(let record) = $0 { record } else { nil } }
  }
}

/// A player that keeps what it records, as a driver does.
struct Learner {
  var player: LessonPlayer
  var records: [JournalRecord] = []

  init(_ lesson: Lesson, records: [JournalRecord] = [], nextTitle: String? = nil) {
    player = LessonPlayer(lesson: lesson, records: records, nextTitle: nextTitle)
    self.records = records
  }

  @discardableResult
  mutating func begin() -> String {
    let events = player.begin(in: environment)
    records += events.records
    return text(events)
  }

  @discardableResult
  mutating func type(_ lines: String...) -> String {
    var shown: [PlayerEvent] = []
    for line in lines { shown += player.submit(line, in: environment) }
    records += shown.records
    return text(shown)
  }
}

/// A lesson with front matter around what stands in `body`.
func lesson(_ body: String, front: String = "", file: String = "test.md") throws -> Lesson {
  try Lesson(
    parsing: "---\nlesson: test\nformat: 1\ntitle: Test\n\(front)---\n\n\(body)", file: file)
}
