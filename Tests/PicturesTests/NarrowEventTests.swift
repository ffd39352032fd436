import Canvas
import Interpreter
import LessonEngine
import Markdown
import Testing

@testable import Pictures

/// What a lesson says fits 40 columns and loses no word, and says the same without colours.
///
/// Pain 20 of older systems: plots that are unusable over ssh, colours that cannot be told apart.
@Suite struct `20 Events in a narrow terminal` {
  static let long = "internationalisation of a rather long sentence that goes on and on to its end"

  static func blocks(_ text: String) -> [Block] { (try? Document(parsing: text).blocks) ?? [] }

  static let events: [PlayerEvent] = [
    .lessonBegins(LessonHeader(title: long, summary: long, minutes: 12, stepCount: 300)),
    .step(number: 100, of: 300, title: long),
    .step(number: 1, of: 2, title: "短い題名"),
    .goals([
      Goal(text: long, isMet: true),
      Goal(
        text: long, isMet: false,
        differences: [
          .field("layers", found: "1", wanted: "2"), .missing(long),
          .field("l0.weight[0,0]", found: "-0.1234", wanted: "> 1000000"),
        ]),
      Goal(text: long, isMet: false, differences: [.field("loss", found: "1", wanted: "< 0.05")]),
    ]),
    .feedback(long, .praise), .feedback(long, .correction),
    .quiz(Quiz(choices: [blocks(long), blocks("`code`")], allowsSeveral: true)),
    .question(.number), .question(.text), .question(.shape), .question(.order([long, "b"])),
    .question(.choice([long, "b"])), .question(.prediction(.number)), .question(.prediction(.text)),
    .question(.prediction(.shape)), .question(.prediction(.order([long, "b"]))),
    .question(.prediction(.choice([long, "b"]))),
    .prediction(foretold: long, came: long, isRight: false),
    .hint(number: 1, of: 3, blocks(long)),
    .solution([["add linear 2", long], ["add tanh"]], explanation: blocks(long)),
    .note(long), .pause, .stepDone(title: long), .lessonBug("every-construct.md:12:3: \(long)"),
    .lessonDone(
      LessonSummary(
        title: long, stepCount: 12, solved: 3, solvedWithHints: 3, shown: 3, skipped: 3,
        learned: [long, "another"], next: long,
        foresight: Foresight([
          .init(isRight: true, confidence: 0.9), .init(isRight: false, confidence: 0.8),
        ]))),
  ]

  @Test(arguments: events.indices, [40, 41, 80, 120, 200])
  func `fit, and say it all`(index: Int, width: Int) {
    let event = Self.events[index]
    func words(_ text: String) -> [Substring] {
      text.split { $0.isWhitespace || "┃|─-".contains($0) }
    }
    let wide = EventView.canvas(event, width: 4000, rows: 20, theme: .plain).text
    for theme in [Theme.plain, Theme(colors: .none), Theme()] {
      let canvas = EventView.canvas(event, width: width, rows: 20, theme: theme)
      #expect(canvas.size.columns <= width)
      let shown = canvas.text
      for word in words(wide) where word.allSatisfy({ $0.isLetter }) && word.count < 36 {
        #expect(shown.contains(word), "\(word) at \(width) columns in\n\(shown)")
      }
    }
  }

  @Test func `a goal that is met is told from one that is not without colours`() {
    for theme in [Theme.plain, Theme(colors: .none)] {
      let met = EventView.canvas(
        .goals([Goal(text: "x", isMet: true)]), width: 40, rows: 9, theme: theme)
      let open = EventView.canvas(
        .goals([Goal(text: "x", isMet: false)]), width: 40, rows: 9, theme: theme)
      #expect(met.text != open.text)
      let right = EventView.canvas(.feedback("x", .praise), width: 40, rows: 9, theme: theme)
      let wrong = EventView.canvas(.feedback("x", .correction), width: 40, rows: 9, theme: theme)
      #expect(right.text != wrong.text)
    }
  }
}
