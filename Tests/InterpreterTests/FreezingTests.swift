import Interpreter
import NeuralNetwork
import Testing

@Suite struct `Frozen layers and modes` {
  private static let network = """
    seed 2; input 2; add linear 3; add tanh; add linear 2; add tanh; add linear 1; loss mse
    data xor; optimizer adam lr=0.05 weight_decay=0.1 l1=0.01 clip_norm=0.5
    """

  @Test func `a frozen layer keeps every bit, has no gradient, and the others learn`() throws {
    var session = Session.after(Self.network + "\nfreeze l2")
    let before = session.network.parameters
    #expect(session.run("train 5; forward; backward; step", in: .fake()).failure == nil)
    let frozen = session.network.range(ofLayer: 2)
    #expect(session.network.parameters[frozen] == before[frozen])
    #expect(session.gradients[frozen].allSatisfy { $0 == 0 })
    for layer in [0, 4] {
      let range = session.network.range(ofLayer: layer)
      #expect(zip(session.network.parameters[range], before[range]).allSatisfy { $0 != $1 })
    }
    #expect(session.says("unfreeze l2") == ["all layers learn"])
    #expect(session.run("train 1", in: .fake()).failure == nil)
    #expect(session.network.parameters[frozen] != before[frozen])
  }

  @Test func `train and a walk agree on frozen layers`() {
    var walked = Session.after(Self.network + "\ntrain 3; freeze l0")
    var trained = walked
    for _ in 0..<4 {
      #expect(walked.run("zero_grad; forward; backward; step", in: .fake()).failure == nil)
    }
    #expect(trained.run("train 4", in: .fake()).failure == nil)
    #expect(walked.training == trained.training)
  }

  @Test func `a layer that was frozen for a while goes on with its own count of updates`() throws {
    // In PyTorch, a parameter without a gradient is passed over, and its step count stays.
    let one = "input 1; add linear 1; loss mse; data values x=[[1]] y=[[5]]; init zeros; "
    var frozen = Session.after(one + "optimizer adam lr=0.1; freeze l0; train 100; unfreeze l0")
    #expect(frozen.run("train 1", in: .fake()).failure == nil)
    // The first update of Adam is lr · g / |g|.
    #expect(abs(frozen.network.parameters[0] - 0.1) < 1e-6)
  }

  @Test func `layers that come and go take their frost along`() {
    var session = Session.after(Self.network + "\nfreeze l2; insert 0 tanh")
    #expect(session.frozenLayers == [3])
    #expect(session.run("remove 0; remove 1", in: .fake()).failure == nil)
    #expect(session.frozenLayers == [1])
    #expect(session.run("replace 1 linear 2", in: .fake()).failure == nil)
    #expect(session.frozenLayers == [])
    #expect(session.run("freeze all; new", in: .fake()).failure == nil)
    #expect(session.frozenLayers == [])
  }

  @Test func `what cannot be frozen is said`() {
    let session = Session.after(Self.network)
    #expect(
      failure(of: "freeze l1", on: session) == """
        freeze l1
               ^^
        l1 tanh has no weights: there is nothing to freeze
        try: layers with weights are l0, l2, l4
        """)
    #expect(failure(of: "freeze l0").contains("the network has no input yet"))
  }

  @Test func `forward drops values in training mode and none in evaluation mode`() throws {
    var session = Session.after(
      "seed 1; input 2; add linear 8; add dropout 0.5; add linear 1; loss mse; data xor")
    let asTrained = try session.evaluate("loss")
    #expect(session.run("forward", in: .fake()).failure == nil)
    #expect(try session.evaluate("loss") != asTrained)
    let mask = try #require(session.pass?.outputs[2])
    #expect(mask.contains(0))
    #expect(
      session.says("mode eval; forward").first
        == "mode eval: forward runs as in use; it matters to l1 dropout 0.5")
    #expect(try session.evaluate("loss") == asTrained)
    #expect(session.says("backward").first?.hasPrefix("backward: gradients") == true)
    #expect(session.says("undo 3; mode").last?.hasPrefix("mode train") == true)
  }

  @Test func `eval alone leads to the command`() {
    #expect(
      failure(of: "eval") == """
        eval
        ^^^^
        there is no command "eval"
        try: mode eval
        """)
  }
}
