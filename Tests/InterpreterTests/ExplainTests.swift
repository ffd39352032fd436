import Interpreter
import Testing

@Suite struct `Explanations` {
  private static let walked = `A walk by hand`.network + "\nforward; backward"

  @Test func `a neuron's card shows every number of it, forward and backward`() {
    var session = Session.after(Self.walked)
    #expect(
      session.says("explain l0.n0") == [
        """
        l0.n0: neuron 0 of l0 linear 2→2 · 1 sample
        x1   +1.0000 × w +0.5000 = +0.5000
        x2   -1.0000 × w +0.2000 = -0.2000
        bias +0.1000
        z = +0.4000
        a = tanh(z) = +0.3799
        --
        dL/da = sum of l2's w × dL/dz = +0.7000 × -0.3431 = -0.2402
        dL/dz = dL/da × (1 - a²) = -0.2402 × 0.8556 = -0.2055
        dL/dw[0,0] = dL/dz × x1 = -0.2055 × +1.0000 = -0.2055
        dL/dw[0,1] = dL/dz × x2 = -0.2055 × -1.0000 = +0.2055
        dL/db[0] = dL/dz = -0.2055
        """
      ])
  }

  @Test func `before backward the card says what must come first`() {
    var session = Session.after(`A walk by hand`.network)
    #expect(
      session.says("explain l3.n0") == [
        """
        l3.n0: neuron 0 of l3 sigmoid · 1 sample
        z = l2.n0 = +0.6494
        a = 1 / (1 + e^-z) = +0.6569
        --
        not yet: forward; backward
        """
      ])
  }

  @Test func `a weight's gradient is the chain rule with its numbers`() {
    var session = Session.after(Self.walked)
    #expect(
      session.says("explain l0.weight[0,1].grad") == [
        """
        l0.weight[0,1].grad = dL/dw
        w = +0.2000
        z of l0.n0 = … + w × x2 + …
        so dz/dw = x2 = -1.0000
        --
        dL/da = sum of l2's w × dL/dz = +0.7000 × -0.3431 = -0.2402
        dL/dz = dL/da × (1 - a²) = -0.2402 × 0.8556 = -0.2055
        dL/dw = dL/dz × x2 = -0.2055 × -1.0000 = +0.2055
        """
      ])
  }

  @Test func `of several samples, each one's part is shown, and what earlier passes left`() {
    var session = Session.after(
      `A walk by hand`.network + """
        ; data values x=[[1, -1], [0, 2]] y=[[1], [0]]; forward; backward; forward; backward
        """)
    #expect(
      session.says("explain l2.bias[0].grad") == [
        """
        l2.bias[0].grad = dL/db
        b = +0.0500
        z of l2.n0 = … + b
        so dz/db = 1
        --
        dL/da = -0.7612, from the loss
        dL/dz = dL/da × (a (1 - a)) = -0.7612 × 0.2254 = -0.1716
        dL/dz × 1 for each sample:
        sample 0: -0.1716 × 1 = -0.1716
        sample 1: +0.2514 × 1 = +0.2514
        sum = +0.0799
        l2.bias[0].grad holds +0.1597: earlier passes are in it, zero_grad clears it
        """
      ])
  }

  @Test func `the loss is shown sample by sample`() {
    var session = Session.after(
      `A walk by hand`.network + "; data values x=[[1, -1], [0, 2]] y=[[1], [0]]")
    #expect(
      session.says("explain loss") == [
        """
        loss bce: for probabilities of yes: mean(-y log p - (1 - y) log(1 - p))
        sample 0: output 0.6569, target 1 → -log(0.6569) = 0.4203
        sample 1: output 0.5029, target 0 → -log(1 - 0.5029) = 0.6989
        mean = 0.5596
        --
        """
      ])
  }

  @Test func `softmax shows the powers and their sum`() {
    var session = Session.after(
      """
      input 3; add softmax; loss cross_entropy
      data values x=[[2, 1, 0.1]] labels=[0] classes=3
      """)
    #expect(
      session.says("explain l0.n0") == [
        """
        l0.n0: neuron 0 of l0 softmax · 1 sample
        e^(z0 - max) = e^(+0.0000) = +1.0000
        e^(z1 - max) = e^(-1.0000) = +0.3679
        e^(z2 - max) = e^(-1.9000) = +0.1496
        sum = +1.5174
        a = +1.0000 / +1.5174 = +0.6590
        --
        not yet: forward; backward
        """
      ])
  }
}
