import Foundation
import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Garbage` {
  /// Words that mean something, some of them at the edge of what a number can be.
  private static let words =
    Commands.all.flatMap { [$0.verb] + $0.aliases } + Names.all.map(\.name)
    + Functions.all.map { "\($0.name)(" }
    + BlockFamily.allCases.flatMap {
      $0.declarations.flatMap { [$0.name] + $0.settings.map(\.name) }
    }
    + [
      "l0", "l1", "l2", "l9", "l0.weight", "l0.weight[0,1]", "l1.output", "l0.n1", "l2.bias.grad",
      ".grad", "[0]", "[", "]", "(", ")", ",", "=", "==", "<", ">=", "+", "-", "*", "/", "^", "and",
      "or", "not", "true", ";", "\n", "#", "\"xor\"", "\"", "0", "1", "2", "-1", "0.5", "3.7",
      "1e300",
      "-1e300", "1e-300", "99999999999999999999", "9223372036854775807", "9223372036854775808",
      "-9223372036854775808", "4294967296", "1000000000000", "1e15", "1e400", "nan", "inf", "1/0",
      "0/0",
      "[[1, 2], [3, 4]]", "[[1, 2]]", "[[1, 2], [3]]", "[]", "[[]]", "[1, 2, 3]", "until", "max=3",
      "max=", "steps", "epochs", "load", "values", "x=[[1, 0]]", "y=[[1]]", "labels=[1]",
      "layer=l0",
      "table.csv", "target=b", "test=table.csv", "lr=0.1", "out=3", "in=2", "n=5", "all", "k", "é",
      "\u{1b}[2J", "\u{202e}", "%", "$", "@", "!", "&&", "…",
    ]

  private static let environment = Environment.fake(
    files: ["table.csv": "a,b\n1,2\n3,4\n"],
    pictures: [
      PictureDeclaration(verb: .show, name: "weights", summary: "", subject: .optionalLayer),
      PictureDeclaration(verb: .plot, name: "loss", summary: "", subject: .session),
      PictureDeclaration(verb: .plot, name: "neuron", summary: "", subject: .neuron),
    ], isInterrupted: { true })

  private static let scripts = [
    "", "input 2", "input 2; add linear 2; add tanh; add linear 1; add sigmoid",
    `Training`.xor + "; forward; backward",
    `Training`.xor + "; train 3; split 0.5; batch 2; forward",
    `Training`.spiral + "; forward; backward; step; let k = 2; undo",
    "input 3; add softmax; loss cross_entropy; data values x=[[2, 1, 0]] labels=[0] classes=3; forward",
  ]

  /// How many lines; `GRADUS_GARBAGE` sets another number.
  private static let count =
    ProcessInfo.processInfo.environment["GRADUS_GARBAGE"].flatMap { Int($0) } ?? 20_000

  @Test func `whatever is typed, a failed command changes nothing, and nothing traps`() {
    var generator = MersenneTwister(seed: 1)
    let sessions = Self.scripts.map { Session.after($0) }
    let verbs = Commands.all.map(\.verb)
    var worked = 0
    for index in 0..<Self.count {
      let base = sessions[index % sessions.count]
      var line = verbs[generator.integer(below: verbs.count)]
      for _ in 0..<generator.integer(below: 7) {
        if generator.integer(below: 5) > 0 { line += " " }
        line += Self.words[generator.integer(below: Self.words.count)]
      }
      var session = base
      let run = session.run(line, in: Self.environment)
      guard let failure = run.failure else {
        worked += 1
        continue
      }
      if run.steps.isEmpty, session != base {
        Issue.record("a failed command changed something: \(line)")
      }
      if failure.message.isEmpty { Issue.record("no message: \(line)") }
      if let range = failure.range,
        range.lower < 0 || range.upper < range.lower || range.upper > failure.source.utf8.count
      {
        Issue.record("a range outside the line: \(line)")
      }
      _ = isIncomplete(line)
      _ = Completion.candidates(
        line: line, cursor: generator.integer(below: line.utf8.count + 1), session: base,
        environment: Self.environment)
    }
    // The words are chosen so that both happen often.
    #expect(worked > Self.count / 40)
    #expect(worked < Self.count / 2)
  }

  @Test func `bytes that are no words at all are refused too`() {
    var generator = MersenneTwister(seed: 2)
    for _ in 0..<2000 {
      let bytes = (0..<generator.integer(below: 60)).map { _ in UInt8(generator.integer(below: 256))
      }
      let line = String(decoding: bytes, as: UTF8.self)
      var session = Session()
      let run = session.run(line, in: Self.environment)
      if run.steps.isEmpty, run.failure != nil, session != Session() {
        Issue.record("a failed command changed something: \(line)")
      }
    }
  }

  @Test func `a line of a megabyte is read in its time, and its error is cut to what matters`()
    throws
  {
    let numbers = Array(repeating: "[0.5, -1]", count: 100_000).joined(separator: ", ")
    var session = Session()
    #expect(
      session.says("data values x=[\(numbers)] y=[\(numbers)]") == [
        "values: 100000 samples of 2 values, targets of 2 values"
      ])
    let failure = try #require(session.run("print [\(numbers), [1 2]]", in: .fake()).failure)
    #expect(failure.message == "a comma or ] is expected here, not \"2\"")
    #expect(failure.source.utf8.count <= 400)
    let range = try #require(failure.range)
    #expect(Array(failure.source.utf8)[range.lower] == UInt8(ascii: "2"))
    let long = String(repeating: "print 1;", count: 1 << 20)
    #expect(
      session.run(long, in: .fake()).failure?.message
        == "this is 8388608 bytes long; at most 4194304 can be read at once")
  }
}
