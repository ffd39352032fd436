import Interpreter
import NeuralNetwork
import Synchronization
import Testing

@Suite struct `Schedules` {
  private static let network =
    "seed 1; input 2; add linear 2; add sigmoid; add linear 1; loss mse; data xor; batch 3; "

  /// The rate in force after each epoch.
  private func rates(_ schedule: String, epochs: Int) throws -> [Double] {
    var session = Session.after(Self.network + "optimizer sgd lr=0.5; " + schedule)
    var found: [Double] = []
    for _ in 0..<epochs {
      found.append(session.learningRate)
      #expect(session.run("train 1", in: .fake()).failure == nil)
    }
    return found
  }

  @Test(arguments: [
    ("schedule step size=2 gamma=0.1", [0.5, 0.5, 0.05, 0.05]),
    ("schedule exponential gamma=0.5", [0.5, 0.25, 0.125, 0.0625]),
    ("schedule cosine t_max=2", [0.5, 0.25, 0, 0.25]),
    ("schedule linear start_factor=0.2 total_iters=2", [0.1, 0.3, 0.5, 0.5]),
    // Four samples in batches of three are two steps an epoch.
    ("schedule exponential gamma=0.5 per=step", [0.5, 0.125, 0.03125, 0.0078125]),
    ("schedule one_cycle max_lr=1 total_steps=8 anneal_strategy=linear", [0.04, 0.92, 0.6, 0.2]),
    ("schedule none", [0.5, 0.5, 0.5, 0.5]),
  ])
  func `the rate in force is PyTorch's`(_ schedule: String, _ expected: [Double]) throws {
    let found = try rates(schedule, epochs: 4)
    if schedule.contains("one_cycle") {
      #expect(found[0] == 0.04)
      #expect(found[1] > found[0] && found[3] < found[2])
      return
    }
    for (rate, wanted) in zip(found, expected) { #expect(abs(rate - wanted) < 1e-12) }
  }

  @Test(arguments: [
    "schedule step size=3 gamma=0.5", "schedule cosine t_max=7 per=step",
    "schedule one_cycle max_lr=0.5 total_steps=40",
  ])
  func `training in pieces, step by step, or by hand is the same, bit for bit`(
    _ schedule: String
  ) {
    let start = Self.network + "optimizer adam lr=0.1; " + schedule
    let whole = Session.after("\(start); train 20 steps")
    var pieces = Session.after(start)
    var walked = pieces
    for part in [1, 2, 3, 5, 9] {
      #expect(pieces.run("train \(part) steps", in: .fake()).failure == nil)
    }
    for _ in 0..<20 {
      #expect(walked.run("zero_grad; forward; backward; step", in: .fake()).failure == nil)
    }
    for other in [pieces, walked] {
      #expect(other.training == whole.training)
      #expect(other.learningRate == whole.learningRate)
    }
  }

  @Test func `how long a step takes does not change the rates`() {
    let clock = Mutex(Duration.zero)
    let slow = Environment(
      readShipped: { _ throws(Diagnostic) in [] }, readFile: { _ throws(Diagnostic) in [] },
      now: {
        clock.withLock { time in
          time += .milliseconds(11)
          return time
        }
      })
    let start = Self.network + "optimizer sgd lr=0.5; schedule step size=2 gamma=0.5"
    var session = Session.after(start)
    #expect(session.run("train 30", in: slow).failure == nil)
    #expect(session.training == Session.after("\(start); train 30").training)
  }

  @Test func `undo brings the rate back, and a new optimizer begins the schedule anew`() {
    var session = Session.after(
      Self.network + "optimizer sgd lr=0.5; schedule exponential gamma=0.5; train 2")
    #expect(session.says("print lr") == ["lr 0.1250"])
    #expect(session.says("undo; print lr").last == "lr 0.5000")
    #expect(session.says("redo; print lr").last == "lr 0.1250")
    #expect(
      session.says("set lr 1") == [
        "optimizer sgd lr=1.0 · the schedule makes lr 0.25 of it"
      ])
    #expect(
      session.says("optimizer adam lr=0.1; print lr") == [
        "optimizer adam lr=0.1 · the schedule begins anew: exponential gamma=0.5 per=epoch",
        "lr 0.1000",
      ])
    #expect(session.says("train; init; print lr").last == "lr 0.1000")
    #expect(
      session.says("schedule none; print lr") == ["no schedule: lr is 0.1 again", "lr 0.1000"])
  }

  @Test func `the last update of an epoch still has the epoch's rate`() {
    var session = Session.after(
      Self.network + "optimizer sgd lr=0.5; schedule exponential gamma=0.5")
    #expect(session.run("forward; backward; step; zero_grad; forward", in: .fake()).failure == nil)
    // The last batch is drawn, and not used yet.
    #expect(session.says("print lr") == ["lr 0.5000"])
    #expect(session.says("backward; step; print lr").last == "lr 0.2500")
  }

  @Test func `what is wrong with a schedule is said`() {
    #expect(
      failure(of: "schedule step") == """
        schedule step
                 ^^^^
        step needs step_size: steps from one fall to the next
        try: schedule step step_size=30 gamma=0.1
        """)
    #expect(
      failure(of: "schedule cosin t_max=5").contains("did you mean cosine?"))
    #expect(
      failure(of: "schedule cosine t_max=5 per=day").contains("epoch or step is expected here"))
  }
}
