import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Going back in time` {
  private static let commands = [
    "seed 7", "input 2", "add linear 3", "add tanh", "add linear 1", "insert 1 relu", "remove 1",
    "replace 1 sigmoid", "init xavier_uniform", "data circle n=20", "split 0.8", "sample 3",
    "loss mse", "optimizer adam lr=0.01", "batch 4", "forward", "backward", "step", "zero_grad",
    "train 5 steps", "train 2", "set l0.weight[0,0] 0.5", "set lr 0.1", "let k = lr * 2",
    "time train 1", "new",
  ]

  @Test func `undo brings back every moment exactly, and redo the one after it`() {
    var session = Session()
    var moments = [session]
    for command in Self.commands {
      #expect(session.run(command, in: .fake()).failure == nil)
      moments.append(session)
    }
    let end = session
    for moment in moments.reversed().dropFirst() {
      #expect(session.run("undo", in: .fake()).failure == nil)
      #expect(session.isSameMoment(as: moment))
    }
    #expect(session.undoDepth == 0)
    #expect(session.redoDepth == Self.commands.count)
    for moment in moments.dropFirst() {
      #expect(session.run("redo", in: .fake()).failure == nil)
      #expect(session.isSameMoment(as: moment))
    }
    #expect(session.run("undo 26; redo 26", in: .fake()).failure == nil)
    #expect(session.isSameMoment(as: end))
    #expect(session.usedVerbs == end.usedVerbs.union(["undo", "redo"]))
  }

  @Test func `what is trained after undo is what was trained before`() {
    var session = Session.after(`Training`.spiral + "; train 3 steps")
    let before = session
    #expect(session.run("train 10 steps", in: .fake()).failure == nil)
    let once = session
    #expect(session.run("undo; train 10 steps", in: .fake()).failure == nil)
    #expect(session.isSameMoment(as: once))
    #expect(!session.isSameMoment(as: before))
  }

  @Test func `looking is not history, and a new command forgets what was undone`() {
    var session = Session.after("input 2; add linear 1; print layers; summary; help; history")
    #expect(session.undoDepth == 2)
    #expect(session.run("undo; add tanh", in: .fake()).failure == nil)
    #expect(session.redoDepth == 0)
    #expect(
      session.says("history") == [
        "history\n | command | step | \n1 | input 2 | 0 | \n2 | add tanh | 0 | now\n2 to undo, 0 to redo"
      ])
  }

  @Test func `the past is bounded, and says what it has forgotten`() {
    var session = Session()
    for index in 0..<1100 {
      #expect(session.run("let k = \(index)", in: .fake()).failure == nil)
    }
    #expect(session.undoDepth == 1000)
    #expect(
      session.run("undo 1000; print k", in: .fake()).steps.last?.outcome.reports.first
        == .value(label: "k", .number(99)))
  }

  @Test func `a large network's past is bounded by its bytes`() {
    var session = Session.after("input 1000; add linear 1000; optimizer adam; loss mse")
    for index in 0..<100 {
      #expect(session.run("set l0.weight[0,0] \(index)", in: .fake()).failure == nil)
    }
    // A snapshot is a megaweight, 4 MB: 256 MB hold some sixty of them.
    #expect(session.undoDepth < 75)
    #expect(session.undoDepth > 50)
  }
}

extension Session {
  /// Whether everything that a command can change is the same, down to the random numbers.
  func isSameMoment(as other: Session) -> Bool {
    training == other.training && trainingData == other.trainingData && testData == other.testData
      && pass == other.pass && hasGradients == other.hasGradients && curve == other.curve
      && batchSize == other.batchSize && sample == other.sample && seed == other.seed
      && variables == other.variables && passWentBack == other.passWentBack
      && knownLoss == other.knownLoss
  }
}
