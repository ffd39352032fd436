import Interpreter
import LessonEngine
import NeuralNetwork
import Testing

@Suite("Reviews")
struct ReviewTests {
  private let day = 86_400.0

  private func record(
    _ event: JournalRecord.Event, _ step: String = "s", on number: Double
  ) -> JournalRecord {
    JournalRecord(lesson: "x", step: step, hash: "", event: event, time: number * day + 60)
  }

  private func items(_ records: [JournalRecord]) -> [String] {
    ReviewSchedule(records, offset: 0).items.map { "\($0.step) box \($0.box) day \($0.due.number)" }
  }

  @Test func `what was not known at once comes back a day later`() {
    #expect(
      items([
        record(.solved(.solved, attempts: 0), "known", on: 10),
        record(.solved(.solved, attempts: 1), "wrong", on: 10),
        record(.solved(.solvedWithHints, attempts: 0), "hint", on: 10),
        record(.solved(.shown, attempts: 0), "shown", on: 11),
        record(.solved(.read, attempts: 0), "read", on: 10),
        record(.skipped, "skipped", on: 12),
      ]) == [
        "hint box 1 day 11", "wrong box 1 day 11", "shown box 1 day 12", "skipped box 1 day 13",
      ])
  }

  @Test
  func `each time that it is known it comes back after twice as long, and in the end no more`() {
    var records = [record(.skipped, on: 0)]
    var days: [Int] = []
    while let item = ReviewSchedule(records, offset: 0).items.first {
      days.append(item.due.number)
      records.append(record(.reviewed(.solved, attempts: 0), on: Double(item.due.number)))
    }
    // 1, 2, 4, 8 and 16 days after the time before.
    #expect(days == [1, 3, 7, 15, 31])
  }

  @Test(arguments: [
    JournalRecord.Event.reviewed(.solved, attempts: 1),
    .reviewed(.solvedWithHints, attempts: 0), .reviewed(.shown, attempts: 0),
  ])
  func `what was not known in a review begins again`(event: JournalRecord.Event) {
    #expect(
      items([
        record(.skipped, on: 0), record(.reviewed(.solved, attempts: 0), on: 1),
        record(.reviewed(.solved, attempts: 0), on: 3), record(event, on: 7),
      ]) == ["s box 1 day 8"])
  }

  @Test func `what was known the first time does not come when the lesson is done again`() {
    #expect(
      items([
        record(.solved(.solved, attempts: 0), on: 1), record(.solved(.solved, attempts: 3), on: 2),
      ]).isEmpty)
  }

  @Test func `says what is due and when the next is`() {
    let schedule = ReviewSchedule(
      [record(.skipped, "a", on: 20_000), record(.skipped, "b", on: 20_003)], offset: 0)
    #expect(
      schedule.sentence(on: Day(number: 19_999)) == "The next review is due on 5 Oct: 1 step.")
    #expect(
      schedule.sentence(on: Day(number: 20_000)) == "The next review is due tomorrow: 1 step.")
    #expect(
      schedule.sentence(on: Day(number: 20_001)) == "1 step is due for review: gradus review.")
    #expect(
      schedule.sentence(on: Day(number: 20_005)) == "2 steps are due for review: gradus review.")
    #expect(ReviewSchedule([], offset: 0).sentence(on: Day(number: 1)) == nil)
  }

  @Test func `what a command did before it failed as expected is there in a review, too`() throws {
    let lesson = try Lesson(
      parsing: """
        ---
        lesson: review
        format: 1
        title: Reviewed
        ---

        ## One

        ```gradus run
        > input 2; add linear 5 3
        error: ...
        > add linear 4
        ```

        ## Two

        ```answer number
        = inputs + outputs
        ```
        """, file: "r.md")
    var learner = Learner(try #require(lesson.review(of: "two")))
    #expect(!learner.begin().contains("bug"))
    #expect(learner.type("6").hasSuffix("DONE Two"))
  }

  @Test func `the step is done alone, from where the steps before it lead, with fresh values`()
    throws
  {
    let text = """
      ---
      lesson: review
      format: 1
      title: Reviewed
      vars: {units: [3, 4, 5, 6, 7, 8]}
      ---

      ## One

      ```gradus try
      input 2
      add linear {{units}}
      ```

      ```gradus check
      require layers == 1 -- a layer
      ```

      ## Two

      ```gradus run
      > add tanh
      ```

      How many units?

      ```answer number
      {{units}} +- 0.1
      ```

      ## Three

      Read.
      """
    var units = Set<String>()
    for draw in 0..<20 {
      let lesson = try Lesson(parsing: text, file: "r.md", draw: UInt64(draw))
      #expect(lesson.review(of: "three") == nil)
      #expect(lesson.review(of: "gone") == nil)
      let review = try #require(lesson.review(of: "two"))
      var learner = Learner(review)
      let shown = learner.begin()
      #expect(shown.hasPrefix("LESSON Review: Reviewed | - | 1 steps"))
      #expect(shown.hasSuffix("number?"))
      #expect(learner.player.session.network.layers.count == 2)
      let solution = learner.type("solution")
      units.insert(solution)
      let answer = learner.player.session.network.layers[0].outputShape.count
      #expect(learner.type("\(answer)").hasPrefix("yes: Right"))
    }
    #expect(units.count > 3)
  }
}
