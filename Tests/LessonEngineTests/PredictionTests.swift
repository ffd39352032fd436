import Interpreter
import LessonEngine
import Testing

@Suite("Predictions")
struct PredictionTests {
  private func ask(_ body: String) throws -> Learner {
    var learner = Learner(
      try lesson(
        """
        ## Q

        ```gradus setup
        input 2; add linear 3; set l0.bias [0.5, 2, 1]
        ```

        ```gradus predict ask="What comes?"
        \(body)
        ```
        """))
    learner.begin()
    return learner
  }

  @Test(arguments: [
    ("print l0.bias\nanswer = l0.bias[1] +- 0.1", "2.05", "3", "2"),
    ("print l0.kind\ntext = l0.kind", "Linear", "tanh", "linear"),
    ("print l0.weight\nshape = l0.weight", "3x2", "2, 3", "(3, 2)"),
    ("let k = 1\nchoice one = k == 1\nchoice two = k == 2", "one", "2", "one"),
  ])
  func `of every kind are held against what comes, on a fork`(
    body: String, right: String, wrong: String, came: String
  ) throws {
    let learner = try ask(body)
    let before = learner.player.session
    for (guess, verdict) in [(right, "right"), (wrong, "wrong")] {
      var attempt = learner
      let shown = attempt.type(guess)
      #expect(shown.contains("came \(came): \(verdict)\nDONE Q"), "\(guess): \(shown)")
      #expect(attempt.player.session == before)
      var resumed = Learner(learner.player.lesson, records: attempt.records)
      resumed.begin()
      #expect(resumed.player.waitsForEnter)
      #expect(resumed.player.session == before)
    }
  }

  @Test func `of an order are right where the values rise, equals in either order`() throws {
    let learner = try ask(
      "print l0.bias\norder a = l0.bias[0]\norder b = l0.bias[1]\norder c = l0.bias[2]\norder d = 1"
    )
    var first = learner
    let shown = first.type("goals").split(separator: "\n").last.map(String.init) ?? ""
    let lines = shown.dropFirst("foretell? ".count).split(separator: " | ").map(String.init)
    func answer(_ words: [String]) -> String {
      words.map { String((lines.firstIndex(of: $0) ?? 9) + 1) }.joined(separator: " ")
    }
    for words in [["a", "c", "d", "b"], ["a", "d", "c", "b"]] {
      var attempt = learner
      #expect(attempt.type(answer(words)).contains("came a, c, d, b: right"))
    }
    var wrong = learner
    #expect(
      wrong.type(answer(["b", "a", "c", "d"])).contains(
        "foretold b, a, c, d, came a, c, d, b: wrong"))
    var short = learner
    #expect(
      short.type("1 2").contains("failed: the order is asked for here: the numbers from 1 to 4"))
  }

  @Test func `are of the lesson's own network, whatever was tried out beside it`() throws {
    var learner = try ask("print l0.bias\nanswer = l0.bias[1] +- 0.1")
    learner.type("new")
    #expect(
      learner.type("2") == """
        note: The network is again as the lesson left it.
        lesson ran print l0.bias: l0.bias [0.5000, 2.0000, 1.0000]
        foretold 2, came 2: right
        DONE Q
        """)
  }

  @Test func `are scored, and how sure one was against how often one was right`() throws {
    let one = "```gradus predict\nlet k = 1\nchoice one = k == 1\nchoice two = k == 2\n```\n"
    var learner = Learner(try lesson("## Q\n\n" + [one, one, one, one].joined(separator: "\n")))
    learner.begin()
    learner.type("one 90%", "two 80 %", "two 80%", "one", "one 70%")
    let end = learner.type("")
    #expect(
      end.hasSuffix("; 3 of 4 guesses came true. You were 80% sure on average, and right in 67%."))
    let record = Foresight(of: learner.records)
    #expect(record.guesses.map(\.isRight) == [true, false, true, true])
    #expect(record.guesses.map(\.confidence) == [0.9, 0.8, nil, 0.7])
    #expect(record.calibration?.count == 3)
    let lines = learner.records.map(Journal.line)
    let again = Journal(parsing: Array(lines.joined().utf8))
    #expect(again.records == learner.records)
  }

  @Test(arguments: [
    ("print 1\nanswer = l9.bias[0]", "test.md:15:10: there is no layer 9"),
    ("print 1\nchoice a = 1 == 2\nchoice b = 1 == 3", "none of these choices came true"),
    ("print 1\ntext = layers", "\"layers\" is not a text"),
    ("print 1\nshape = layers", "\"layers\" is not a tensor with a shape"),
    ("add linear 5 5\nanswer = 1", "add linear 5 5"),
  ])
  func `that cannot be held against anything are the lesson's fault, and cost nothing`(
    body: String, expected: String
  ) throws {
    var learner = try ask(body)
    let shown = learner.type(body.contains("choice") || body.contains("text") ? "a" : "1")
    #expect(shown.contains("BUG test.md:"), "\(shown)")
    #expect(shown.contains(expected), "\(shown)")
    #expect(learner.player.waitsForEnter)
  }

  @Test(arguments: [
    ("print 1\nanswer = 1\ntext = l0.kind", "a predict asks for one thing: this asks for another"),
    ("print 1\nanswer = 1\nanswer = 2", "a predict has one answer"),
    ("print 1\nchoice a = 1 == 1", "one choice is no choice"),
    ("print 1\ntext l0.kind", "a text needs what gives it"),
    ("print 1\norder a\norder b = 1", "an order needs words and the value that they stand for"),
    ("answer = 1", "this fence holds no command"),
  ])
  func `that are half written are refused`(body: String, expected: String) {
    #expect(LessonErrorTests.error("## Q\n\n```gradus predict\n\(body)\n```").contains(expected))
  }
}
