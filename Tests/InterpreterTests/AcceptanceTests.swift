import Interpreter
import Testing

@Suite struct `A walk by hand` {
  static let network = """
    input 2; add linear 2; add tanh; add linear 1; add sigmoid; loss bce; optimizer sgd lr=0.5
    set l0.weight [[0.5, 0.2], [-0.3, 0.8]]; set l0.bias [0.1, -0.1]
    set l2.weight [[0.7, -0.4]]; set l2.bias [0.05]
    data values x=[[1, -1]] y=[[1]]
    """

  @Test func `loss, gradients and the loss after a step are those worked out by hand`() {
    var session = Session.after(Self.network)
    #expect(
      session.says("forward; print loss; backward; print l0.weight.grad; step; forward; print loss")
        == [
          "forward: 1 sample · loss 0.4203", "loss 0.4203",
          "backward: gradients of 9 parameters · norm 0.5903",
          "l0.weight.grad [[-0.2055, 0.2055], [0.0419, -0.0419]]",
          "step 1: sgd lr=0.5 · largest change 0.1716",
          "forward: 1 sample · loss 0.2749", "loss 0.2749",
        ])
  }

  @Test func `seed 42 gives PyTorch's weights`() {
    var session = Session()
    #expect(
      session.says("seed 42; input 2; add linear 4; print l0.weight").last
        == "l0.weight [[0.5406, 0.5869], [-0.1657, 0.6496], [-0.1549, 0.1427], [-0.3443, 0.4153]]")
  }
}
