import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Training that stops` {
  private static let moons = """
    seed 2; data moons n=100 noise=0.3; split 0.5; input 2; add linear 16; add tanh; add linear 1
    add sigmoid; loss bce; optimizer adam lr=0.05
    """

  private func report(_ line: String, on session: inout Session) throws -> TrainingReport {
    let run = session.run(line, in: .fake())
    #expect(run.failure == nil)
    guard case .training(let report)? = run.steps.last?.outcome.reports.first else {
      throw Diagnostic("no report")
    }
    return report
  }

  @Test func `early stopping ends when the held-out loss gets no better, with the best weights`()
    throws
  {
    var session = Session.after(Self.moons)
    let report = try report("train 2000 patience=10", on: &session)
    #expect(
      report.ending
        == .lostPatience("the test loss has not become smaller for 10 epochs"))
    let best = report.steps - 10
    let losses = session.curve.tests.compactMap(\.loss)
    #expect(losses.count == report.steps)
    #expect(losses.firstIndex(of: losses.min() ?? 0) == best - 1)
    #expect(report.testLoss == losses.min())
    #expect(report.remarks.first?.contains("after epoch \(best): its weights are back") == true)
    #expect(session.network == Session.after(Self.moons + "\ntrain \(best)").network)
    var last = Session.after(Self.moons)
    let kept = try self.report("train 2000 patience=10 restore=false", on: &last)
    #expect(kept.steps == report.steps)
    #expect(last.network == Session.after(Self.moons + "\ntrain \(report.steps)").network)
    #expect(last.says("undo; print steps").last == "steps 0")
  }

  @Test func `without held-out samples patience watches the training loss`() throws {
    var session = Session.after(
      "input 1; add linear 1; loss mse; data values x=[[1]] y=[[2]]; optimizer sgd lr=0.5")
    let report = try report("train 100 patience=3 min_delta=0.5", on: &session)
    #expect(
      report.ending
        == .lostPatience(
          "the training loss has not become smaller by more than 0.5 for 3 epochs"))
    #expect(
      failure(of: "train 5 min_delta=1", on: session).contains("min_delta belongs to patience"))
    #expect(
      failure(of: "train 5 patience=0", on: session).contains("patience is from 1 to 1000000"))
  }

  @Test func `a diverging training names step, layer, what grew, and the way back`() throws {
    var session = Session.after(
      """
      seed 1; input 2; add linear 4; add relu; add linear 1; loss mse; data xor
      optimizer sgd lr=50
      """)
    let report = try report("train 200", on: &session)
    guard case .diverged(let step) = report.ending else {
      Issue.record("it ended with \(report.ending)")
      return
    }
    #expect(step == session.step)
    #expect(report.remarks.count == 3)
    let cause = try #require(report.remarks.first)
    #expect(
      cause.contains("l0 linear 2→4 is") || cause.contains("l2 linear 4→1 is")
        || cause.contains("outputs are still finite"), "\(cause)")
    #expect(cause.contains("grew from 0."))
    #expect(
      report.remarks[1]
        == "lr 50 is most likely too large: try set lr 5, or an optimizer with clip_norm=1")
    #expect(report.remarks[2] == "undo brings back the state from before this train")
    #expect(
      session.says("undo; print finite(loss), steps").suffix(2) == [
        "finite(loss) true", "steps 0",
      ])
  }

  @Test func `large inputs are named where they are the cause`() throws {
    var session = Session.after(
      "input 1; add linear 1; loss mse; optimizer sgd lr=0.1; data values x=[[1000], [2000]] y=[1, 2]"
    )
    let report = try report("train 200", on: &session)
    #expect(
      report.remarks.contains(
        "the inputs are as large as 2000: standardise brings them to about 1"))
  }

  @Test func `bce refuses outputs that are no probabilities, as PyTorch does`() throws {
    let session = Session.after(
      """
      input 1; add linear 1; set l0.weight 1; set l0.bias 0; data values x=[[0.5], [2]] y=[[1], [0]]
      loss bce
      """)
    let message = """
      bce reads outputs as probabilities, from 0 to 1, and sample 1 gives 2.0000; PyTorch raises an \
      error too
      try: add sigmoid, or loss bce_with_logits
      """
    for line in ["forward", "train 3", "print loss"] {
      #expect(failure(of: line, on: session).hasSuffix(message), "\(line)")
    }
    // Outputs that leave the range on the way stop the training where they do.
    var inside = Session.after(
      """
      input 1; add linear 1; set l0.weight 0.1; set l0.bias 0; data values x=[[1], [2]] y=[[1], [1]]
      loss bce; optimizer sgd lr=0.01
      """)
    let report = try report("train 100", on: &inside)
    guard case .halted(let reason) = report.ending else {
      Issue.record("it ended with \(report.ending)")
      return
    }
    #expect(reason.hasPrefix("bce reads outputs as probabilities"))
    #expect(report.steps > 1 && report.steps < 100)
  }

  @Test func `a step in the way of gradients is remarked upon`() throws {
    var session = Session.after(
      "input 2; add linear 2; add step; add linear 1; loss mse; data xor; forward")
    let remark = """
      mind: l1 step is flat, so its gradient is 0 everywhere, and l0 learns nothing. replace 1 sigmoid \
      has a slope; or remove 1, loss perceptron and optimizer perceptron: the perceptron's own rule
      """
    #expect(session.says("backward").last == remark)
    #expect(try report("train 1", on: &session).remarks == [remark])
  }

  @Test(arguments: ["and", "or", "nand"])
  func `the perceptron's rule learns what a line can part`(_ gate: String) throws {
    var session = Session.after(
      "data \(gate); input 2; add linear 1; init zeros; loss perceptron; optimizer perceptron; batch 1"
    )
    let report = try report("train until accuracy == 1 max=50", on: &session)
    #expect(report.ending == .reached("accuracy == 1"))
    #expect(session.network.parameters.allSatisfy { $0 == $0.rounded() })
  }
}
