import Interpreter
import NeuralNetwork
import Synchronization
import Testing

@Suite(.serialized) struct `Sweeping` {
  private static let network =
    "seed 3; input 2; add linear 4; add tanh; add linear 1; add sigmoid; loss bce; "
    + "optimizer sgd lr=0.5 momentum=0.9; data xor"

  private static func report(_ line: String, on session: Session = .after(network)) -> SweepReport?
  {
    var session = session
    let run = session.run(line, in: .fake())
    #expect(run.failure == nil)
    guard case .sweep(let report)? = run.steps.last?.outcome.reports.first else { return nil }
    return report
  }

  /// Loss and accuracy of the one training of a sweep, as its table has them.
  private static func numbers(_ report: SweepReport) -> [String] {
    let row = report.table.rows[0]
    return ["loss", "accuracy"].compactMap { name in
      report.table.columns.lastIndex(of: name).map { row[$0] }
    }
  }

  @Test(arguments: [
    ("lr=0.05", "set lr 0.05; seed 7; init"),
    ("momentum=0.5", "optimizer sgd lr=0.5 momentum=0.5; seed 7; init"),
    (
      "lr=0.1 weight_decay=0.01",
      "optimizer sgd lr=0.1 momentum=0.9 weight_decay=0.01; seed 7; init"
    ),
    ("optimizer=adam lr=0.02", "optimizer adam; set lr 0.02; seed 7; init"),
    ("loss=mse", "loss mse; seed 7; init"),
    ("batch=2", "batch 2; seed 7; init"),
    ("schedule=\"cosine t_max=40\"", "schedule cosine t_max=40; seed 7; init"),
    ("init=xavier_uniform", "seed 7; init xavier_uniform"),
    (
      "hidden=3",
      "new; input 2; add linear 3; add tanh; add linear 1; add sigmoid; seed 7; init"
    ),
    (
      "activation=relu hidden=8",
      "new; input 2; add linear 8; add relu; add linear 1; add sigmoid; seed 7; init"
    ),
  ]) func `each training gives what the same lines give by hand`(_ setting: String, _ lines: String)
    throws
  {
    let report = try #require(Self.report("sweep \(setting) seeds=[7] epochs=40"))
    var hand = Session.after("\(Self.network); \(lines); train 40 epochs")
    let loss = try #require(hand.presentResults.loss)
    let accuracy = try #require(hand.presentResults.accuracy)
    #expect(
      Self.numbers(report) == [
        NumberText.decimal(loss), accuracy == 1 ? "100%" : "\(100 * accuracy)%",
      ])
    // And the line that the report gives is one that works.
    let line = try #require(report.remarks.first { $0.hasPrefix("the same by hand: ") })
    hand = Session.after("\(Self.network); \(line.dropFirst("the same by hand: ".count))")
    #expect(hand.presentResults.loss == loss)
  }

  @Test(arguments: [
    "seeds=6 epochs=30", "lr=0.05,0.5,5 seeds=4 epochs=25", "lr=[0.1, 1] batch=2,all seeds=2,9",
    "lr=0.5,2 seeds=5 until accuracy == 1 max=60", "hidden=1,2,8 seeds=3 steps=20",
  ]) func `any number of threads gives the same report, and nothing changes`(_ line: String) {
    var session = Session.after("\(Self.network); train 3")
    let before = session
    let threads = Threads.current.count
    defer { Threads.use(threads) }
    var reports: [[Report]] = []
    for count in [1, 2, 5] {
      Threads.use(count)
      let run = session.run("sweep \(line)", in: .fake())
      #expect(run.failure == nil)
      reports.append(run.steps.flatMap(\.outcome.reports))
    }
    #expect(reports[1] == reports[0] && reports[2] == reports[0])
    #expect(session.bits == before.bits && session.undoDepth == before.undoDepth)
    #expect(session.says("undo") == ["undone: train 3 · 9 to undo, 1 to redo"])
  }

  @Test func `a table and a strip say what came of it`() throws {
    let session = Session.after(
      "input 1; add linear 1; loss mse; data values x=[[1], [2]] y=[[2], [4]]")
    var copy = session
    let said = copy.says("sweep lr=0.1,1e6 seeds=3 epochs=50")
    // A step of 0.1 halves the distance from y = 2x and more; one of a million diverges.
    let report = try #require(Self.report("sweep lr=0.1,1e6 seeds=3 epochs=50", on: session))
    #expect(report.table.columns == ["lr", "diverged", "loss", "best", "worst"])
    #expect(report.table.rows[1] == ["1e6", "3", "-", "-", "-"])
    #expect(report.strips[1].marks == [.diverged, .diverged, .diverged])
    #expect(report.table.rows[0][1] == "0")
    let losses = report.table.rows[0][2...].compactMap { Double($0) }
    #expect(losses.count == 3 && losses[1] <= losses[0] && losses[0] <= losses[2])
    #expect(report.strips[0].marks.contains(.level(0)))
    #expect(report.strips[0].marks.contains(.level(SweepReport.greatestLevel)))
    #expect(report.seeds == "seeds 1 to 3" && report.solved == nil)
    #expect(said[0].hasPrefix("sweep: 2 settings × 3 seeds, each 50 epochs\n"))
    #expect(said[0].hasSuffix("each training had a copy, with weights of its own"))
  }

  @Test func `solved is what reached the condition, and its steps are counted`() throws {
    let report = try #require(
      Self.report("sweep lr=0.000001,1 seeds=5 until accuracy == 1 and loss < 0.6 max=400"))
    #expect(report.strips[0].marks == Array(repeating: .unsolved, count: 5))
    #expect(report.strips[1].marks.contains(.solved))
    let solved = report.strips[1].marks.count { $0 == .solved }
    #expect(report.table.rows.map { $0[1] } == ["0/5", "\(solved)/5"])
    #expect(report.table.columns.last == "steps")
    #expect(report.table.rows[0].last == "")
    #expect(report.solved == "reached")
    #expect(report.remarks[0].hasPrefix("the best training is lr=1, seed "))
  }

  @Test func `interrupted, it shows what is done`() throws {
    let session = Session.after(Self.network)
    let looks = Mutex(0)
    let environment = Environment.fake(isInterrupted: {
      looks.withLock { looks in
        looks += 1
        return looks > 100
      }
    })
    var copy = session
    let run = copy.run("sweep lr=0.1,1 seeds=50 epochs=30", in: environment)
    guard case .sweep(let report)? = run.steps.first?.outcome.reports.first else {
      Issue.record("no report")
      return
    }
    let marks = report.strips.flatMap(\.marks)
    let missing = marks.count { $0 == .missing }
    #expect(missing > 0 && missing < 100)
    #expect(
      report.remarks[0]
        == "stopped after \(100 - missing) of 100 trainings: this is what is done")
    // What is done of one setting is done of the other.
    let done = report.strips.map { strip in strip.marks.count { $0 != .missing } }
    #expect(abs(done[0] - done[1]) <= 2)
    copy = session
    let none = Environment.fake(isInterrupted: { true })
    #expect(
      copy.says("sweep lr=0.1,1 seeds=50", in: none) == [
        "stopped before the first training was done; nothing has changed"
      ])
  }

  @Test func `who looks on is told how far it is, on the thread that asked`() {
    let clock = Mutex(Duration.zero)
    let told = Mutex<[SweepProgress]>([])
    var environment = Environment.fake(onProgress: { progress, snapshot in
      told.withLock { told in
        if let sweep = progress.sweep { told.append(sweep) }
      }
      #expect(snapshot().step == 0)
      return .goOn
    })
    environment.now = {
      clock.withLock { clock in
        clock += .milliseconds(20)
        return clock
      }
    }
    var session = Session.after(Self.network)
    #expect(session.run("sweep lr=0.1,1 seeds=20 epochs=3", in: environment).failure == nil)
    let done = told.withLock { $0.map(\.done) }
    #expect(done.count > 5 && done == done.sorted())
    #expect(told.withLock { $0.allSatisfy { $0.total == 40 } })
  }

  @Test(arguments: [
    ("sweep", "sweep what?"),
    ("sweep lrr=1", "there is nothing called \"lrr\" to sweep"),
    ("sweep lr=", "lr has no values"),
    ("sweep lr=0.1 lr=0.2", "lr is given twice"),
    ("sweep lr=0.1,0.1", "0.1 is given twice"),
    ("sweep lr=-1", "the learning rate is from 0 to 1000000, not -1"),
    ("sweep eps=1", "sgd has no setting eps"),
    ("sweep batch=0", "a batch size is from 1 to 16777216, not 0"),
    ("sweep optimizer=adma", "there is no optimizer \"adma\""),
    ("sweep init=zero", "there is no initialiser \"zero\""),
    ("sweep loss=cross_entropy", "cross_entropy"),
    ("sweep activation=linear", "linear needs out: neurons"),
    ("sweep seeds=0", "the number of seeds is from 1 to 10000, not 0"),
    ("sweep seeds=3,3", "seed 3 is given twice"),
    ("sweep seeds=2 epochs=3 steps=4", "epochs and steps both say how long to train"),
    ("sweep seeds=2 max=4", "max belongs to until"),
    ("sweep seeds=2 until loss", "this is a number, neither true nor false"),
    ("sweep seeds=2 until los < 1", "nothing is called \"los\""),
    ("sweep seeds=2 lr", "\"lr\" is not expected here"),
    ("sweep lr=1,2,3,4,5 seeds=9999", "5 settings with 9999 seeds are more than 10000 trainings"),
  ]) func `what cannot be swept is refused at its place`(_ line: String, _ message: String) {
    let text = failure(of: line, on: .after(Self.network))
    #expect(text.contains(message), "\(text)")
    #expect(text.contains("^"))
  }

  @Test func `settings are named from the network, and refused where there is none`() {
    #expect(
      failure(of: "sweep hidden=4", on: .after("input 2; add linear 1; loss mse; data xor"))
        .contains("the network has no hidden layer"))
    #expect(failure(of: "sweep lr=1").contains("the network has no input yet"))
  }

  /// What a sweep sets of an optimizer, it sets beside what the label says.
  @Test(arguments: [
    "sgd lr=0.5 momentum=0.9 nesterov=true weight_decay=0.001 clip_norm=2 l1=0.1",
    "adagrad lr=0.2 eps=1e-8 clip_value=0.5",
    "rmsprop lr=0.01 alpha=0.9 momentum=0.1 centered=true",
    "adam lr=0.003 weight_decay=0.1", "adamw lr=1e-05 weight_decay=0", "perceptron lr=0.5",
  ]) func `an optimizer's label makes it again`(_ call: String) {
    let first = Session.after("optimizer \(call)")
    let again = Session.after("optimizer \(first.optimizer.label)")
    #expect(first.training == again.training)
    #expect(first.optimizer.label == again.optimizer.label)
  }
}
