import Interpreter
import NeuralNetwork
import Testing

@Suite struct `A walk piece by piece` {
  private static let network = `A walk by hand`.network

  @Test func `op by op it prints every number that was worked out by hand`() {
    var session = Session.after(Self.network)
    #expect(
      session.says("forward op 3; op 3; op 2; op 3; op; op 2") == [
        """
        l0.n0 op 1/3 mul: l0.input[0] × l0.weight[0,0] = 1 × 0.5000 = 0.5000
          sum so far 0.5000
        """,
        """
        l0.n0 op 2/3 mul: l0.input[1] × l0.weight[0,1] = -1 × 0.2000 = -0.2000
          sum so far 0.3000
        """,
        "l0.n0 op 3/3 add: sum 0.3000 + l0.bias[0] 0.1000 = 0.4000 = l0.n0",
        """
        l0.n1 op 1/3 mul: l0.input[0] × l0.weight[1,0] = 1 × -0.3000 = -0.3000
          sum so far -0.3000
        """,
        """
        l0.n1 op 2/3 mul: l0.input[1] × l0.weight[1,1] = -1 × 0.8000 = -0.8000
          sum so far -1.1000
        """,
        "l0.n1 op 3/3 add: sum -1.1000 + l0.bias[1] -0.1000 = -1.2000 = l0.n1",
        "l0 linear 2→2 is done",
        "l1.n0 op 1/1 tanh: tanh(l0.n0) = tanh(0.4000) = 0.3799 = l1.n0",
        "l1.n1 op 1/1 tanh: tanh(l0.n1) = tanh(-1.2000) = -0.8337 = l1.n1",
        "l1 tanh is done",
        """
        l2.n0 op 1/3 mul: l1.n0 × l2.weight[0,0] = 0.3799 × 0.7000 = 0.2660
          sum so far 0.2660
        """,
        """
        l2.n0 op 2/3 mul: l1.n1 × l2.weight[0,1] = -0.8337 × -0.4000 = 0.3335
          sum so far 0.5994
        """,
        "l2.n0 op 3/3 add: sum 0.5994 + l2.bias[0] 0.0500 = 0.6494 = l2.n0",
        """
        l3.n0 op 1/1 sigmoid:
          1 / (1 + e^-l2.n0) = 1 / (1 + e^-0.6494) = 0.6569 = l3.n0
        """,
        "loss op 1/2 log: log l3.n0 = log 0.6569 = -0.4203",
        "loss op 2/2 neg: -(log l3.n0) = -(log 0.6569) = 0.4203 = loss",
        "forward: 1 sample · loss 0.4203",
      ])
    #expect(
      session.says("op 2; op; op 3; op 2; op 6") == [
        "loss op 1/2 neg: gradient of loss is 1\n  log l3.n0 gets 1 × -1 = -1",
        """
        loss op 2/2 log: gradient of log l3.n0 is -1
          l3.n0.grad += -1 × 1.5223 = -1.5223: 0 → -1.5223
        """,
        """
        l3.n0 op 1/1 sigmoid: gradient of l3.n0 is -1.5223
          dsigmoid/dz = a (1 - a) = 0.2254
          l2.n0.grad += -1.5223 × 0.2254 = -0.3431: 0 → -0.3431
        """,
        """
        l2.n0 op 1/3 add: gradient of l2.n0 is -0.3431
          l2.bias[0].grad += -0.3431: 0 → -0.3431
          each of its 2 terms gets -0.3431 × 1 = -0.3431
        """,
        """
        l2.n0 op 2/3 mul: gradient of l1.n1 × l2.weight[0,1] is -0.3431
          l2.weight[0,1].grad += -0.3431 × -0.8337 = 0.2860: 0 → 0.2860
          l1.n1.grad += -0.3431 × -0.4000 = 0.1372: 0 → 0.1372
        """,
        """
        l2.n0 op 3/3 mul: gradient of l1.n0 × l2.weight[0,0] is -0.3431
          l2.weight[0,0].grad += -0.3431 × 0.3799 = -0.1304: 0 → -0.1304
          l1.n0.grad += -0.3431 × 0.7000 = -0.2402: 0 → -0.2402
        """,
        """
        l1.n0 op 1/1 tanh: gradient of l1.n0 is -0.2402
          dtanh/dz = 1 - a² = 0.8556
          l0.n0.grad += -0.2402 × 0.8556 = -0.2055: 0 → -0.2055
        """,
        """
        l1.n1 op 1/1 tanh: gradient of l1.n1 is 0.1372
          dtanh/dz = 1 - a² = 0.3050
          l0.n1.grad += 0.1372 × 0.3050 = 0.0419: 0 → 0.0419
        """,
        "l1 tanh is done",
        """
        l0.n0 op 1/3 add: gradient of l0.n0 is -0.2055
          l0.bias[0].grad += -0.2055: 0 → -0.2055
          each of its 2 terms gets -0.2055 × 1 = -0.2055
        """,
        """
        l0.n0 op 2/3 mul: gradient of l0.input[1] × l0.weight[0,1] is -0.2055
          l0.weight[0,1].grad += -0.2055 × -1 = 0.2055: 0 → 0.2055
          l0.input[1].grad += -0.2055 × 0.2000 = -0.0411: 0 → -0.0411
        """,
        """
        l0.n0 op 3/3 mul: gradient of l0.input[0] × l0.weight[0,0] is -0.2055
          l0.weight[0,0].grad += -0.2055 × 1 = -0.2055: 0 → -0.2055
          l0.input[0].grad += -0.2055 × 0.5000 = -0.1028: 0 → -0.1028
        """,
        """
        l0.n1 op 1/3 add: gradient of l0.n1 is 0.0419
          l0.bias[1].grad += 0.0419: 0 → 0.0419
          each of its 2 terms gets 0.0419 × 1 = 0.0419
        """,
        """
        l0.n1 op 2/3 mul: gradient of l0.input[1] × l0.weight[1,1] is 0.0419
          l0.weight[1,1].grad += 0.0419 × -1 = -0.0419: 0 → -0.0419
          l0.input[1].grad += 0.0419 × 0.8000 = 0.0335: -0.0411 → -0.0076
        """,
        """
        l0.n1 op 3/3 mul: gradient of l0.input[0] × l0.weight[1,0] is 0.0419
          l0.weight[1,0].grad += 0.0419 × 1 = 0.0419: 0 → 0.0419
          l0.input[0].grad += 0.0419 × -0.3000 = -0.0126: -0.1028 → -0.1153
        """,
        "l0 linear 2→2 is done",
        "backward: gradients of 9 parameters · norm 0.5903",
      ])
    let after = session.says("step; forward layer 5")
    #expect(
      after.contains(
        "forward through l3 sigmoid\nl3.n0 = 1 / (1 + e^-1.1506) = 0.7596\nl3.output = [0.7596]"))
    #expect(after.last == "forward: 1 sample · loss 0.2749")
  }

  @Test func `neuron by neuron the numbers stand in the formulas`() {
    var session = Session.after(Self.network)
    #expect(
      session.says("forward neuron; neuron; layer; neuron; forward") == [
        "l0.n0 = 1 × 0.5000 + -1 × 0.2000 + 0.1000 = 0.4000",
        "l0.n1 = 1 × -0.3000 + -1 × 0.8000 + -0.1000 = -1.2000", "l0 linear 2→2 is done",
        """
        forward through l1 tanh
        l1.n0 = tanh(0.4000) = 0.3799
        l1.n1 = tanh(-1.2000) = -0.8337
        l1.output = [0.3799, -0.8337]
        """,
        "l2.n0 = 0.3799 × 0.7000 + -0.8337 × -0.4000 + 0.0500 = 0.6494",
        "forward: 1 sample · loss 0.4203",
      ])
    #expect(
      session.says("backward layer 2; neuron; layer") == [
        """
        backward through the loss bce
        the way back begins with dloss/dloss = 1
        l3.n0.grad += -1 × 1.5223 = -1.5223: 0 → -1.5223
        """,
        """
        backward through l3 sigmoid
        l2.n0.grad = -1.5223 × 0.2254 = -0.3431, as dsigmoid/dz = a (1 - a)
        l2.output.grad = [-0.3431]
        """,
        """
        l2.n0.grad = -0.3431, from l3 sigmoid
        l2.weight[0,0].grad += -0.3431 × 0.3799 = -0.1304: 0 → -0.1304
        l2.weight[0,1].grad += -0.3431 × -0.8337 = 0.2860: 0 → 0.2860
        l2.bias[0].grad += -0.3431: 0 → -0.3431
        l1.n0.grad += -0.3431 × 0.7000 = -0.2402: 0 → -0.2402
        l1.n1.grad += -0.3431 × -0.4000 = 0.1372: 0 → 0.1372
        """,
        """
        backward through l1 tanh
        l0.n0.grad = -0.2402 × 0.8556 = -0.2055, as dtanh/dz = 1 - a²
        l0.n1.grad = 0.1372 × 0.3050 = 0.0419, as dtanh/dz = 1 - a²
        l0.output.grad = [-0.2055, 0.0419]
        """,
      ])
  }

  @Test(arguments: [
    (
      "", "backward op",
      "backward needs a forward pass of the network as it is now; in PyTorch there would be no graph to go back through"
    ),
    ("", "finish", "no layer has been begun"),
    ("", "forward 3", "\"3\" is not expected here"),
    ("", "forward nerve", "\"nerve\" is not expected here"),
    (
      "forward op", "backward layer",
      "the way forward has come to l0 linear 2→2 only: there is no loss yet to go back from; in PyTorch neither"
    ),
    (
      "forward op", "step",
      "the pass forward has come to l0 linear 2→2 only; in PyTorch a pass cannot be left halfway"
    ),
    (
      "forward; backward op", "forward layer",
      "the way back has come to the loss bce only, and its gradients are half done; in PyTorch loss.backward() cannot be left halfway"
    ),
    (
      "forward; backward layer", "zero_grad",
      "the way back has come to l3 sigmoid only, and its gradients are being added up"
    ),
    (
      "forward; backward layer", "step",
      "the pass backward has come to l3 sigmoid only; in PyTorch a pass cannot be left halfway"
    ),
    ("forward; backward", "op", "this pass has gone forward and back"),
    (
      "forward; backward", "backward neuron",
      "this forward pass has gone backward already; PyTorch frees its graph and raises an error"
    ),
    (
      "forward layer", "print l1.output",
      "l1.output is not computed yet: the way forward has come to l1 tanh; in PyTorch it would not exist yet"
    ),
    (
      "forward neuron", "print l0.n1",
      "l0.n1 is not computed yet: the way forward has come to l0 linear 2→2; in PyTorch it would not exist yet"
    ),
    (
      "forward layer 2", "print loss",
      "the loss of this pass is not computed yet: the way forward has come to l2 linear 2→1; in PyTorch it would not exist yet"
    ),
    (
      "forward neuron", "explain l0.n1",
      "l0.n1 is not computed yet: the way forward has come to l0 linear 2→2; in PyTorch it would not exist yet"
    ),
    (
      "forward; backward layer 3", "print l0.weight.grad",
      "l0.weight.grad is not computed yet: the way back has come to l1 tanh; in PyTorch it would be None"
    ),
    (
      "forward; backward layer", "print l1.output.grad",
      "l1.output.grad is not computed yet: the way back has come to l3 sigmoid; in PyTorch it comes with the rest"
    ),
  ])
  func `out of order, it says what must come first`(
    _ before: String, _ line: String, _ message: String
  ) {
    var session = Session.after(Self.network + "\n" + before)
    let kept = session
    #expect(session.says(line) == ["! \(message)"])
    #expect(session == kept)
  }

  @Test func `what has been computed can be printed and explained`() {
    var session = Session.after(Self.network + "\nforward neuron")
    #expect(session.says("print l0.n0, l0.input") == ["l0.n0 [0.4000]", "l0.input [[1, -1]]"])
    #expect(session.says("explain l0.n0").count == 1)
    session = Session.after(Self.network + "\nforward; backward layer 3")
    #expect(
      session.says("print l2.weight.grad, l1.output.grad, loss") == [
        "l2.weight.grad [[-0.1304, 0.2860]]", "l1.output.grad [[-0.2402, 0.1372]]",
        "loss 0.4203",
      ])
  }
}
