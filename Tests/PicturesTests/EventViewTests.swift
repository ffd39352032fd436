import Canvas
import Interpreter
import LessonEngine
import Markdown
import TestSupport
import Testing

@testable import Pictures

@Suite struct `Lesson events` {
  private func blocks(_ text: String) -> [Block] {
    (try? Document(parsing: text).blocks) ?? []
  }

  private var events: [PlayerEvent] {
    let session = Sessions.after("data xor")
    return [
      .lessonBegins(
        LessonHeader(
          title: "A neuron", summary: "What one neuron computes, by hand.", minutes: 10,
          stepCount: 6)),
      .step(number: 1, of: 6, title: "Build it"),
      .prose(blocks("Type `input 2`, *then* build.")),
      .ran(command: "input 2", .note("input 2"), after: session, byLesson: true),
      .typed(prompt: "lesson 1/6 > ", line: "add liner 1"),
      .failed(Diagnostic("there is no layer liner", at: SourceRange(4, 9), source: "add liner 1")),
      .ran(command: "data xor", .note("xor: 4 samples"), after: session, byLesson: false),
      .figure(PictureRequest(name: "data"), alternative: "nothing", of: session),
      .figure(PictureRequest(name: "portrait"), alternative: "o--o\n|  |", of: session),
      .goals([
        Goal(text: "the network has one layer", isMet: true),
        Goal(
          text: "loss < 0.05", isMet: false,
          differences: [.field("loss", found: "0.2312", wanted: "< 0.05")]),
      ]),
      .feedback("Right: the sum is 2.75.", .praise),
      .feedback(
        "Not quite: look at the sign of the second weight, which turns the sum.", .correction),
      .quiz(Quiz(choices: [blocks("the weight"), blocks("the `bias`")], allowsSeveral: false)),
      .quiz(Quiz(choices: [blocks("one")], allowsSeveral: true)),
      .question(.number), .question(.text), .question(.shape),
      .question(.order(["forward", "backward", "step"])),
      .question(.prediction(.choice(["up", "down"]))), .question(.prediction(.number)),
      .prediction(foretold: "up", came: "down", isRight: false),
      .prediction(foretold: "0.73", came: "0.731", isRight: true),
      .hint(number: 1, of: 3, blocks("Multiply first.\n\nThen add.")),
      .solution(
        [["input 2", "add linear 1"], ["input 2; add linear 1"]], explanation: blocks("Two ways.")),
      .note("Back to step 2. The network is as it was then."),
      .pause,
      .stepDone(title: "Build it"),
      .lessonDone(
        LessonSummary(
          title: "A neuron", stepCount: 6, solved: 4, solvedWithHints: 1, shown: 0, skipped: 1,
          learned: ["input", "add", "bias"], next: "Many neurons")),
      .lessonBug("neuron.md:12:3: unknown word"),
      .openMenu, .quit,
    ]
  }

  private func text(width: Int, theme: Theme) -> String {
    events.map { EventView.canvas($0, width: width, rows: 8, theme: theme) }
      .filter { $0.size.rows > 0 }.map(\.text).joined(separator: "\n\n")
  }

  @Test(arguments: [(60, "ascii", Theme.plain), (70, "colorless", Theme(colors: .none))])
  func `each has its text`(_ width: Int, _ name: String, _ theme: Theme) {
    expectGolden(text(width: width, theme: theme), "events-\(width)-\(name)")
  }

  @Test func `any width is drawn`() {
    for width in [-1, 0, 1, 2, 5, 11, 24] {
      for event in events {
        let canvas = EventView.canvas(event, width: width, rows: 5, theme: Theme())
        #expect(canvas.size.columns == max(0, width))
      }
    }
  }

  @Test func `the status line says where one is, the first things longest`() {
    let session = Sessions.after(Sessions.xor + "; train 3")
    func text(_ width: Int, _ theme: Theme = Theme()) -> String {
      StatusLine.canvas(session, lesson: "lesson 2/6", width: width, theme: theme).text
    }
    #expect(text(80) == " lesson 2/6 · xor 4 · step 3 · loss 0.6844 · undo 9")
    #expect(text(30, .plain) == " lesson 2/6 | xor 4 | step 3")
    #expect(text(8) == " lesson")
    #expect(text(0) == "")
    #expect(StatusLine.canvas(Session(), width: 30, theme: Theme()).text == " nothing built yet")
  }
}
