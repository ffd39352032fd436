import Foundation
import Interpreter
import NeuralNetwork
import Synchronization
import Testing

@Suite struct `Training` {
  static let xor = """
    seed 3; input 2; add linear 4; add tanh; add linear 1; add sigmoid; loss bce
    optimizer adam lr=0.05; data xor
    """

  static let spiral = """
    seed 5; input 2; add linear 6; add relu; add linear 1; loss bce_with_logits
    optimizer sgd lr=0.1 momentum=0.9; data spiral n=50; batch 8
    """

  @Test(arguments: [xor, spiral])
  func `forward, backward, step and zero_grad are one step of train, bit for bit`(_ script: String)
  {
    var walked = Session.after(script)
    var trained = walked
    for _ in 0..<20 {
      #expect(walked.run("zero_grad; forward; backward; step", in: .fake()).failure == nil)
    }
    #expect(trained.run("train 20 steps", in: .fake()).failure == nil)
    #expect(walked.training == trained.training)
    #expect(walked.curve == trained.curve)
    #expect(walked.step == 20)
  }

  @Test(arguments: [
    ("train", 1, 1), ("train 3", 3, 3), ("train 3 epochs", 3, 3), ("fit 5 steps", 5, 5),
  ])
  func `without batch an epoch is a step`(_ command: String, _ steps: Int, _ epochs: Int) throws {
    var session = Session.after(Self.xor)
    let run = session.run(command, in: .fake())
    guard case .training(let report)? = run.steps.first?.outcome.reports.first else {
      Issue.record("no report")
      return
    }
    #expect(report.steps == steps)
    #expect(report.epochs == Double(epochs))
    #expect(report.ending == .finished)
    #expect(report.losses.count == steps)
    #expect(session.step == steps)
    #expect(session.epoch == epochs)
    let loss = try session.evaluate("loss")
    #expect(loss == .number(report.loss ?? .nan))
  }

  @Test func `with a batch an epoch is as many steps as it takes to read all samples`() throws {
    var session = Session.after(Self.spiral)
    #expect(session.stepsPerEpoch == 7)
    #expect(session.run("train 2", in: .fake()).failure == nil)
    #expect(session.step == 14)
    #expect(session.epoch == 2)
  }

  @Test func `until stops at the first epoch at which it holds`() {
    var session = Session.after(Self.xor)
    #expect(
      session.says("train until accuracy >= 1 max=400") == [
        "training: reached(\"accuracy >= 1\") after \(session.step) steps"
      ])
    let steps = session.step
    #expect(steps > 1 && steps < 400)
    #expect(
      session.says("train until accuracy == 1") == [
        "training: reached(\"accuracy == 1\") after 0 steps"
      ])
    var earlier = Session.after(Self.xor + "; train \(steps - 1)")
    #expect(earlier.says("print accuracy < 1") == ["accuracy < 1 true"])
    #expect(
      earlier.says("train until loss < 0 max=3") == ["training: missed(\"loss < 0\") after 3 steps"]
    )
  }

  @Test func `an interrupted run is the same as one of as many steps`() throws {
    let count = Atomic(0)
    let environment = Environment.fake(isInterrupted: {
      count.add(1, ordering: .relaxed).newValue >= 6
    })
    var interrupted = Session.after(Self.spiral + "; split 0.8")
    var run = interrupted.run("train 500", in: environment)
    guard case .training(let report)? = run.steps.first?.outcome.reports.first else {
      Issue.record("no report")
      return
    }
    #expect(report.ending == .interrupted)
    #expect(report.steps > 0 && report.steps < 2500)
    var replayed = Session.after(Self.spiral + "; split 0.8")
    run = replayed.run("train \(report.steps) steps", in: .fake())
    #expect(replayed.training == interrupted.training)
    #expect(replayed.curve == interrupted.curve)
    #expect(interrupted.undoDepth == 11)
    #expect(interrupted.run("undo", in: .fake()).failure == nil)
    #expect(interrupted.step == 0)
  }

  @Test func `progress comes at most twenty times a second, and its answer is obeyed`() {
    let clock = Mutex(Duration.zero)
    let reports = Mutex([TrainingProgress]())
    let environment = Environment(
      readShipped: { _ throws(Diagnostic) in [] }, readFile: { _ throws(Diagnostic) in [] },
      now: {
        clock.withLock { time in
          time += .milliseconds(5)
          return time
        }
      },
      onProgress: { progress, snapshot in
        #expect(snapshot().step == progress.step)
        return reports.withLock { all in
          all.append(progress)
          return all.count == 4 ? .stop : .goOn
        }
      })
    var session = Session.after(Self.xor)
    let run = session.run("train 100000", in: environment)
    guard case .training(let report)? = run.steps.first?.outcome.reports.first else {
      Issue.record("no report")
      return
    }
    #expect(report.ending == .interrupted)
    let all = reports.withLock { $0 }
    #expect(all.count == 4)
    #expect(all.map(\.totalSteps) == [100000, 100000, 100000, 100000])
    #expect(all[3].stepsPerSecond > 0)
    // Four reports, 50 ms apart, on a clock that moves by 5 ms each time it is read.
    #expect(clock.withLock { $0 } < .milliseconds(260))
  }

  @Test func `a loss that is no number any more stops it and is named`() throws {
    var session = Session.after(
      """
      input 1; add linear 1; loss mse; optimizer sgd lr=100
      data values x=[[1], [2]] y=[[2], [4]]; set l0.weight 1; set l0.bias 0
      """)
    let run = session.run("train 500", in: .fake())
    guard case .training(let report)? = run.steps.first?.outcome.reports.first else {
      Issue.record("no report")
      return
    }
    guard case .diverged(let step) = report.ending else {
      Issue.record("it ended with \(report.ending)")
      return
    }
    #expect(step == session.step && step < 500)
    #expect(session.says("print finite(loss)") == ["finite(loss) false"])
    #expect(
      session.says("undo; print loss") == [
        "undone: train 500 · 7 to undo, 1 to redo", "loss 2.5000",
      ])
  }

  @Test func `a network learns the held-out digits`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let environment = Environment(
      readShipped: { path throws(Diagnostic) in
        guard let data = try? Data(contentsOf: root.appending(path: "Lessons/\(path)")) else {
          throw Diagnostic("there is no shipped file \(path)")
        }
        return Array(data)
      }, readFile: { _ throws(Diagnostic) in [] }, now: { .zero })
    var session = Session()
    let run = session.run(
      """
      seed 1; data digits; split 0.8; input 64; add linear 32; add relu; add linear 10
      loss cross_entropy; optimizer sgd lr=0.05 momentum=0.9; batch 32; train 20
      """, in: environment)
    #expect(run.failure == nil)
    guard case .number(let accuracy) = try session.evaluate("test.accuracy") else { return }
    #expect(accuracy > 0.93)
    #expect(session.curve.tests.count == 20)
    #expect(session.curve.tests.last?.accuracy == accuracy)
  }

  @Test func `the curve keeps a bounded number of buckets and every spike`() throws {
    var session = Session.after(Self.xor)
    #expect(
      session.run("train 3; set l0.weight[0,0] 300; train 1; undo 2; train 20000", in: .fake())
        .failure == nil)
    #expect(session.curve.count == 20003)
    #expect(session.curve.buckets.count <= 4096)
    #expect(session.curve.buckets.map(\.steps).reduce(0, +) == 20003)
    #expect(session.curve.stride == 8)
    #expect(session.curve.thinned(to: 100).count <= 100)
    #expect(session.curve.thinned(to: 100).last == Double(session.curve.buckets.last?.last ?? 0))
  }
}
