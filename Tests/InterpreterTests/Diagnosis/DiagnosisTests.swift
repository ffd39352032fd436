import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Why` {
  @Test(arguments: [
    ("", "there is nothing to examine yet: no layers and no samples"),
    ("input 2", "there is nothing to examine yet: no layers and no samples"),
    ("data xor", "there are no layers to examine yet"),
    ("data xor; input 2", "there are no layers to examine yet"),
    ("input 2; add linear 4", "there are no samples to examine the network with"),
    (
      "input 2; add linear 1; data xor",
      "no loss is chosen: without one there is no gradient to examine"
    ),
  ]) func `says what is missing before there is something to examine`(
    _ script: String, _ message: String
  ) {
    let session = Session.after(script)
    var copy = session
    let run = copy.run("why", in: .fake())
    #expect(run.failure?.message == message)
    #expect(copy == session)
    // What it says to try runs, and leads on.
    let hint = run.failure?.hint ?? ""
    #expect(copy.run(hint, in: .fake()).failure == nil, "\(hint)")
  }

  @Test func `the same session gives the same answer, and is left as it was`() throws {
    let session = Session.after(
      "seed 3; data circle n=2000; input 2; add linear 16; add relu; add dropout 0.1; add linear 1; "
        + "add sigmoid; loss bce; batch 8; train 1")
    var copy = session
    let first = try #require(session.why())
    #expect(copy.run("why", in: .fake()).failure == nil)
    #expect(
      copy.network == session.network
        && copy.says("forward")
          == {
            var other = session
            return other.says("forward")
          }()
    )
    #expect(session.why() == first)
    #expect(first.subject == "2→16→1 on circle, step 250, 512 of 2000 samples")
  }

  @Test func `evidence has numbers that can be checked`() throws {
    // Two relus: the sums are -1 for every sample.
    let dead = Session.after(
      "data xor; input 2; add linear 2; add relu; add linear 1; loss mse; set l0.weight 0; "
        + "set l0.bias [-1, -2]; set lr 0.1")
    let finding = try #require(dead.why()?.findings.first { $0.name == "dead relu" })
    #expect(finding.evidence == ["2 of 2 neurons of l1 relu give 0 for all 4 samples"])
    #expect(finding.confidence == .certain)

    // Of ten classes behind a sigmoid, one gets e / (e + 9) of the probability at most.
    let doubled = Session.after(
      "data values x=[[0.5], [1]] labels=[0, 9]; input 1; add linear 10; add softmax; "
        + "loss cross_entropy")
    #expect(
      doubled.why()?.findings.first?.evidence == [
        "cross_entropy takes the softmax itself, and l1 softmax keeps its scores between 0 and 1",
        "no class of 10 can get more than 23 %, and the loss cannot fall below 1.46",
      ])

    let linear = Session.after(
      "data xor; input 2; add linear 4; add linear 1; loss bce_with_logits")
    #expect(
      linear.why()?.findings.first?.evidence == [
        "between l0 linear 2→4 and l1 linear 4→1 there is no activation function: 17 parameters "
          + "for what one linear 2→1 can do with 3"
      ])
  }

  @Test func `the first number that leaves all bounds is named with its layer and its step`() throws
  {
    let session = Session.after(
      "data values x=[[1]] y=[[0]]; input 1; add linear 1; add linear 1; loss mse; "
        + "set l0.weight 1e30; set l0.bias 0; set l1.weight 1e30; set l1.bias 0")
    let finding = try #require(session.why()?.findings.first { $0.name == "not a number" })
    #expect(
      finding.evidence.first
        == "forward, l1 linear 1→1 is the first whose output is not finite: 1 of 1 values; its inputs "
        + "are up to 1.00e+30, its own parameters up to 1.00e+30")
    let trained = Session.after(
      "seed 1; data sine; input 1; add linear 16; add tanh; add linear 1; loss mse; "
        + "optimizer sgd lr=20 momentum=0.9; train 300")
    let run = try #require(trained.why()?.findings.first)
    #expect(run.evidence[0].hasPrefix("the loss of step \(trained.step + 1) is no number"))
    #expect(run.evidence.contains { $0.contains("grew from") && $0.contains("steps") })
  }

  @Test func `it is quick`() {
    let session = Session.after(
      "seed 1; data digits; input 64; add linear 32; add relu; add linear 10; loss cross_entropy; "
        + "batch 32; optimizer sgd lr=2; train 3", in: .shipped)
    let time = ContinuousClock().measure { _ = session.why() }
    // 30 ms here; room for a machine that does other things besides.
    #expect(time < .milliseconds(500))
  }

  @Test func `balance repeats rare samples until all classes are equally frequent`() {
    var session = Session.after("data values x=[[1], [2], [3], [4], [5]] labels=[0, 0, 0, 1, 0]")
    #expect(
      session.says("balance; balance") == [
        "8 samples to learn from, 4 of each of 2 classes; there were 5",
        "all classes are equally frequent already",
      ])
    #expect(session.trainingData?.inputs == [1, 2, 3, 4, 4, 4, 4, 5])
    #expect(
      session.says("data values x=[[1], [2]] y=[0.5, 3]; balance").last
        == "! the targets are quantities and no classes")
  }

  @Test func `replace takes a kind of layer, and leaves the last layer alone`() {
    var session = Session.after(
      "input 2; add linear 2; add sigmoid; add linear 2; add sigmoid; add linear 1; add sigmoid")
    #expect(
      session.says("replace sigmoid tanh; replace sigmoid relu") == [
        "l1 tanh · 2 values, no parameters", "l3 tanh · 2 values, no parameters",
        "! there is no sigmoid before the last layer",
      ])
  }
}
