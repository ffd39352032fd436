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
        dL/da = w × dL/dz of l2.n0
              = +0.7000 × -0.3431 = -0.2402
        dL/dz = dL/da × (1 - a²)
              = -0.2402 × 0.8556 = -0.2055
        dL/dw = dL/dz × input
          [0,0] -0.2055 × +1.0000 = -0.2055
          [0,1] -0.2055 × -1.0000 = +0.2055
        dL/db = dL/dz = -0.2055
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
        dL/da = w × dL/dz of l2.n0
              = +0.7000 × -0.3431 = -0.2402
        dL/dz = dL/da × (1 - a²)
              = -0.2402 × 0.8556 = -0.2055
        dL/dw = dL/dz × x2 = -0.2055 × -1.0000 = +0.2055
        the path to the loss:
          → l0.n0 → l1.n0 → l2.n0 → l3.n0 → loss
            -1.0000 × +0.8556 × +0.7000 × +0.2254 × -1.5223 = +0.2055
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
        dL/dz = dL/da × (a (1 - a))
              = -0.7612 × 0.2254 = -0.1716
        dL/dz × 1 for each sample:
        sample 0: -0.1716 × 1 = -0.1716
        sample 1: +0.2514 × 1 = +0.2514
        sum = +0.0799
        l2.bias[0].grad holds +0.1597: earlier passes are in it, zero_grad clears it
        the path to the loss, sample 0:
          → l2.n0 → l3.n0 → loss
            +1.0000 × +0.2254 × -0.7612 = -0.1716
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

  @Test func `cross-entropy is shown by what soft-max gives the right class`() {
    var session = Session.after(
      """
      input 3; add linear 3; loss cross_entropy; set l0.weight [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
      set l0.bias 0; data values x=[[2, 1, 0.1], [0, 0, 0]] labels=[0, 2]
      """)
    #expect(
      session.says("explain loss").last?.split(separator: "\n").dropFirst() == [
        "sample 0: softmax gives class 0 0.6590 → -log(0.6590) = 0.4170",
        "sample 1: softmax gives class 2 0.3333 → -log(0.3333) = 1.0986", "mean = 0.7578",
        "sample 0, step by step:",
        "  max = max(l0.n0, l0.n1, l0.n2) = max(2.0000, 1.0000, 0.1000) = 2.0000",
        "  d[0] = l0.n0 - max = 2.0000 - 2.0000 = 0.0000", "  e[0] = e^d[0] = e^0.0000 = 1.0000",
        "  d[1] = l0.n1 - max = 1.0000 - 2.0000 = -1.0000",
        "  e[1] = e^d[1] = e^(-1.0000) = 0.3679",
        "  d[2] = l0.n2 - max = 0.1000 - 2.0000 = -1.9000",
        "  e[2] = e^d[2] = e^(-1.9000) = 0.1496",
        "  sum = e[0] + e[1] + e[2] = 1.0000 + 0.3679 + 0.1496 = 1.5174",
        "  log sum = log(sum) = log(1.5174) = 0.4170",
        "  loss = log sum - d[0] = 0.4170 - 0.0000 = 0.4170", "--",
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

  @Test func `of many inputs and outputs the largest stand, and what the others come to`() {
    var session = Session.after(
      """
      input 12; add linear 1; add relu; add linear 6; loss mse
      set l0.weight [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]; set l0.bias 0
      set l2.weight [[1], [-1], [3], [0], [2], [5]]; set l2.bias 0
      data values x=[[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]] y=[[0, 0, 0, 0, 0, 0]]; forward; backward
      """)
    #expect(
      session.says("explain l0.n0") == [
        """
        l0.n0: neuron 0 of l0 linear 12→1 · 1 sample
        x5   +1.0000 × w +5.0000 = +5.0000
        x6   +1.0000 × w +6.0000 = +6.0000
        x7   +1.0000 × w +7.0000 = +7.0000
        x8   +1.0000 × w +8.0000 = +8.0000
        x9   +1.0000 × w +9.0000 = +9.0000
        x10  +1.0000 × w +10.0000 = +10.0000
        x11  +1.0000 × w +11.0000 = +11.0000
        x12  +1.0000 × w +12.0000 = +12.0000
        … 4 more, together +10.0000
        bias +0.0000
        z = +78.0000
        a = max(0, z) = +78.0000
        --
        dL/da = sum of w × dL/dz over l2
          n0 +1.0000 × +26.0000 = +26.0000
          n2 +3.0000 × +78.0000 = +234.0000
          n4 +2.0000 × +52.0000 = +104.0000
          n5 +5.0000 × +130.0000 = +650.0000
          … 2 more, together +26.0000
              = +1040.0000
        dL/dz = dL/da × (1 where z > 0, else 0)
              = +1040.0000 × 1.0000 = +1040.0000
        dL/dw = dL/dz × input
          [0,0] +1040.0000 × +1.0000 = +1040.0000
          [0,1] +1040.0000 × +1.0000 = +1040.0000
          [0,2] +1040.0000 × +1.0000 = +1040.0000
          [0,3] +1040.0000 × +1.0000 = +1040.0000
          [0,4] +1040.0000 × +1.0000 = +1040.0000
          [0,5] +1040.0000 × +1.0000 = +1040.0000
          [0,6] +1040.0000 × +1.0000 = +1040.0000
          [0,7] +1040.0000 × +1.0000 = +1040.0000
          … 4 more weights
        dL/db = dL/dz = +1040.0000
        """
      ])
  }
}
