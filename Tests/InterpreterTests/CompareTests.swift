import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Comparing` {
  private static let xor =
    "seed 1; input 2; add linear 3; add tanh; add linear 1; add sigmoid; loss bce; "
    + "optimizer sgd lr=0.5; data xor"

  private static func tables(_ line: String, on session: Session) -> [Table] {
    var session = session
    let run = session.run(line, in: .fake())
    #expect(run.failure == nil)
    return run.steps.flatMap(\.outcome.reports).compactMap { report in
      if case .table(let table) = report { table } else { nil }
    }
  }

  @Test func `two runs: what differs, what came of it, and both curves in one picture`() throws {
    var session = Session.after(
      "\(Self.xor); train 20; init; set lr 2; batch 2; train 30 steps")
    let run = session.run("compare", in: .fake())
    #expect(run.failure == nil)
    let reports = run.steps.flatMap(\.outcome.reports)
    #expect(
      reports.first
        == .table(
          Table(
            title: "settings that differ", columns: ["", "run1", "run2"],
            rows: [
              ["optimizer", "sgd lr=0.5", "sgd lr=2.0"], ["lr in force", "0.5", "2"],
              ["batch", "all samples", "2"],
            ])))
    #expect(reports.last == .picture(PictureRequest(name: "curves", moments: ["run1", "run2"])))
    guard case .table(let results) = reports[1] else {
      Issue.record("no results")
      return
    }
    #expect(results.columns == ["", "run1", "run2", "change"])
    #expect(results.rows[0] == ["steps", "20", "30", "+10"])
    #expect(results.rows[1] == ["epochs", "20", "15", "-5"])
    // The numbers are those that the same lines give.
    let first = Session.after("\(Self.xor); train 20")
    let loss = try #require(first.presentResults.loss)
    #expect(results.rows[3][0...1] == ["loss", NumberText.decimal(loss)])
    let last = try #require(session.presentResults.loss)
    #expect(results.rows[3][2...3] == [NumberText.decimal(last), NumberText.signed(last - loss)])
    #expect(results.rows.map { $0[0] }.last == "accuracy")
  }

  @Test func `a run ends with its last step, whatever is set behind it`() {
    let session = Session.after(
      "\(Self.xor); train 5; set lr 9; let k = 1; init; set lr 0.5; train 5; add linear 1; add sigmoid; train 2"
    )
    #expect(session.runNames == ["run1", "run2", "run3"])
    #expect(Self.tables("compare run1 run2", on: session).map(\.title) == ["results"])
    let three = Self.tables("compare run2 run3", on: session)
    #expect(three.map(\.title) == ["layers", "results"])
    #expect(three[1].rows[0] == ["steps", "5", "2", "-3"])
    #expect(three[1].rows[2] == ["parameters", "13", "15", "+2"])
  }

  @Test func `runs are named in history, and stay named wherever one goes`() {
    var session = Session.after("\(Self.xor); train 4; init; train 6")
    #expect(
      session.says("history")[0].split(separator: "\n").suffix(4) == [
        "10 | train 4 | 4 | end of run1", "11 | init | 0 | ", "12 | train 6 | 6 | end of run2, now",
        "12 to undo, 0 to redo",
      ])
    #expect(session.run("goto start", in: .fake()).failure == nil)
    #expect(session.runNames == ["run1", "run2"])
    #expect(session.curve(upTo: "run2")?.count == 6)
    #expect(session.run("goto end; undo 3; train 9", in: .fake()).failure == nil)
    // What was undone is gone, and its name is that of what came in its place.
    #expect(session.runNames == ["run1"])
    #expect(session.curve(upTo: "run1")?.count == 9)
  }

  @Test func `marks compare with each other and with now`() {
    let session = Session.after(
      "\(Self.xor); split 0.75; train 3; mark a; train 4; mark b; train 5")
    #expect(Self.tables("compare a b", on: session)[0].rows[0] == ["steps", "3", "7", "+4"])
    let now = Self.tables("compare a", on: session)[0]
    #expect(now.columns == ["", "a", "now", "change"])
    #expect(now.rows[0] == ["steps", "3", "12", "+9"])
    #expect(now.rows.map { $0[0] }.contains("held-out loss"))
    #expect(Self.tables("compare a now", on: session)[0] == now)
    var copy = session
    #expect(copy.says("compare a a")[0] == "the settings are the same")
  }

  @Test func `data of the same name and size can differ`() {
    let session = Session.after(
      "input 2; add linear 1; loss mse; data spiral n=20; train 2; mark a; data spiral n=20 noise=0.5"
    )
    #expect(
      Self.tables("compare a", on: session)[0].rows == [
        ["data", "spiral 20", "as many, with other values"]
      ])
  }

  @Test func `nothing is kept of the past: what is there now is a run all the same`() {
    var environment = Environment.fake()
    environment.pastLimit = 0
    let session = Session.after("\(Self.xor); train 4; init; train 6", in: environment)
    #expect(session.runNames == ["run2"])
  }

  @Test(arguments: [
    ("compare", "nothing has been trained yet: there is nothing to compare"),
    ("train 3; compare", "there is one run only, and compare takes two"),
    ("compare run1", "there is no run1: nothing has been trained yet"),
    ("train 2; init; train 2; compare run7", "there is no run7: there are run1, run2"),
    ("compare a", "there is no mark or run a: there are start, now"),
    ("mark a; compare a b", "there is no mark or run b: there are a, start, now"),
    ("mark a; compare a a a", "\"a\" is not expected here"),
    ("mark run1", "run1 is the name of a run: history lists them"),
    ("plot curves l0.n1", "a mark or a run is expected here"),
    ("plot loss a b", "\"b\" is not expected here"),
  ]) func `what cannot be compared is refused`(_ line: String, _ message: String) {
    let pictures = [
      PictureDeclaration(verb: .plot, name: "curves", summary: "", subject: .moments),
      PictureDeclaration(verb: .plot, name: "loss", summary: "", subject: .session),
    ]
    var session = Session.after("\(Self.xor)")
    #expect(session.says(line, in: .fake(pictures: pictures)).last == "! \(message)")
  }

  @Test func `plot curves takes the moments that compare takes`() {
    let pictures = [
      PictureDeclaration(verb: .plot, name: "curves", summary: "", subject: .moments)
    ]
    var session = Session.after("\(Self.xor); train 3; mark a; init; train 3")
    let run = session.run(
      "plot curves; plot curves a; plot curves run2 a", in: .fake(pictures: pictures))
    #expect(run.failure == nil)
    #expect(
      run.steps.flatMap(\.outcome.reports)
        == [["run1", "run2"], ["a", "now"], ["run2", "a"]].map {
          .picture(PictureRequest(name: "curves", moments: $0))
        })
  }
}
