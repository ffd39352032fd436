import Interpreter
import NeuralNetwork
import Synchronization
import Testing

@Suite struct `Going to a moment` {
  private static let trained = `Training`.xor + "; train 100 steps; set lr 0.1; train 200 steps"

  @Test(arguments: [(1, 0.05), (57, 0.05), (100, 0.05), (101, 0.1), (250, 0.1), (300, 0.1)])
  func `goto step goes right behind that step, into the middle of a training too`(
    _ step: Int, _ rate: Double
  ) {
    var session = Session.after(Self.trained)
    #expect(session.run("goto step \(step)", in: .fake()).failure == nil)
    #expect(session.step == step)
    #expect(session.optimizer.learningRate == rate)
    let rest = step > 100 ? "; train 100 steps; set lr 0.1" : ""
    let straight = Session.after(
      `Training`.xor + "\(rest); train \(step > 100 ? step - 100 : step) steps")
    #expect(session.isBitEqual(to: straight))
  }

  @Test func `going on from the middle of a training, the rest can be redone, or is dropped`() {
    var session = Session.after(Self.trained)
    let end = session
    let depth = session.undoDepth
    let said = session.says("goto step 37; history; redo; redo 2")
    #expect(
      said[0].hasPrefix("step 37 · loss 0.")
        && said[0].hasSuffix(" · 263 steps ahead, until a new command changes something"))
    #expect(
      said[1].split(separator: "\n").suffix(5) == [
        "10 | train 37 steps | 37 | now", "11 | train 63 steps | 100 | undone",
        "12 | set lr 0.1 | 100 | undone", "13 | train 200 steps | 300 | end of run1, undone",
        "10 to undo, 3 to redo",
      ])
    #expect(
      said[2...] == [
        "redone: train 63 steps · 11 to undo, 2 to redo",
        "redone: 2 commands · 13 to undo, 0 to redo",
      ])
    #expect(session.isBitEqual(to: end))
    #expect(session.run("goto step 37; goto end", in: .fake()).failure == nil)
    #expect(session.undoDepth == depth)
    #expect(session.run("goto step 37; undo; redo", in: .fake()).failure == nil)
    #expect(session.step == 37)
    #expect(session.run("let k = 1; undo step", in: .fake()).failure == nil)
    #expect(session.step == 36)
    #expect(session.redoDepth == 2)
  }

  @Test func `steps of a walk count as steps of training do`() {
    var session = Session.after(
      `Training`.xor + "; train 3 steps; zero_grad; forward; backward; step; train 2 steps")
    let steps = { (session: inout Session, line: String) in
      #expect(session.run(line, in: .fake()).failure == nil)
      return session.step
    }
    #expect(steps(&session, "undo 3 steps") == 3)
    #expect(session.passWentBack)
    #expect(steps(&session, "undo step") == 2)
    #expect(steps(&session, "redo 2 steps") == 4)
    #expect(steps(&session, "goto step 3") == 3)
    #expect(session.pass == nil)
    #expect(steps(&session, "goto step 0") == 0)
    #expect(steps(&session, "redo 6 step") == 6)
    #expect(
      failure(of: "redo step", on: session).contains("no training step to redo"))
    #expect(
      failure(of: "undo 7 steps", on: session)
        .contains("the number of training steps to undo is from 1 to 6, not 7"))
    #expect(
      failure(of: "goto step 7", on: session)
        .contains("step 7 is not among those that can be reached: steps 0 to 6"))
  }

  @Test func `an epoch is where its last step is done`() {
    var session = Session.after(`Training`.spiral + "; train 5 steps; train 3")
    // Fifty samples in batches of 8: seven steps.
    for (epoch, step) in [(1, 7), (3, 21), (2, 14), (0, 0)] {
      #expect(session.run("goto epoch \(epoch)", in: .fake()).failure == nil)
      #expect(session.step == step)
      #expect(session.epoch == epoch)
    }
    #expect(
      failure(of: "goto epoch 5", on: session)
        .contains("epoch 5 is not among those that can be reached: epochs 0 to"))
  }

  @Test func `a mark stays when its commands are gone, and going there can be undone`() {
    var session = Session.after(`Training`.xor + "; train 5 steps; mark five; undo")
    #expect(session.run("goto five; goto start; goto mark five", in: .fake()).failure == nil)
    #expect(session.step == 5)
    #expect(
      session.says("undo; set lr 1; goto five; undo").suffix(1) == [
        "undone: goto mark five · 10 to undo, 1 to redo"
      ])
    #expect(session.optimizer.learningRate == 1)
    let said = session.says("mark; mark remove five; mark; goto five")
    #expect(said[0].hasPrefix("marks\n | step | loss | \nfive | 5 | 0."))
    #expect(said[0].hasSuffix(" | its commands are gone"))
    #expect(
      said[1...] == [
        "the mark five is gone", "no marks yet: mark NAME makes one", "! there is no mark five",
      ])
  }

  @Test func `diff names the weights that moved most, layers and settings`() {
    var session = Session.after(
      """
      input 2; add linear 2; add linear 1; set l0.weight [[1, 2], [3, 4]]; set l0.bias 0
      set l1.weight 1; set l1.bias 0; mark before; set l0.weight[1,0] 3.5; set l1.bias -0.25
      """)
    #expect(
      session.says("diff before")
        == [
          """
          before → now
           | before | after | change
          l0.weight[1,0] | 3.0000 | 3.5000 | +0.5000
          l1.bias[0] | 0.0000 | -0.2500 | -0.2500
          2 of 9 weights moved
          """,
          """
          norm of the change
          layer | change | of its weights
          l0 linear 2→2 | 0.5000 | 9.1 %
          l1 linear 2→1 | 0.2500 | 17.7 %
          """,
        ])
    #expect(
      session.says("set lr 0.5; diff").suffix(2).map { $0.split(separator: "\n")[0] } == [
        "no weight moved", "what else differs",
      ])
    #expect(
      session.says("add relu; diff before")[1]
        == "the networks differ, so that no weight can be compared:")
    #expect(
      session.says("diff nothing") == [
        "! there is no mark or run nothing: there are before, start, now"
      ])
  }

  @Test(arguments: ["forward", "backward"])
  func `replay shows the steps in their order, and changes nothing`(_ direction: String) {
    var session = Session.after(Self.trained)
    let before = session
    let shown = Mutex([Int]())
    let environment = Environment.fake(onProgress: { progress, snapshot in
      #expect(snapshot().step == progress.step)
      shown.withLock { $0.append(progress.step) }
      return .goOn
    })
    #expect(session.run("replay \(direction)", in: environment).failure == nil)
    let steps = shown.withLock { direction == "forward" ? $0 : $0.reversed() }
    #expect(steps.count == 60)
    #expect(steps == steps.sorted())
    #expect(steps.first == 0 && steps.last == 300)
    #expect(session.isBitEqual(to: before) && session.undoDepth == before.undoDepth)
  }

  @Test func `without memory for a single moment nothing is kept, and history says so`() {
    var environment = Environment.fake()
    environment.pastLimit = 1 << 20
    var session = Session()
    #expect(session.run("input 1000; add linear 1000", in: environment).failure == nil)
    #expect(session.undoDepth == 2)
    #expect(session.run("set l0.weight[0,0] 1", in: environment).failure == nil)
    #expect(session.pastBytes.map { $0 <= 1 << 20 } == true)
    #expect(
      session.says("undo", in: environment) == [
        "! nothing to undo: the 3 oldest commands cannot be undone, as the past may take 1 MB"
      ])
    #expect(
      session.says("history", in: environment) == [
        "the 3 oldest commands cannot be undone, as the past may take 1 MB"
      ])
    #expect(
      session.says("mark a", in: environment) == [
        "! there is no room for another mark: the past may take 1 MB"
      ])
  }

  @Test func `moments on the way get sparser with age, and stay within the bound`() {
    var environment = Environment.fake()
    environment.pastLimit = 1_000_000
    var session = Session.after(`Training`.spiral, in: environment)
    #expect(session.run("train 20000 steps", in: environment).failure == nil)
    #expect((1...40).contains(session.waypointCount))
    #expect(session.pastBytes.map { $0 <= 1_000_000 } == true)
    for step in [19_999, 12_345, 77] {
      #expect(session.run("goto step \(step)", in: environment).failure == nil)
      let straight = Session.after(`Training`.spiral + "; train \(step) steps")
      #expect(session.isBitEqual(to: straight))
      #expect(session.pastBytes.map { $0 <= 1_000_000 } == true)
    }
  }
}
