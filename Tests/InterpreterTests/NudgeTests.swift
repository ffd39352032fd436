import Interpreter
import Testing

@Suite struct `Nudge and ablate` {
  /// loss = (w · 2)²: at w = 1 its slope is 8, and its second derivative 8.
  private static let parabola =
    "input 1; add linear 1 bias=false; loss mse; data values x=[[2]] y=[[0]]; set l0.weight 1"

  @Test func `nudge foretells by the gradient and says what the bend adds`() {
    var session = Session.after(Self.parabola)
    #expect(
      session.says("nudge l0.weight[0,0] 0.5; print l0.weight; undo; print l0.weight") == [
        "l0.weight[0,0]: 1.0000 → 1.5000",
        "foretold: gradient +8.0000 × +0.5000 = +4.0000",
        "came:     loss 4.0000 → 9.0000, +5.0000",
        "difference +1.0000: the loss bends upward here, so that it comes out higher than the slope "
          + "says (second derivative about 8.0000)",
        "l0.weight [[1.5000]]",
        "undone: nudge l0.weight[0,0] 0.5 · 5 to undo, 1 to redo",
        "l0.weight [[1]]",
      ])
  }

  @Test func `a straight loss is foretold exactly`() {
    var session = Session.after(
      "input 1; add linear 1; loss l1; data values x=[[1], [3]] y=[[9], [9]]; set l0.weight 1; "
        + "set l0.bias 0")
    #expect(
      session.says("nudge l0.bias[0] -0.25").dropFirst() == [
        "foretold: gradient -1.0000 × -0.2500 = +0.2500", "came:     loss 7.0000 → 7.2500, +0.2500",
        "difference +0.0000: so close to a straight line is the loss here",
      ])
  }

  @Test func `nudge takes the samples of the last pass`() {
    var session = Session.after(
      "input 1; add linear 1 bias=false; loss mse; data values x=[[1], [2]] y=[[0], [0]]; "
        + "set l0.weight 1; batch 1; seed 1; forward")
    let said = session.says("nudge l0.weight[0,0] 1")
    #expect(said.last == "on the 1 samples of the last forward pass")
  }

  @Test(arguments: [
    ("nudge l0.weight 1", "one number can be nudged at a time"),
    ("nudge lr 1", "lr is no parameter"),
    ("nudge l0.output 1", "only parameters can be nudged"),
    ("nudge l0.weight[0,0] 1e39", "l0.weight[0,0] would be no finite 32-bit number"),
    ("ablate l0", "one neuron can be ablated"),
    ("ablate loss", "this is no neuron"),
    ("ablate l0.n7", "l0 linear 1→1 has no neuron 7: they go from n0 to n0"),
  ]) func `what is no number of the network is refused`(_ line: String, _ message: String) {
    let session = Session.after(Self.parabola)
    var copy = session
    #expect(copy.run(line, in: .fake()).failure?.message == message)
    #expect(copy == session)
  }

  @Test func `ablate says what is lost without a neuron, and changes nothing`() {
    // Output = relu(x) + relu(-x) = |x|; without the first, only the negative half is right.
    let session = Session.after(
      "input 1; add linear 2; add relu; add linear 1; loss mse; data values x=[[2], [-2]] "
        + "y=[[2], [2]]; set l0.weight [[1], [-1]]; set l0.bias 0; set l2.weight [[1, 1]]; "
        + "set l2.bias 0")
    var copy = session
    #expect(
      copy.says("ablate l1.n0; ablate l2.n0") == [
        "without l1.n0: loss 2.0000, with it 0.0000 (+2.0000)",
        "without l2.n0: loss 4.0000, with it 0.0000 (+4.0000)",
      ])
    #expect(copy.network == session.network)
    var gate = Session.after(
      "input 2; add linear 1; add sigmoid; loss bce; data and; set l0.weight 4; set l0.bias -6")
    #expect(gate.says("ablate l0.n0").last?.hasSuffix("accuracy 25 %, with it 100 %") == true)
  }
}
