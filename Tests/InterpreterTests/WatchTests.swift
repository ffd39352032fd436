import Interpreter
import NeuralNetwork
import Synchronization
import Testing

@Suite struct `Watching and breaking` {
  private static let line =
    "input 1; add linear 1; set l0.weight 0; set l0.bias 0; loss mse; "
    + "data values x=[[1]] y=[[1]]; optimizer sgd lr=0.1"

  @Test func `what is watched stands behind each command that changes something`() {
    var session = Session.after(Self.line)
    #expect(session.says("watch loss, l0.weight[0,0]") == ["watch: loss 1, l0.weight[0,0] 0"])
    // The gradient is 2 (0 - 1) for both: weight and bias become 0.2, the output 0.4.
    #expect(
      session.says("train 1") == [
        "training: finished after 1 steps", "watch: loss 0.3600, l0.weight[0,0] 0.2000",
      ])
    #expect(session.says("print l0.bias") == ["l0.bias [0.2000]"])
    #expect(
      session.says("undo")[1...] == ["watch: loss 1, l0.weight[0,0] 0"])
    #expect(session.says("time set l0.bias 1").last == "watch: loss 0, l0.weight[0,0] 0")
    #expect(session.position.contains("l0.weight[0,0] 0"))
    #expect(session.says("watch") == ["watch: loss 0, l0.weight[0,0] 0"])
    #expect(session.says("watch off l0.weight[0, 0]") == ["still watched: loss"])
    #expect(session.says("watch off") == ["nothing is watched any more"])
    #expect(session.says("train 1") == ["training: finished after 1 steps"])
    #expect(session.says("watch") == ["nothing is watched: watch loss"])
  }

  @Test func `undo and redo bring back what is watched and what breaks`() {
    var session = Session.after(
      "\(Self.line); watch loss; break when loss < 0.2; watch off; break off")
    let depth = session.undoDepth
    // Asking for the list changes nothing, and drops nothing that was undone.
    #expect(session.says("watch; break").count == 2 && session.undoDepth == depth)
    #expect(
      session.says("undo; break; watch").dropFirst() == [
        "training stops when loss < 0.2", "nothing is watched: watch loss",
      ])
    #expect(session.says("undo; watch").suffix(2) == ["watch: loss 1", "watch: loss 1"])
    #expect(
      session.says("undo 2; break; watch").suffix(2) == [
        "nothing stops a training: break when loss < 0.1", "nothing is watched: watch loss",
      ])
    #expect(
      session.says("redo 2; break; watch").suffix(2) == [
        "training stops when loss < 0.2", "watch: loss 1",
      ])
    #expect(session.redoDepth == 2)
  }

  @Test func `what has no value yet is said to have none, what does not exist is refused`() {
    var session = Session.after("input 1; add linear 1")
    #expect(session.says("watch loss") == ["watch: loss none yet"])
    #expect(
      session.says("loss mse; data values x=[[1]] y=[[1]]").filter { $0.hasPrefix("watch") }.count
        == 2)
    #expect(session.says("new").last == "watch: loss none yet")
  }

  @Test(
    arguments: [
      ("watch los", "watch los\n      ^^^\nnothing is called \"los\"\ndid you mean loss?"),
      ("watch l7.weight", "there is no layer 7"), ("watch l0.wieght", "has no part \"wieght\""),
      ("watch loss <", "a value is missing here"), ("watch sqrt(1, 2)", "does not take 2 values"),
      ("watch off", "nothing is watched"), ("break", nil as String?),
      ("break off", "nothing is a reason"),
      ("break when", "CONDITION is missing"),
      ("break when loss", "loss is neither true nor false"),
      ("let n = 3; break when n", "n is neither"),
      ("let done = 1 > 2; break when done", nil), ("break when not loss < 1", nil),
      ("break when 3", "3 is neither true nor false"),
      ("break when loss + 1", "neither true nor false"),
      ("break when lss > 1", "nothing is called \"lss\""), ("watch loss loss", "not expected here"),
      ("watch loss; watch off l0.bias", "l0.bias is not watched"),
    ] as [(String, String?)]) func `expressions are checked at once`(
      _ line: String, _ message: String?
    )
  {
    var session = Session.after(Self.line)
    let run = session.run(line, in: .fake())
    if let message {
      #expect(run.failure?.text.contains(message) == true, "\(run.failure?.text ?? "it worked")")
    } else {
      #expect(run.failure == nil)
    }
  }

  @Test func `a training stops at the first step where a condition holds, with the values`() throws
  {
    // The error of the output falls by 0.6 each step: 1, 0.6, 0.36, 0.216; its square is the loss.
    var session = Session.after("\(Self.line); break when loss < 0.1")
    let run = session.run("train 50", in: .fake())
    guard case .training(let report)? = run.steps.first?.outcome.reports.first else {
      Issue.record("no report")
      return
    }
    guard case .broke("loss < 0.1", step: 3, let values) = report.ending else {
      Issue.record("\(report.ending)")
      return
    }
    #expect(values.map(\.text) == ["loss 0.0467"])
    #expect(session.step == 3 && report.steps == 3)
    // It is the state of a training of as many steps.
    let straight = Session.after("\(Self.line); train 3 steps")
    #expect(session.bits == straight.bits)
    #expect(session.run("train 50; break off; train 50", in: .fake()).failure == nil)
    #expect(session.step == 54)
  }

  @Test func `several conditions, until and the end of an epoch do not get into each other's way`()
  {
    var session = Session.after(
      "\(Self.line); break when l0.weight[0,0] > 0.35; break when steps == 2")
    #expect(
      session.says("train 9")[0].contains("broke(\"steps == 2\", step: 2"))
    #expect(
      session.says("break") == [
        "training stops when l0.weight[0,0] > 0.35, or when steps == 2"
      ])
    #expect(
      session.says("break off steps==2; train until loss < 1 max=5")[1]
        == "training: reached(\"loss < 1\") after 0 steps")
    #expect(
      session.says("train until loss < 0.0001 max=500")[0].contains(
        "broke(\"l0.weight[0,0] > 0.35\""))
    #expect(session.step == 3)
  }

  @Test func `going back, what was asked then is asked again`() {
    var session = Session.after(
      "\(Self.line); break when steps == 8; train 20; break off; train 20")
    #expect(session.step == 28)
    #expect(session.says("goto step 5")[0].hasPrefix("step 5 "))
    #expect(session.says("redo step")[0].hasPrefix("step 6 "))
    #expect(session.says("train 20")[0].contains("step: 8"))
  }

  @Test func `a condition that cannot be asked stops a training before its first step`() {
    var session = Session.after("\(Self.line); break when test.loss > 1")
    #expect(
      session.says("train 3") == [
        "! break when test.loss > 1 cannot be asked: no samples are held out"
      ])
    #expect(session.step == 0)
  }

  @Test func `who looks on sees what is watched`() {
    let seen = Mutex<[[WatchedValue]]>([])
    let clock = Mutex(Duration.zero)
    var environment = Environment.fake(onProgress: { progress, _ in
      seen.withLock { $0.append(progress.watched) }
      return .goOn
    })
    environment.now = {
      clock.withLock { clock in
        clock += .milliseconds(30)
        return clock
      }
    }
    var session = Session.after("\(Self.line); watch steps, loss")
    #expect(session.run("train 60 steps", in: environment).failure == nil)
    let steps = seen.withLock { $0.compactMap { $0.first?.value } }
    #expect(steps.count > 3 && steps.first != steps.last)
    #expect(seen.withLock { $0.allSatisfy { $0.map(\.label) == ["steps", "loss"] } })
  }

  @Test func `a sweep and a replay do not ask what breaks`() {
    var session = Session.after("\(Self.line); break when steps > 3")
    #expect(session.says("sweep seeds=2 epochs=9")[0].contains("each 9 epochs"))
    let run = session.run("sweep lr=0.1 seeds=2 until steps >= 9 max=20", in: .fake())
    guard case .sweep(let report)? = run.steps.first?.outcome.reports.first else {
      Issue.record("no report")
      return
    }
    #expect(report.strips[0].marks == [.solved, .solved])
    #expect(report.table.rows[0].last == "9")
  }
}
