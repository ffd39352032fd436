import Interpreter
import LessonEngine
import Testing

@Suite("What is remembered of a wrong state")
struct WrongStateTests {
  /// The signatures that lines leave behind, and whether they were answered.
  private func wrong(_ lines: String..., in lesson: Lesson) -> [String] {
    var learner = Learner(lesson)
    learner.begin()
    for line in lines { learner.type(line) }
    return learner.records.compactMap(\.wrong).map {
      "\($0.signature)\($0.isAnswered ? ", answered" : "")"
    }
  }

  private func task(_ check: String) throws -> Lesson {
    try lesson(
      """
      ## Build

      ```gradus try
      input 2
      ```

      ```gradus check
      \(check)
      ```
      """)
  }

  @Test(arguments: [
    ("require layers == 2 -- two", "input 2; add linear 1", ["layers == 1"]),
    (
      "require layers == 2 -- two\nwhen layers == 1 -- one more", "input 2; add linear 1",
      ["layers == 1, answered"]
    ),
    // Measured numbers differ from learner to learner: only that the goal is missed is told.
    (
      "require l0.bias[0] > 5 -- large", "input 2; add linear 1; set l0.bias [0.25]",
      ["l0.bias[0] <= 5"]
    ),
    (
      "require layers == 1 and l0.kind == \"tanh\" -- tanh", "input 2; add relu",
      ["l0.kind == \"relu\""]
    ),
    // What is asked for is not there: how much is tells the most.
    ("require l3.kind == \"tanh\" -- tanh", "input 2; add relu", ["layers == 1"]),
    ("require used(\"train\") -- train", "input 2", ["not (used(\"train\"))"]),
  ])
  func `of a task is what a when could say to it`(
    check: String, line: String, signatures: [String]
  ) throws {
    #expect(wrong(line, in: try task(check)) == signatures)
  }

  @Test func `is true in the very state that it is taken from`() throws {
    let lesson = try task(
      "require layers == 3 and inputs == 2 -- three\nrequire l0.bias[0] > 9 -- b")
    var learner = Learner(lesson)
    learner.begin()
    learner.type("input 3; add linear 1")
    let signature = try #require(learner.records.compactMap(\.wrong).first?.signature)
    #expect(signature == "layers == 1 and inputs == 3 and l0.bias[0] <= 9")
    #expect(try learner.player.session.evaluate(signature) == .boolean(true))
  }

  @Test func `of an answer is the answer`() throws {
    let sample = try Lesson(parsing: sampleText, file: "sample.md")
    var learner = Learner(sample)
    learner.begin()
    learner.type("", "input 2; add linear 1", "", "2.5", "17")
    #expect(
      learner.records.compactMap(\.wrong) == [
        WrongState(signature: "2.5 +- 1%", isAnswered: true),
        WrongState(signature: "17 +- 1%", isAnswered: false),
      ])
  }

  @Test(arguments: [
    // Far from the right answer: a hundredth more or less.
    ("4810 +- 0.1%", "5000", "5000 +- 1%"),
    // Nearer to it than that: half the way.
    ("4810 +- 0.1%", "4800", "4800 +- 5"),
    ("4810 +- 0.1%", "4801.5", "4801.5 +- 4.25"),
    ("0.004 +- 0.001", "0", "0 +- 0.002"),
    ("-4810 +- 0.1%", "-4800", "-4800 +- 5"),
    ("[2, 2.2]", "2.21", "2.21 +- 1%"),
    ("= 4800 + 10", "4800", "4800 +- 5"),
    // Rounded to three figures it would be the right one.
    ("12300 +- 1", "12302", "12302 +- 1"),
  ]) func `of a number is a when that can be pasted`(
    key: String, answer: String, signature: String
  ) throws {
    let text = "## One\n\n```answer number\n\(key)\n```\n"
    #expect(wrong(answer, in: try lesson(text)) == [signature])
    let pasted = text.replacing("\n```\n", with: "\nwhen \(signature) -- No.\n```\n")
    #expect(Rehearsal(lesson: try lesson(pasted), render: plain).faults(in: environment) == [])
    #expect(wrong(answer, in: try lesson(pasted)) == ["\(signature), answered"])
  }

  @Test func `of an order names two lines, as a when does, and a when with it answers`() throws {
    let text = """
      ## Order

      ```answer order
      forward
      backward
      step
      when step before forward -- Nothing to step along.
      ```
      """
    // As they are shown: by its number, each line.
    var learner = Learner(try lesson(text))
    let shown = learner.begin()
    let asked = try #require(shown.split(separator: "\n").first { $0.hasPrefix("order? ") })
    let order = asked.dropFirst("order? ".count).split(separator: " | ").map(String.init)
    func numbers(_ wanted: [String]) -> String {
      wanted.map { "\((order.firstIndex(of: $0) ?? 0) + 1)" }.joined(separator: " ")
    }
    learner.type(
      numbers(["backward", "forward", "step"]), numbers(["step", "forward", "backward"]))
    #expect(
      learner.records.compactMap(\.wrong) == [
        WrongState(signature: "backward before forward", isAnswered: false),
        WrongState(signature: "step before forward", isAnswered: true),
      ])
    let mended = text.replacing("when step", with: "when backward before forward -- No.\nwhen step")
    var again = Learner(try lesson(mended))
    again.begin()
    #expect(again.type(numbers(["backward", "forward", "step"])).contains("No."))
  }
}
